"""One language's build: what the hooks hand over to."""

from __future__ import annotations

import logging
import os
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

from sportello.catalogue.certificates import SUFFIXES
from sportello.mkdocs_plugin.alternates import site_map
from sportello.mkdocs_plugin.day import build_day
from sportello.mkdocs_plugin.elsewhere import lead_to_originals
from sportello.mkdocs_plugin.frame import Framer, fixed_place
from sportello.mkdocs_plugin.search import MARKS, index_site, kind_names
from sportello.mkdocs_plugin.settings import AT_ROOT, FOR_ROBOTS, SHELL, THEME
from sportello.mkdocs_plugin.shell import LANGUAGE_LINKS, SLOTS, make_shell
from sportello.open_data.head import make_page_head
from sportello.pages.directory_data import directory_files
from sportello.pages.links import page_url
from sportello.pages.make import make_page
from sportello.pages.render import RenderedPage, make_renderer
from sportello.pages.translation_state import PATH as TRANSLATION_STATE
from sportello.pages.translation_state import translation_state_page
from sportello.pages.voice import Voice
from sportello.reader import reader_gettext
from sportello.translation import load_translator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

    from sportello.mkdocs_plugin.handover import Handover
    from sportello.mkdocs_plugin.reuse.language import LanguageReuse
    from sportello.pages.head import PageData

log = logging.getLogger("mkdocs.plugins.sportello")


@dataclass(frozen=True)
class Finished:
    """A page as data and rendered."""

    data: PageData
    rendered: RenderedPage


class LanguageBuild:
    """The build of one language, from MkDocs' files to its templates.

    Attributes:
        pages: every page that is built, by its path; empty until the files are added.
    """

    pages: Mapping[str, Finished]

    def __init__(self, handover: Handover, language: str) -> None:
        """Nothing is made yet."""
        site = handover.catalogue.site
        translator = load_translator(site.translations, language, site.source_language)
        self.voice = Voice(
            handover.catalogue,
            translator,
            build_day(),
            handover.changed,
            handover.available,
            handover.leaflets,
        )
        self.pages = {}
        self._framer = Framer(self.voice, ())
        self._language_links = ""

    def _make_pages(self, kept: Container[str]) -> Mapping[str, Finished]:
        renderer, records = make_renderer(self.voice), self.voice.catalogue.pages
        made = ((path, make_page(self.voice, records[path])) for path in self._existing if path not in kept)
        return {path: Finished(data, renderer.render(data)) for path, data in made}

    @cached_property
    def _existing(self) -> tuple[str, ...]:
        """The paths of the pages that exist in this language."""
        return tuple(path for path in self.voice.catalogue.pages if self.voice.has(path))

    @cached_property
    def _missing(self) -> frozenset[str]:
        return frozenset(page_url(path) for path in self.voice.catalogue.pages if not self.voice.has(path))

    def add_files(self, files: Files, config: MkDocsConfig, reuse: LanguageReuse | None = None) -> None:
        """Put translated texts in the place of what editors wrote, and calendars and open data beside them."""
        self.pages = self._make_pages(reuse.kept if reuse else ())
        for path in self._existing:
            if page := self.pages.get(path):
                # The empty line keeps MkDocs from reading the text's beginning as front matter.
                _replace(files, config, path, "\n" + page.rendered.body)
            elif kept := files.get_file_from_path(path):
                files.remove(kept)
                files.append(kept)  # in the order in which they are all made
            else:
                files.append(File.generated(config, path, content=""))  # a kept page that no editor wrote
        for path in self.voice.catalogue.pages.keys() - set(self._existing):
            _exclude(files, path)
        self._add_data_files(files, config, reuse)
        if not self.voice.below_root:
            _replace(files, config, TRANSLATION_STATE, translation_state_page(self.voice))
        _remove_templates_of_the_root(files, config)
        _remove_keys(files)
        gettext = reader_gettext(self.voice.catalogue.site, os.environ)
        for problem in self.voice.translator.all_problems():
            log.warning(problem.line_text(gettext))

    def _add_data_files(self, files: Files, config: MkDocsConfig, reuse: LanguageReuse | None) -> None:
        if reuse and reuse.keeps_data_files:
            reuse.keep_data_files(files, config)
            return
        made = dict(chain.from_iterable(files_of(self.voice) for files_of in data_makers()))
        for path, data in made.items():
            _replace(files, config, path, data)
        if reuse:
            reuse.note_data_files(made)

    def read_menu(self, nav: Navigation) -> None:
        """Take the menu's entries from MkDocs' navigation: its pages, and the first page of each section."""
        self._framer = Framer(self.voice, tuple(_menu(nav.items)))

    def keep_templates(self, environment: Environment) -> None:
        """Remember what the shell is made from, and tell the search box what it finds."""
        environment.globals.update(search_kinds=kind_names(self.voice), search_marks=MARKS)
        self._language_links = (
            environment.loader.get_source(environment, LANGUAGE_LINKS)[0] if environment.loader else ""
        )

    def describe(self, page: Page) -> None:
        """Give a page its title, description and date."""
        finished = self.pages.get(page.file.src_uri)
        if finished:
            page.meta.update(finished.rendered.meta)
            page.title = (
                finished.data.head.title.text
            )  # MkDocs prefers the menu's, which has one language only
            updated = finished.data.head.updated
            page.update_date = updated.isoformat() if updated else page.update_date

    def complete(self, html: str, page: Page) -> str:
        """Put the editor's text, now HTML, into what the catalogue says around it."""
        finished = self.pages.get(page.file.src_uri)
        if finished is None:
            return html
        page.present_anchor_ids = (page.present_anchor_ids or set()) | finished.rendered.ids
        url = page_url(page.file.src_uri)
        return finished.rendered.html(lead_to_originals(html, url, self.voice.below_root, self._missing))

    def frame_page(self, context: TemplateContext, page: Page) -> None:
        """Tell the theme what is around a page."""
        finished = self.pages.get(page.file.src_uri)
        frame = self._framer.around(finished.data) if finished else self._framer.anywhere("text")
        context.update({"sportello": frame})  # type: ignore[misc]
        if finished:
            context.update({"open_data": make_page_head(self.voice, finished.data)})  # type: ignore[misc]

    def frame_template(self, context: TemplateContext, name: str) -> None:
        """Tell the theme what is around a page of its own: the error page, the forms' shell, or what robots read."""
        if name in FOR_ROBOTS:
            records = self.voice.catalogue.pages
            built = [records[file.src_uri] for file in context["pages"] if file.src_uri in records]
            context.update({"sportello": site_map(self.voice, built)})  # type: ignore[misc]
            return
        frame = self._framer.anywhere("form", SLOTS) if name == SHELL else self._framer.anywhere("error")
        context.update({"sportello": frame})  # type: ignore[misc]
        if name == SHELL:
            context["base_url"] = fixed_place(self.voice).root

    def index(self, site_dir: Path) -> None:
        """Make the pages findable."""
        records = self.voice.catalogue.pages
        pages = {
            path: self.pages[path].data if path in self.pages else make_page(self.voice, records[path])
            for path in self._existing
        }
        index_site(site_dir, pages)

    def shell(self, rendered: str) -> str:
        """The layout for form pages, from the rendered theme."""
        return make_shell(rendered, self._framer.anywhere("form"), self._language_links)


