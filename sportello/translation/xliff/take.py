"""Take back what an agency translated: block by block, refusing what the check refuses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.plurals import get_plural

from sportello.catalogue.problems import Problem, Severity, message
from sportello.translation.checks.facts import Finding, fact_findings
from sportello.translation.po import INTERFACE, catalogue_name, read_po, write_po
from sportello.translation.sound import content_fault, interface_fault
from sportello.translation.xliff.codes import Code, Piece, codes_in, message_of
from sportello.translation.xliff.document import Mark, Returned, ReturnedUnit
from sportello.translation.xliff.give import catalogues_of
from sportello.translation.xliff.standing import is_final, is_open, settle
from sportello.translation.xliff.units import Form, forms_of, text_of

Review = Callable[[polib.POEntry], None]
"""Marks an entry as reviewed."""


@dataclass
class TakeReport:
    """What came in.

    Attributes:
        taken: how many blocks were written, by page.
        unchanged: how many stood so already.
        waiting: how many came back without a translation.
        problems: those that were refused, each with its place in the catalogue and the reason.
    """

    taken: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0
    waiting: int = 0
    problems: list[Problem] = field(default_factory=list)


class StrangeCodeError(Exception):
    """A unit came back with a code that its Italian does not have, or with half of one."""


def take(
    translations: Path, language: str, units: Sequence[ReturnedUnit], review: Review | None = None
) -> TakeReport:
    """Write the translations of the returned units into the catalogues.

    Args:
        translations: the folder with a folder a language.
        language: the target language.
        units: what came back.
        review: marks a unit that came back as final; None where such a unit comes in like any other.
    """
    taking = _Taking(language, units, review)
    for page, file in catalogues_of(translations, language):
        if taking.has(page):
            taking.catalogue(file, catalogue_name(translations, file), page)
    taking.strangers(f"{translations.name}/{language}")
    return taking.report


def refusal(entry: polib.POEntry, name: str, language: str) -> Finding | None:
    """Why the translation of an entry of the catalogue `name` cannot be taken; None where it can."""
    if entry.msgid_plural and not all(entry.msgstr_plural.values()):
        return Finding(
            message("mancano forme del plurale"), message("una traduzione per ogni forma che la lingua ha")
        )
    if name.endswith(f"/{INTERFACE}"):
        pair = interface_fault(entry, language, get_plural(language).num_plurals)
    else:
        pair = content_fault(entry, language)
    if pair:
        return Finding(*pair)
    found = [] if entry.msgid_plural else fact_findings(entry.msgid, entry.msgstr, language)
    return next((finding for finding in found if finding.severity is Severity.ERROR), None)


class _Taking:
    def __init__(self, language: str, units: Sequence[ReturnedUnit], review: Review | None) -> None:
        self.language = language
        self.review = review
        self.report = TakeReport()
        self.units = {(unit.page, unit.name): unit for unit in units}

    def has(self, page: str) -> bool:
        return any(of == page for of, _ in self.units)

    def catalogue(self, file: Path, name: str, page: str) -> None:
        po = read_po(file, name)
        if isinstance(po, Problem):
            self.report.problems.append(po)
            return
        written = sum(self._entry(entry, page, name) for entry in po if not entry.obsolete)
        if written:
            write_po(po, file)
            self.report.taken[page] = written

    def _entry(self, entry: polib.POEntry, page: str, name: str) -> bool:
        """Take the units of an entry; whether it was written."""
        forms = forms_of(entry, self.language)
        came = [(form, unit) for form in forms if (unit := self.units.pop((page, form.name(entry)), None))]
        if not came:
            return False
        try:
            trial = _trial(entry, came)
        except StrangeCodeError:
            found = message("la traduzione ha un segno che l'italiano non ha")
            self._refuse(entry, name, Finding(found, message("gli stessi segni dell'italiano")))
            return False
        same = _texts(trial, forms) == _texts(entry, forms)
        final = all(is_final(unit.state, approved=unit.approved) for _, unit in came)
        if not any(_texts(trial, forms)) or (same and any(is_open(unit.state) for _, unit in came)):
            self.report.waiting += 1
            return False
        if finding := refusal(trial, name, self.language):
            self._refuse(entry, name, finding)
            return False
        before = (entry.msgstr, entry.msgstr_plural, entry.flags, entry.tcomment)
        entry.msgstr, entry.msgstr_plural = trial.msgstr, trial.msgstr_plural
        settle(entry)
        if final and self.review:
            self.review(entry)
        changed = before != (entry.msgstr, entry.msgstr_plural, entry.flags, entry.tcomment)
        self.report.unchanged += not changed
        return changed

    def _refuse(self, entry: polib.POEntry, name: str, finding: Finding) -> None:
        place = entry.linenum or 1
        self.report.problems.append(Problem(name, place, "", finding.found, finding.expected))

    def strangers(self, folder: str) -> None:
        """What came back for blocks that are no longer there."""
        for page, name in self.units:
            found = message(
                "il blocco %(name)s non c'è più: l'italiano è cambiato dopo l'esportazione", name=name
            )
            expected = message("esporta di nuovo la pagina, e traduci solo quello che manca")
            self.report.problems.append(Problem(folder, 1, page, found, expected))


def _trial(entry: polib.POEntry, came: Sequence[tuple[Form, ReturnedUnit]]) -> polib.POEntry:
    trial = polib.POEntry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgctxt=entry.msgctxt,
        msgstr=entry.msgstr,
        msgstr_plural=dict(entry.msgstr_plural),
        comment=entry.comment,
    )
    for form, unit in came:
        text = message_of(_pieces(unit.target, {str(code.number): code for code in codes_in(form.source)}))
        if form.number is None:
            trial.msgstr = text
        else:
            trial.msgstr_plural[form.number] = text
    return trial


def _texts(entry: polib.POEntry, forms: Sequence[Form]) -> list[str]:
    return [text_of(entry, form) for form in forms]


def _pieces(target: Returned, codes: dict[str, Code]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for part in target:
        if isinstance(part, Mark):
            code = codes.get(part.number)
            if code is None or (code.inner is None) != (part.inner is None):
                raise StrangeCodeError
            inner = None if part.inner is None else _pieces(part.inner, codes)
            pieces.append(Code(code.number, code.content, inner, code.image))
        else:
            pieces.append(part)
    return tuple(pieces)
