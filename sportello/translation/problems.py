"""What is wrong in the catalogues on disk, every mistake with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import polib

from sportello.catalogue.problems import Problem, Severity, message
from sportello.translation.agreement import Pair, content_disagreement, interface_disagreement
from sportello.translation.languages import is_known
from sportello.translation.merge import key_of
from sportello.translation.po import INTERFACE, catalogue_name, content_files, read_po

Check = Callable[[polib.POEntry], Pair | None]


def translation_problems(translations: Path, languages: Iterable[str]) -> list[Problem]:
    """All problems of the catalogues: files that do not parse, lost or invented placeholders, doubles, unknown folders.

    Args:
        translations: the folder with a folder a language; may be missing.
        languages: the target languages of the site, without the source.
    """
    wanted = set(languages)
    found = _folder_problems(translations, wanted)
    for language in sorted(wanted):
        found += _catalogue_problems(
            translations, translations / language / INTERFACE, interface_disagreement
        )
        for _, file in content_files(translations, language):
            found += _catalogue_problems(translations, file, _content_check)
    return found


def _content_check(entry: polib.POEntry) -> Pair | None:
    return content_disagreement(entry.msgid, entry.msgstr) if entry.msgstr else None


def _folder_problems(translations: Path, wanted: set[str]) -> list[Problem]:
    if not translations.is_dir():
        return []
    folders = sorted(folder.name for folder in translations.iterdir() if folder.is_dir())
    return [
        Problem(
            f"{translations.name}/{name}",
            1,
            "",
            message("«%(name)s» non è una lingua del sito", name=name)
            if is_known(name)
            else message("«%(name)s» non è il codice di una lingua", name=name),
            message("aggiungila a «languages» in mkdocs.yml, o togli la cartella"),
            Severity.WARNING,
        )
        for name in folders
        if name not in wanted and not name.startswith(".")
    ]


def _catalogue_problems(translations: Path, file: Path, check: Check) -> list[Problem]:
    if not file.is_file():
        return []
    name = catalogue_name(translations, file)
    po = read_po(file, name)
    return [po] if isinstance(po, Problem) else list(_entry_problems(po, name, check))


def _entry_problems(po: polib.POFile, name: str, check: Check) -> Iterator[Problem]:
    lines: dict[object, int] = {}
    for entry in po:
        if entry.obsolete:
            continue
        line = entry.linenum or 1
        first = lines.setdefault(key_of(entry), line)
        if first != line:
            found = message("lo stesso msgid è già alla riga %(line)s", line=first)
            yield Problem(name, line, "", found, message("una sola voce"))
        pair = None if entry.fuzzy else check(entry)
        if pair:
            yield Problem(name, line, "", *pair)
