"""What every template can use: the layout, the language, content in the reader's language, addresses of the site."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request, url_for
from markupsafe import Markup, escape

from forms_app.languages import language_of, own_name
from forms_app.services import Services
from forms_app.shell import layout_name
from sportello.catalogue.record import Record
from sportello.catalogue.texts import record_texts
from sportello.catalogue.values import e164
from sportello.translation import Translated, direction, lang_tag
from sportello.translation.availability import page_availability
from sportello.translation.languages import is_left_to_right
from sportello.translation.phrases import PageText

CHOSEN = ("progetto", "servizio", "sportello", "comune")
"""What an address may say beside the path: what is chosen already. Never anything a person wrote about herself."""


def set_up_pages(app: Flask, services: Services) -> None:
    """Give the templates their names."""

    @app.context_processor
    def names() -> dict[str, Any]:
        language = language_of(request.path, services.languages)
        return {
            "lang": language,
            "lang_tag": lang_tag(language),
            "dir": direction(language),
            "layout": layout_name(language),
            "language_links": language_links(services),
            "site_name": services.translators[language].text(services.catalogue.site.name).text,
            "home": site_path(services, "index.md", language),
        }

    @app.template_global()
    def content(text: str, page: str | None = None) -> Markup:
        """A text of the content, marked where it is not in the reader's language or direction."""
        said, language = translated(services, text, page), language_of(request.path, services.languages)
        if said.language == language:
            turns = direction(language) == "rtl" and is_left_to_right(said.text)
            return Markup('<bdi dir="ltr">{}</bdi>').format(said.text) if turns else escape(said.text)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(
            lang_tag(said.language), direction(said.language), said.text
        )

    @app.template_global()
    def content_note(text: str, page: str | None = None) -> Markup:
        """What follows a text of the content that has changed since it was translated; else nothing."""
        said = translated(services, text, page)
        translator = services.translators[language_of(request.path, services.languages)]
        return translator.mark.note_on(said.original) if said.original else Markup("")

    @app.template_global()
    def page_url(record: Record) -> str:
        """The address of a record's page, in the reader's language if it exists in that."""
        language = language_of(request.path, services.languages)
        found = language if exists(record.path, language) else services.languages[0]
        return site_path(services, record.path, found)

    @cache
    def exists(page: str, language: str) -> bool:
        site, record = services.catalogue.site, services.catalogue.pages[page]
        languages, texts = (site.source_language, language), PageText(page, record_texts(record), record.body)
        return language in page_availability(site.translations, languages, [texts])[page]

    app.add_template_filter(e164)


def translated(services: Services, text: str, page: str | None = None) -> Translated:
    """A text of the content in the reader's language, or in Italian."""
    return services.translators[language_of(request.path, services.languages)].text(text, page)


def site_path(services: Services, page: str, language: str) -> str:
    """The absolute path of a page of the site: `servizi/x.md` → `/ar/servizi/x/`."""
    folder, _, name = page.removesuffix(".md").rpartition("/")
    root = "" if language == services.languages[0] else language
    base = urlsplit(services.catalogue.site.url).path.strip("/")
    parts = [part for part in (base, root, folder, "" if name == "index" else name) if part]
    return "/" + "".join(f"{part}/" for part in parts)


def chosen() -> dict[str, str]:
    """What the address says is chosen already."""
    return {name: request.args[name] for name in CHOSEN if request.args.get(name)}


def here(**changed: str) -> str:
    """The address of this very page, with what is chosen, or with changes."""
    return url_for(str(request.endpoint), **{**(request.view_args or {}), **chosen(), **changed})


def language_links(services: Services, step: str = "") -> list[dict[str, Any]]:
    """This page in each language. With a `step` they are buttons of its form, which take the answers along."""
    current = language_of(request.path, services.languages)
    has_own = "language" in (request.view_args or {})
    return [
        {
            "code": code,
            "lang": lang_tag(code),
            "name": own_name(code),
            "direction": direction(code),
            "href": here(language=code) if has_own else url_for("entry.entry", language=code),
            "current": code == current,
            "step": step,
        }
        for code in services.languages
    ]
