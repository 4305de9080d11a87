"""What is wrong in the catalogues on disk, every mistake with file and line."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from sportello.catalogue.problems import Message, Problem, Severity, message
from sportello.translation.content import read_page
from sportello.translation.interface import load_interface
from sportello.translation.languages import is_known
from sportello.translation.po import INTERFACE, catalogue_name, content_files


def translation_problems(translations: Path, languages: Iterable[str]) -> list[Problem]:
    """All problems of the catalogues: files that do not parse, lost or invented placeholders, doubles, unknown folders.

    Args:
        translations: the folder with a folder a language; may be missing.
        languages: the target languages of the site, without the source.
    """
    wanted = set(languages)
    found = stray_problems(translations, wanted)
    for language in sorted(wanted):
        found += load_interface(translations, language)[1]
        for page, _ in content_files(translations, language):
            found += read_page(translations, language, page)[1]
    return found


def stray_problems(translations: Path, wanted: Collection[str]) -> list[Problem]:
    """Folders of no language of the site, and catalogues where nobody reads them."""
    if not translations.is_dir():
        return []
    folders = sorted(folder for folder in translations.iterdir() if not folder.name.startswith("."))
    unknown = [folder for folder in folders if folder.is_dir() and folder.name not in wanted]
    lost = [file for file in folders if file.suffix == ".po"]
    for language in sorted(wanted):
        lost += sorted(file for file in (translations / language).glob("*.po") if file.name != INTERFACE)
    return [
        *(
            _warning(f"{translations.name}/{folder.name}", *_of_no_language(folder.name))
            for folder in unknown
        ),
        *(_warning(catalogue_name(translations, file), *_nowhere()) for file in lost),
    ]


def _of_no_language(name: str) -> tuple[Message, Message]:
    found = (
        message("«%(name)s» non è una lingua del sito", name=name)
        if is_known(name)
        else message("«%(name)s» non è il codice di una lingua", name=name)
    )
    return found, message("aggiungila a «languages» in mkdocs.yml, o togli la cartella")


def _nowhere() -> tuple[Message, Message]:
    return (
        message("questo catalogo non è di nessuna pagina: il sito non lo legge"),
        message("mettilo nella cartella «content» della sua lingua, o toglilo"),
    )


def _warning(path: str, found: Message, expected: Message) -> Problem:
    return Problem(path, 1, "", found, expected, Severity.WARNING)
