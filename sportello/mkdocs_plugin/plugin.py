"""MkDocs' hooks. Each hands over in a few lines."""

from __future__ import annotations

import logging
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.base import Config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin

from sportello.catalogue.site import SiteOptions, read_options
from sportello.errors import SiteUnreadableError
from sportello.mkdocs_plugin.build import LanguageBuild, data_makers
from sportello.mkdocs_plugin.crew import Crew, core_count
from sportello.mkdocs_plugin.handover import LANGUAGE, Handover, Received, Work
from sportello.mkdocs_plugin.leaflets import make_leaflets
from sportello.mkdocs_plugin.reading import read_site, wanted_language
from sportello.mkdocs_plugin.reuse.language import LanguageReuse
from sportello.mkdocs_plugin.reuse.planning import begin_recalling, plan_build
from sportello.mkdocs_plugin.settings import SHELL, THEME, configure
from sportello.mkdocs_plugin.templating import prepare

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.base import ConfigErrors, ConfigWarnings
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from sportello.mkdocs_plugin.reuse.plan import Plan


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """MkDocs' own declaration of options stays empty: ours stand in `sportello.catalogue.site.SiteOptions`."""


class SportelloPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Builds the catalogue's pages, one language in this process and the others beside it."""

    _options: SiteOptions
    _handover: Handover
    _build: LanguageBuild
    _crew: Crew | None = None
    _plan: Plan | None = None
    _reuse: LanguageReuse | None = None
    _command: str = "build"
    _dirty = False

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the options as `sportello.catalogue.site` declares them, for the forms app and for MkDocs."""
        self.config = NoOptions(config_file_path=config_file_path)
        try:
            self._options = read_options(options, config_file_path or "mkdocs.yml")
        except SiteUnreadableError as error:
            return [("*", error)], []
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember how MkDocs was called."""
        self._command, self._dirty = command, dirty

    def on_config(self, config: MkDocsConfig) -> None:
        """Read and check the site before MkDocs cleans what it built last."""
        work = Received.work
        if work:
            self._handover, self._plan = work.handover, work.plan
        else:
            program = begin_recalling(config, dirty=self._dirty)
            self._handover = read_site(config, self._options)
            self._plan = plan_build(config, self._handover, self._command, program) if program else None
        site = self._handover.catalogue.site
        language = wanted_language(site)
        self._reuse = LanguageReuse(self._plan, language, self._handover) if self._plan else None
        if self._plan and not work:
            self._plan.begin()
            config.site_dir = str(self._plan.built)
        self._build = LanguageBuild(self._handover, language)
        configure(config, self._build.voice)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Start the other languages, now that the site's folder is clean; add this one's pages."""
        if not (self._reuse and self._reuse.keeps_data_files):
            data_makers()  # once for all processes
        self._crew = self._hire(config)
        if self._reuse is None:
            self._build.add_files(files, config)
            return files
        self._reuse.watch()
        self._build.add_files(files, config, self._reuse)
        return self._reuse.partial(files)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Read the menu."""
        self._build.read_menu(nav)
        if self._reuse:
            self._reuse.tell_of_kept_pages(config)

    def on_pre_page(self, page: Page, **_: object) -> None:
        """Know which page is read."""
        if self._reuse:
            self._reuse.begin_page(page.file.src_uri)

    def on_page_markdown(self, _markdown: str, *, page: Page, **_: object) -> None:
        """Give the page its title and description."""
        self._build.describe(page)

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """Put the page together."""
        if self._reuse:
            self._reuse.end_page()
        return self._build.complete(html, page)

    def on_env(self, environment: Environment, **_: object) -> None:
        """Give the theme its words."""
        prepare(environment, self._build.voice.translator)
        self._build.keep_templates(environment)

    def on_page_context(self, context: TemplateContext, *, page: Page, **_: object) -> None:
        """Give the theme what is around the page."""
        if self._reuse:
            self._reuse.begin_page(page.file.src_uri)
        self._build.frame_page(context, page)

    def on_post_page(self, _output: str, *, page: Page, **_: object) -> None:
        """Remember the page."""
        if self._reuse:
            self._reuse.end_page()
            self._reuse.note(page)

    def on_template_context(self, context: TemplateContext, *, template_name: str, **_: object) -> None:
        """Give the theme what is around the error page and the forms."""
        self._build.frame_template(context, template_name)

    def on_post_template(self, output: str, *, template_name: str, **_: object) -> str:
        """Make the forms' layout."""
        return self._build.shell(output) if template_name == SHELL else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index this language; wait for the others; put all in its place."""
        index = partial(self._build.index, Path(config.site_dir))
        self._reuse.finish(index) if self._reuse else index()
        failed = self._crew.finish() if self._crew else ()
        if failed:
            raise Abort(f"These languages could not be built: {', '.join(failed)}. The lines above say why.")
        if self._plan and not Received.work:
            self._plan.publish()
            config.site_dir = str(self._plan.site)
            self._plan.end()
        if not Received.work and LANGUAGE not in os.environ:
            make_leaflets(self._handover, Path(config.site_dir), self._plan)

    def on_build_error(self, **_: object) -> None:
        """End the other languages' builds."""
        self.on_shutdown()

    def on_shutdown(self) -> None:
        """End what still runs."""
        if self._crew:
            self._crew.stop()
        if self._plan and not Received.work:
            self._plan.end()

    def on_serve(self, server: LiveReloadServer, **_: object) -> None:
        """Build again when a translation or the theme changes."""
        translations = self._handover.catalogue.site.translations
        for folder in (translations, THEME):
            if folder.is_dir():
                server.watch(str(folder))

    def _hire(self, config: MkDocsConfig) -> Crew | None:
        others = self._handover.catalogue.site.options.languages[1:]
        if LANGUAGE in os.environ or not others:
            return None
        if not config.config_file_path:
            raise Abort(
                "Other processes build the other languages, and they read mkdocs.yml: name the file with -f."
            )
        work = Work(
            handover=self._handover,
            config_file=config.config_file_path,
            site_dir=Path(config.site_dir),
            strict=config.strict,
            dirty=self._dirty,
            level=logging.getLogger("mkdocs").level,
            plan=self._plan,
        )
        crew = Crew(work, others, core_count())
        crew.start()
        return crew
