"""Files and functions stay small enough to be read in one go."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 400
LONGEST_FUNCTION = 50


def test_no_file_is_too_long() -> None:
    lines = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in _sources()}
    assert [f"{path}: {count} lines" for path, count in lines.items() if count > LONGEST_FILE] == []


def test_no_function_is_too_long() -> None:
    found = [function for path in _sources() for function in _long_functions(path)]
    assert found == []


def _sources() -> Iterator[Path]:
    for room in ("sportello", "forms_app", "bench", "tests"):
        yield from sorted((ROOT / room).rglob("*.py"))


def _long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.body[0].lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{path}:{node.lineno}: {node.name}: {length} lines"
