"""Units written as an XLIFF 1.2 document and read back, by translate-toolkit.

Codes are `<g>` around the words of a link and `<x/>` for the rest, each with `equiv-text` or `ctype`, so that a
translator's program shows them and keeps them whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sportello.errors import SportelloError
from sportello.translation.xliff.codes import Code, Piece
from sportello.translation.xliff.standing import XLIFF_STATE, Standing
from sportello.translation.xliff.units import Unit

_EMPTY = b"""<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="NoName" source-language="it" datatype="plaintext"><body></body></file>
</xliff>"""
"""The toolkit would begin with XLIFF 1.1; it uses and renames the file of this name."""


@dataclass(frozen=True)
class Mark:
    """A code as it came back: its number in the source, and for a pair what the translator put between."""

    number: str
    inner: Returned | None


Returned = tuple[str | Mark, ...]


@dataclass(frozen=True)
class ReturnedUnit:
    """A unit that came back.

    Attributes:
        page: the page, as it was given out.
        name: as it was given out.
        target: the translation; empty where there is none.
        state: XLIFF's `state` of the translation, or "".
        approved: whether the unit is approved.
    """

    page: str
    name: str
    target: Returned
    state: str
    approved: bool


def write_document(units: Iterable[Unit], source_language: str, language: str) -> bytes:
    """The units as a document, a `<file>` for each page."""
    store = _toolkit().xlifffile.parsestring(_EMPTY)
    store.setsourcelanguage(source_language)
    store.settargetlanguage(language)
    for page, of_page in groupby(units, key=lambda unit: unit.page):
        store.switchfile(page, createifmissing=True)
        for unit in of_page:
            _add(store, unit)
    _without_other_versions(store)
    return bytes(store)


def read_document(data: bytes, name: str, language: str) -> list[ReturnedUnit]:
    """The units of a document that came back.

    Raises:
        SportelloError: it is no XLIFF 1.2, or for another language.
    """
    toolkit = _toolkit()
    try:
        store = toolkit.xlifffile.parsestring(data)
        files = list(store.document.getroot().iterchildren(store.namespaced("file")))
        units = [_returned(unit, store) for unit in store.units]
    except (
        Exception
    ) as error:  # the toolkit and lxml below it raise a dozen kinds, all of them about the file
        raise SportelloError(
            f"{name}: no XLIFF 1.2 ({error}). Ask for the format «XLIFF 1.2» (.xlf)."
        ) from error
    for file in files:
        said = str(file.get("target-language", language))
        if said.replace("_", "-").split("-")[0] != language.replace("_", "-").split("-")[0]:
            raise SportelloError(f"{name}: it is for «{said}». Use `sportello translations import {said} …`.")
    return units


def _toolkit() -> Any:  # noqa: ANN401 - the toolkit's classes carry few types
    try:
        from translate.storage import xliff  # noqa: PLC0415 - only agencies need it
    except ImportError as error:
        raise SportelloError("XLIFF needs translate-toolkit: pip install 'sportello[xliff]'.") from error
    return xliff


def _add(store: Any, unit: Unit) -> None:  # noqa: ANN401
    from translate.storage.placeables import StringElem  # noqa: PLC0415

    added = store.UnitClass("")
    store.addunit(added)
    added.setid(unit.name)
    added.xmlelement.set("resname", unit.block)
    added.rich_source = [StringElem(_elements(unit.source))]
    added.rich_target = [StringElem(_elements(unit.target))] if unit.target else [StringElem([""])]
    target = added.getlanguageNode(lang=None, index=1)
    if target is not None:
        target.set("state", XLIFF_STATE[unit.standing])
    if unit.standing is Standing.REVIEWED:
        added.markapproved()
    added.createcontextgroup(
        "where", [("sourcefile", unit.page), ("x-block", unit.block)], purpose="location information"
    )
    for note in unit.notes:
        added.addnote(note, origin="developer")
    if unit.former:
        added.addnote(f"The Italian was: {unit.former}", origin="developer")
    _label_codes(added, unit.source)


def _without_other_versions(store: Any) -> None:  # noqa: ANN401
    """The toolkit makes its elements as XLIFF 1.1 and renames them; the old name stays declared."""
    from lxml import etree  # noqa: PLC0415 - comes with the toolkit

    etree.cleanup_namespaces(store.document)


def _elements(pieces: Sequence[Piece]) -> list[Any]:
    from translate.storage.placeables import xliff as placeables  # noqa: PLC0415

    def element(piece: Piece) -> Any:  # noqa: ANN401
        if isinstance(piece, str):
            return piece
        if piece.inner is None:
            return placeables.X(id=str(piece.number))
        return placeables.G(id=str(piece.number), sub=[element(inner) for inner in piece.inner])

    return [element(piece) for piece in pieces]


def _label_codes(unit: Any, pieces: Sequence[Piece]) -> None:  # noqa: ANN401
    """What a translator's program shows for a code (XLIFF 1.2, 2.4.1 `equiv-text` and `ctype`)."""
    known = {str(code.number): code for code in _flat(pieces)}
    for node in unit.xmlelement.iter("{*}x", "{*}g"):
        code = known.get(node.get("id"))
        if code is None:
            continue
        if code.inner is None:
            node.set("equiv-text", code.content)
        else:
            node.set("ctype", "image" if code.image else "link")


def _flat(pieces: Sequence[Piece]) -> Iterator[Code]:
    for piece in pieces:
        if isinstance(piece, Code):
            yield piece
            yield from _flat(piece.inner or ())


def _returned(unit: Any, store: Any) -> ReturnedUnit:  # noqa: ANN401
    file = next(unit.xmlelement.iterancestors(store.namespaced("file")))
    target = unit.getlanguageNode(lang=None, index=1)
    return ReturnedUnit(
        page=str(file.get("original", "")),
        name=str(unit.xmlelement.get("id", "")),
        target=() if target is None else _marks(target),
        state="" if target is None else str(target.get("state", "")),
        approved=bool(unit.isapproved()),
    )


def _marks(node: Any) -> Returned:  # noqa: ANN401
    """The text and codes of a node; `<mrk>`, which programs put around segments, is only its text."""
    found: list[str | Mark] = [node.text or ""]
    for child in node:
        kind = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if kind == "mrk":
            found += _marks(child)
        elif kind:
            found.append(Mark(str(child.get("id", "")), _marks(child) if kind == "g" else None))
        found.append(child.tail or "")
    return tuple(part for part in found if part)
