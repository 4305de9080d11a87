"""In which languages a page exists: where nothing of it is translated, it is only the Italian page again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sportello.translation.content import Content
from sportello.translation.phrases import PageText, page_phrases

Availability = Mapping[str, tuple[str, ...]]
"""For the path of each page (`progetti/ripartire.md`) the languages it exists in, in the site's order."""


def page_availability(
    translations: Path,
    languages: Sequence[str],
    pages: Iterable[PageText],
    everywhere: frozenset[str] = frozenset(),
) -> Availability:
    """In which languages each page exists.

    A page exists in a language in which one of its own texts, of the front matter or of the body, is shown translated;
    a page without texts of its own exists in all.

    Args:
        translations: the folder with a folder a language.
        languages: the languages of the site, the source language first.
        pages: every page with its texts.
        everywhere: the paths of pages that exist in every language, as the front page does.
    """
    source, *targets = languages
    contents = {language: Content(translations, language) for language in targets}
    found = {}
    for page in pages:
        messages = [phrase.msgid for phrase in page_phrases(page)]
        always = page.path in everywhere or not messages
        found[page.path] = (
            source,
            *(
                language
                for language, content in contents.items()
                if always or _says_any(content, page.path, messages)
            ),
        )
    return found


def _says_any(content: Content, page: str, messages: Iterable[str]) -> bool:
    known = content.page(page)
    return any(message in known and known[message].text for message in messages)
