"""MkDocs' hooks. Each hands over in a few lines."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from mkdocs.config.base import Config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin

from sportello.catalogue.site import SiteOptions, read_options
from sportello.errors import SiteUnreadableError
from sportello.mkdocs_plugin.build import LanguageBuild
from sportello.mkdocs_plugin.crew import Crew, core_count
from sportello.mkdocs_plugin.handover import LANGUAGE, Handover, Work
from sportello.mkdocs_plugin.reading import read_site, wanted_language
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


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """MkDocs' own declaration of options stays empty: ours stand in `sportello.catalogue.site.SiteOptions`."""


class SportelloPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Builds the catalogue's pages, one language in this process and the others beside it.

    Attributes:
        received: in a helper process, the site as the main process read it.
    """

    received: ClassVar[Handover | None] = None

    _options: SiteOptions
    _handover: Handover
    _build: LanguageBuild
    _crew: Crew | None = None
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

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember how MkDocs was called."""
        self._dirty = dirty

    def on_config(self, config: MkDocsConfig) -> None:
        """Read and check the site before MkDocs cleans what it built last."""
        self._handover = self.received or read_site(config, self._options)
        site = self._handover.catalogue.site
        self._build = LanguageBuild(self._handover, wanted_language(site))
        configure(config, site, self._build.voice.translator)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Start the other languages, now that the site's folder is clean; add this one's pages."""
        self._crew = self._hire(config)
        self._build.add_files(files, config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Read the menu."""
        self._build.read_menu(nav)

    def on_page_markdown(self, _markdown: str, *, page: Page, **_: object) -> None:
        """Give the page its title and description."""
        self._build.describe(page)

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """Put the page together."""
        return self._build.complete(html, page)

    def on_env(self, environment: Environment, **_: object) -> None:
        """Give the theme its words."""
        prepare(environment, self._build.voice.translator)
        self._build.keep_templates(environment)

    def on_page_context(self, context: TemplateContext, *, page: Page, **_: object) -> None:
        """Give the theme what is around the page."""
        self._build.frame_page(context, page)

    def on_template_context(self, context: TemplateContext, *, template_name: str, **_: object) -> None:
        """Give the theme what is around the error page and the forms."""
        self._build.frame_template(context, template_name)

    def on_post_template(self, output: str, *, template_name: str, **_: object) -> str:
        """Make the forms' layout."""
        return self._build.shell(output) if template_name == SHELL else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index this language; wait for the others."""
        self._build.index(Path(config.site_dir))
        failed = self._crew.finish() if self._crew else ()
        if failed:
            raise Abort(f"These languages could not be built: {', '.join(failed)}. The lines above say why.")

    def on_build_error(self, **_: object) -> None:
        """End the other languages' builds."""
        self.on_shutdown()

    def on_shutdown(self) -> None:
        """End what still runs."""
        if self._crew:
            self._crew.stop()

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
        )
        crew = Crew(work, others, core_count())
        crew.start()
        return crew