def data_makers() -> tuple[Callable[[Voice], Iterator[tuple[str, bytes]]], ...]:
    """What makes calendars, the directory's data and open data. Mostly not needed, and their libraries are large."""
    from sportello.open_data.files import open_data_files  # noqa: PLC0415
    from sportello.pages.calendars import calendar_files  # noqa: PLC0415

    return calendar_files, directory_files, open_data_files


def _replace(files: Files, config: MkDocsConfig, path: str, content: str | bytes) -> None:
    made = File.generated(config, path, content=content)
    written = files.get_file_from_path(path)
    if written:
        made.inclusion = written.inclusion
        files.remove(written)
    files.append(made)


def _exclude(files: Files, path: str) -> None:
    """Leave a page out that does not exist in the language; links still find it, and so lead to the original."""
    written = files.get_file_from_path(path)
    if written:
        written.inclusion = InclusionLevel.EXCLUDED


def _remove_keys(files: Files) -> None:
    """Keep OpenPGP files from the site: one that holds a secret key by mistake would be public."""
    for file in list(files):
        if file.src_uri.endswith(SUFFIXES):
            files.remove(file)


def _remove_templates_of_the_root(files: Files, config: MkDocsConfig) -> None:
    """Below the root MkDocs would copy them as they stand."""
    for file in [file for file in files if file.src_uri in AT_ROOT and file.src_dir == str(THEME)]:
        if file.src_uri not in config.theme.static_templates:
            files.remove(file)


def _menu(items: Iterable[StructureItem]) -> Iterator[tuple[str, str | None]]:
    for item in items:
        if isinstance(item, Page):
            yield item.file.src_uri, item.title
        elif isinstance(item, Section):
            first = next(_menu(item.children), None)
            if first:
                yield first[0], item.title
