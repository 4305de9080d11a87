"""Everything that `sportello check` looks at: the pages, how plainly they speak, and their translations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.catalogue import examine
from sportello.catalogue.problems import Problem, Severity, by_place, message
from sportello.catalogue.texts import record_texts
from sportello.plain import plain_language_problems
from sportello.translation import State, load_translator
from sportello.translation.checks.catalogues import agreement_problems
from sportello.translation.problems import translation_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue import Catalogue, Site
    from sportello.catalogue.record import Record
    from sportello.translation import Translator

REQUIRED_TEXTS = frozenset({"title", "summary"})


def check_site(site: Site) -> tuple[Problem, ...]:
    """All problems of a site's pages and translations, by file and line.

    Raises:
        SiteUnreadableError: there is no folder of pages.
    """
    examined = examine(site)
    targets = site.options.languages[1:]
    problems = [*examined.problems, *translation_problems(site.translations, targets)]
    problems += agreement_problems(examined.catalogue, site.translations, targets)
    problems += plain_language_problems(site, examined)
    for language in site.options.languages[1:]:
        problems += _untranslated(examined.catalogue, load_translator(site.translations, language))
    return tuple(sorted(problems, key=by_place))


def _untranslated(catalogue: Catalogue, translator: Translator) -> Iterator[Problem]:
    """Titles and summaries without a translation: a warning, because the Italian text stands in for them."""
    for record in catalogue.pages.values():
        missing = [field for field in _required(record) if _is_missing(record, field, translator)]
        if missing:
            yield Problem(
                f"{catalogue.site.docs.name}/{record.path}",
                1,
                ", ".join(missing),
                message("manca la traduzione in «%(language)s»", language=translator.language),
                message("una traduzione; «sportello translations update» prepara il file"),
                Severity.WARNING,
            )


def _required(record: Record) -> list[str]:
    return [text.field for text in record_texts(record) if text.field in REQUIRED_TEXTS]


def _is_missing(record: Record, field: str, translator: Translator) -> bool:
    return translator.text(getattr(record, field), record.path).state is State.MISSING
