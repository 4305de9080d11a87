from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TOOLS = [
    "cat",
    "cksum",
    "dirname",
    "env",
    "grep",
    "head",
    "id",
    "ln",
    "mkdir",
    "rm",
    "sed",
    "sh",
    "sleep",
    "sort",
    "tail",
]
UV = """#!/bin/sh
echo "$1" "$*" >>uv-was-called
case "$1" in
  venv) mkdir -p .venv/bin && ln -s "{python}" .venv/bin/python ;;
  sync) {sync} ;;
esac
"""


@dataclass(frozen=True)
class Checkout:
    """A copy of the scripts beside a small lock file, on a machine that has only what the test puts on PATH."""

    root: Path
    bin: Path

    def put(self, program: str, text: str) -> None:
        """Put a shell script on PATH."""
        path = self.bin / program
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def put_python(self, program: str = "python3") -> None:
        """Put this very Python on PATH."""
        self.put(program, f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')

    def put_uv(self, sync: str = ":") -> None:
        """Put a uv on PATH that only notes its calls; `sync` is what `uv sync` does."""
        self.put("uv", UV.format(python=sys.executable, sync=sync))

    def run(self, script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one of the scripts there."""
        return self._call("sh", f"scripts/{script}", *arguments, **environment)

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run make there."""
        return self._call("make", *arguments)

    def _call(self, program: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.bin / program), *arguments],
            cwd=self.root,
            env={"PATH": str(self.bin), "HOME": str(self.root), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def take_calls(self) -> list[str]:
        """The calls of uv since the last time one asked."""
        record = self.root / "uv-was-called"
        calls = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
        record.unlink(missing_ok=True)
        return calls


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    root, programs = tmp_path / "checkout", tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        (programs / tool).symlink_to(shutil.which(tool) or tool)
    shutil.copytree(ROOT / "scripts", root / "scripts")
    (root / "uv.lock").write_text("version = 1\n", encoding="utf-8")
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return Checkout(root, programs)
