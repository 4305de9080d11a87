"""The blocks of a catalogue as units of XLIFF: data first, the file's form in `document`."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from gettext import c2py
from hashlib import sha256
from typing import TYPE_CHECKING

from babel.messages.plurals import get_plural

from sportello.translation.xliff.codes import Piece, source_pieces, target_pieces
from sportello.translation.xliff.standing import Standing, standing_of

if TYPE_CHECKING:
    import polib

_NUMBERS = (*range(31), 100, 1000)
_EXAMPLES = 3
_MARK = "reviewed:"


@dataclass(frozen=True)
class Unit:
    """One block, or one plural form of it.

    Attributes:
        page: the page (`progetti/ripartire.md`) or `interface`.
        name: what is unique in the page.
        block: what kind of block or field it is.
        source: the Italian.
        target: the translation there is, or nothing.
        standing: how it stands.
        notes: for the translator.
        former: of an outdated block, the Italian that the translation was made from.
    """

    page: str
    name: str
    block: str
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    standing: Standing
    notes: tuple[str, ...] = ()
    former: str = ""


def unit_name(entry: polib.POEntry) -> str:
    """A name that stays the same as long as the Italian does."""
    return sha256(f"{entry.msgctxt or ''}\x04{entry.msgid}".encode()).hexdigest()[:16]


def units_of(po: polib.POFile, page: str, language: str, wanted: Container[Standing]) -> Iterator[Unit]:
    """The units of a catalogue, in its order.

    Args:
        po: the catalogue.
        page: the page that it belongs to.
        language: the target language, whose plural forms count.
        wanted: the standings to give out.
    """
    for entry in po:
        if not entry.obsolete and standing_of(entry) in wanted:
            yield from _units(entry, page, language)


@dataclass(frozen=True)
class Form:
    """One text of an entry: its translation, or one of its plural forms.

    Attributes:
        number: of the plural form, as in `msgstr[0]`; None where there is one text.
        source: the Italian.
        counts: numbers that this form is for.
    """

    number: int | None
    source: tuple[Piece, ...]
    counts: tuple[int, ...] = ()

    def name(self, entry: polib.POEntry) -> str:
        """The name of the unit."""
        return unit_name(entry) + ("" if self.number is None else f"[{self.number}]")


def forms_of(entry: polib.POEntry, language: str) -> list[Form]:
    """The texts that an entry needs in a language."""
    if not entry.msgid_plural:
        return [Form(None, source_pieces(entry.msgid))]
    plural = get_plural(language)
    choose = c2py(plural.plural_expr)
    forms: dict[int, list[int]] = {form: [] for form in range(plural.num_plurals)}
    for number in _NUMBERS:
        forms[choose(number)].append(number)
    return [
        Form(form, source_pieces(entry.msgid if counts == [1] else entry.msgid_plural), tuple(counts))
        for form, counts in forms.items()
    ]


def text_of(entry: polib.POEntry, form: Form) -> str:
    """The translation that an entry has of one of its texts."""
    return entry.msgstr if form.number is None else entry.msgstr_plural.get(form.number, "")


def _units(entry: polib.POEntry, page: str, language: str) -> Iterator[Unit]:
    block, *notes = [line for line in entry.comment.split("\n") if line] or [page]
    notes += [line for line in entry.tcomment.split("\n") if line and not line.startswith(_MARK)]
    notes += [f"used in {', '.join(place for place, _ in entry.occurrences)}"] if entry.occurrences else []
    notes += [f"context: {entry.msgctxt}"] if entry.msgctxt else []
    for form in forms_of(entry, language):
        counted = [f"for {', '.join(map(str, form.counts[:_EXAMPLES]))}…"] if form.counts else []
        yield Unit(
            page=page,
            name=form.name(entry),
            block=block,
            source=form.source,
            target=target_pieces(text_of(entry, form), form.source),
            standing=standing_of(entry),
            notes=(*notes, *counted),
            former=(entry.previous_msgid or "") if entry.fuzzy else "",
        )
