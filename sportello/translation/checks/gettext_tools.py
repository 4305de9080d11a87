"""What GNU gettext says of a catalogue: `msgfmt --check`; without it, Babel's checks of the same kind."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from sportello.catalogue.problems import Problem, message

_LINE = re.compile(r"^.+?:(?P<line>\d+)(?::\d+)?: (?!warning:)(?P<said>.+)$", re.MULTILINE)
_SECONDS = 60


def gettext_problems(file: Path, name: str, language: str) -> list[Problem]:
    """What is wrong in a catalogue by gettext's own rules; `name` is how problems name the file."""
    msgfmt = shutil.which("msgfmt")
    said = _by_msgfmt(msgfmt, file) if msgfmt else _by_babel(file, language)
    return [_problem(name, line, words) for line, words in said]


def _by_msgfmt(msgfmt: str, file: Path) -> Iterator[tuple[int, str]]:
    run = subprocess.run(  # noqa: S603 - the path is from PATH, the file from the site's own folder
        [msgfmt, "--check", "--output-file=-", str(file)],
        capture_output=True,
        timeout=_SECONDS,
        check=False,
        env={"LC_ALL": "C.UTF-8", "PATH": str(Path(msgfmt).parent)},
    )
    if run.returncode:
        text = run.stderr.decode("utf-8", "replace")
        found = [(int(match["line"]), match["said"]) for match in _LINE.finditer(text)]
        yield from found or [(1, text.strip())]


def _by_babel(file: Path, language: str) -> Iterator[tuple[int, str]]:
    try:
        with file.open("rb") as opened:
            catalogue = read_po(opened, locale=language, abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        yield 1, str(error)
        return
    for found, errors in catalogue.check():
        yield from ((found.lineno or 1, str(error)) for error in errors)
    for found in catalogue:
        if found.id and not found.fuzzy:
            yield from ((found.lineno or 1, said) for said in _of_the_same_kind(found))


def _of_the_same_kind(found: Message) -> Iterator[str]:
    """What `msgfmt` looks at and Babel does not."""
    texts = [found.string] if isinstance(found.string, str) else list(found.string or ())
    source = found.id if isinstance(found.id, str) else found.id[0]
    if any(_line_ends(source) != _line_ends(text) for text in texts if text):
        yield "'msgid' and 'msgstr' do not both begin and end with '\\n'"
    if any(texts) and not all(texts):
        yield "some plural forms are missing"


def _line_ends(text: str) -> tuple[bool, bool]:
    return text.startswith("\n"), text.endswith("\n")


def _problem(name: str, line: int, said: str) -> Problem:
    return Problem(
        name,
        line,
        "",
        message("msgfmt --check dice: %(said)s", said=said),
        message("una voce che «msgfmt --check» accetta; Poedit la segna in rosso"),
    )
