"""Whether a translation keeps the names and abbreviations that stay as they are, and the words agreed on.

Names come from the catalogue; a translation may also use the name that its language gave to the record's page.
Abbreviations (`ISEE`, `SIL`, `DID`, `A2A`) are seen by their capitals. What stands in the glossary is the
glossary's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sportello.catalogue.model import Municipality, Organization, Program
from sportello.catalogue.problems import Severity, message
from sportello.translation.checks.facts import Finding, without_kept_quotes
from sportello.translation.checks.glossary import Glossary
from sportello.translation.inline import protect

if TYPE_CHECKING:
    from sportello.catalogue import Catalogue

_ABBREVIATION = re.compile(
    r"(?<![\w.])(?:[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*|[A-Z]+\d+[A-Z]+)(?:\.[A-Z]{2,})?(?![\w/]|\.\w)"
)
_SHORTEST = 3
_SHOUTED = re.compile(r"(?:(?<!\w)[A-ZÀ-Ý]+(?:\s+|$)){3,}")
_LITERAL = re.compile(r"%\(\w+\)[a-z]|\{\d+\}|(?<!\w)\S*[./_]\w\S*|«sportello [^»]*»")


@dataclass(frozen=True)
class Terms:
    """What must agree in the translations into one language.

    Attributes:
        names: Italian names, each with what else may stand for it.
        glossary: the words agreed on.
    """

    names: Mapping[str, frozenset[str]]
    glossary: Glossary

    def findings(self, source: str, translation: str) -> Iterator[Finding]:
        """The names, abbreviations and glossary terms of the Italian that a translation does not have."""
        source, _ = without_kept_quotes(source, translation)
        for name in dict.fromkeys(self._any_name.findall(source)):
            if name in translation:
                source = source.replace(name, " ")
            elif not self._has_agreed(name) and not any(map(translation.__contains__, self.names[name])):
                yield _not_kept(name)
        words = protect(source).text
        for short in dict.fromkeys(_ABBREVIATION.findall(_SHOUTED.sub(" ", words))):
            if self._is_protected(short) and short not in translation:
                yield _not_kept(short)
        for term in self.glossary.unused(_LITERAL.sub(" ", words), translation):
            yield Finding(
                message("«%(term)s» non è tradotto come nel glossario", term=term.source),
                message("%(targets)s; o un'altra riga nel glossario", targets=_listed(term.targets)),
                Severity.WARNING,
            )

    def _has_agreed(self, name: str) -> bool:
        return name.casefold() in self.glossary.sources

    def _is_protected(self, short: str) -> bool:
        return len(short) >= _SHORTEST and not self._has_agreed(short)

    @cached_property
    def _any_name(self) -> re.Pattern[str]:
        longest_first = sorted(self.names, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")


def terms_of(catalogue: Catalogue, glossary: Glossary, title: Callable[[str, str], str]) -> Terms:
    """The terms of a site in one language.

    Args:
        catalogue: the records whose names stay.
        glossary: the language's.
        title: a title of the page at a path, in the language.
    """
    towns = [record.title for record in catalogue.pages.values() if isinstance(record, Municipality)]
    names: dict[str, frozenset[str]] = {}
    for record in catalogue.pages.values():
        if isinstance(record, Municipality | Organization | Program):
            # Of «Comune di Lainate» the town is the name; «comune» is a word.
            inside = (town for town in towns if record.title.endswith(f" {town}"))
            others = frozenset({title(record.title, record.path), *inside})
            names[record.title] = others
            if isinstance(record, Organization) and record.short_name:
                names[record.short_name] = others
    return Terms(names, glossary)


def _not_kept(name: str) -> Finding:
    return Finding(
        message("nella traduzione manca il nome «%(name)s»", name=name),
        message(
            "lo stesso nome, in lettere latine; se in questa lingua ne ha un altro, una riga nel glossario"
        ),
        Severity.WARNING,
    )


def _listed(targets: tuple[str, ...]) -> str:
    return ", ".join(f"«{target}»" for target in targets)
