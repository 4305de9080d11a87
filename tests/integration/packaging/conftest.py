"""The wheel, built and installed away from the checkout, beside the dependencies that the tests run with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it, and a site beside it."""

    bin: Path
    site: Path

    def environment(self) -> dict[str, str]:
        """Nothing of the checkout, and a development set-up that sends no mail."""
        kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
        told = {"SPORTELLO_ENVIRONMENT": "development", "SPORTELLO_SITE": str(self.site / "site")}
        return {**kept, **told, "PATH": f"{self.bin}:/usr/bin:/bin", "PYTHONUNBUFFERED": "1"}

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run an installed program in the site's folder."""
        return subprocess.run(
            [str(self.bin / program), *arguments],
            cwd=self.site,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="package")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="package")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel installed by pip, and the first site copied."""
    folder = tmp_path_factory.mktemp("outside")
    python = folder / "venv/bin/python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    _lend_dependencies(folder / "venv")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)], check=True)
    return Installed(python.parent, _copy_site(folder / "site"))


def _lend_dependencies(venv: Path) -> None:
    """Lend this environment's packages. Their own .pth files are not followed, so the checkout is not among them."""
    (packages,) = venv.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")


def _copy_site(folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "translations", folder / "translations")
    return folder
