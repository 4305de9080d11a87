"""The text below the front matter: links, images, and facts that belong in fields."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sportello.catalogue.problems import Message, Problem, Severity, message
from sportello.catalogue.reading import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue.reading import Findings
    from sportello.catalogue.source import Source

MADE = "dati/"
"""What the build makes below the folder of pages; it knows its own files, and names a link to another."""

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^\s)>]*)>?(?:\s+[\"'][^\"']*[\"'])?\s*\)")
_IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*([\"'])\s*\S", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/.,-])(?:\+39\s?)?(?:0\d|3\d)[\d\s./-]{6,14}\d(?![\w/])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def check_links(findings: Findings) -> Iterator[Problem]:
    """A link to a file of the site that is not there."""
    docs = findings.catalogue.site.docs
    for source in findings.sources:
        for line, _image, _label, target in _links(source):
            path = _local_path(source.path, target)
            if path is None or path.startswith(MADE):
                continue
            if path not in findings.catalogue.pages and not (docs / path).is_file():
                found = message("il collegamento «%(target)s» non porta a niente", target=target)
                yield _at(
                    source, line, found, message("il percorso di un file che c'è, come «../servizi/x.md»")
                )


def check_images(findings: Findings) -> Iterator[Problem]:
    """An image without alternative text."""
    expected = message("una frase che la descrive: «![Lo sportello visto dalla strada](foto.jpg)»")
    for source in findings.sources:
        for line, image, label, target in _links(source):
            if image and not label.strip():
                yield _at(
                    source,
                    line,
                    message("l'immagine «%(target)s» non ha descrizione", target=target),
                    expected,
                )
        for line, text in _lines(source):
            if any(not _ALT.search(tag) for tag in _IMG.findall(text)):
                yield _at(source, line, message("un'immagine non ha descrizione"), expected)


def check_facts_in_text(findings: Findings) -> Iterator[Problem]:
    """A phone number or an e-mail address in a text that no record has: a warning, for it will go stale unseen."""
    values = {str(leaf.value) for record in findings.catalogue.pages.values() for leaf in leaves(record)}
    known = {_digits(value) for value in values} | {value.casefold() for value in values}
    expected = message("lo stesso dato che sta nei campi «contacts»")
    for source in findings.sources:
        for line, text in _lines(source):
            said = [m.group() for pattern in (_PHONE, _EMAIL) for m in pattern.finditer(text)]
            for fact in said:
                if _digits(fact) not in known and fact.casefold() not in known:
                    found = message("«%(value)s» non sta in nessuna scheda", value=fact)
                    yield replace(_at(source, line, found, expected), severity=Severity.WARNING)


def _digits(text: str) -> str:
    if "@" in text:
        return text
    return re.sub(r"\D", "", text.removeprefix("+39")) or text


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    """The lines of the body that are not code, with their numbers in the file."""
    fenced = False
    for number, text in enumerate(source.body.split("\n"), source.body_line):
        if text.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced:
            yield number, re.sub(r"`[^`]*`", "", text)


def _links(source: Source) -> Iterator[tuple[int, bool, str, str]]:
    for number, text in _lines(source):
        for match in _LINK.finditer(text):
            yield number, bool(match[1]), match[2], match[3]


def _local_path(page: str, target: str) -> str | None:
    """The path below the folder of pages that a link means, or None when it leads elsewhere."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or target.startswith("#") or (not parts.path and target):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))


def _at(source: Source, line: int, found: Message, expected: Message) -> Problem:
    return Problem(source.file, line, "", found, expected)
