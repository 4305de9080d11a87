"""A language that Sportello does not speak yet: its translators get the interface's messages, too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sportello
from sportello.translation.extract import interface_phrases
from sportello.translation.interface import packaged_catalogue
from sportello.translation.update import update_translations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sportello.translation.site_texts import SiteTexts
    from sportello.translation.update import UpdateReport


def offer_interface(translations: Path, languages: Iterable[str], texts: SiteTexts) -> UpdateReport | None:
    """Bring `interface.po` up to date in the languages in which none comes with Sportello.

    Args:
        translations: the folder with a folder a language.
        languages: the target languages.
        texts: of the site; in Sportello's own checkout they hold the interface, and nothing is to be done.

    Returns:
        what was done; None where there was nothing to do.
    """
    new = [language for language in languages if packaged_catalogue(language) is None]
    if not new or texts.interface is not None:
        return None
    installed = Path(sportello.__file__).parents[1]
    standing = texts.standing | {page.path for page in texts.pages}
    return update_translations(translations, new, (), standing, interface_phrases(installed))
