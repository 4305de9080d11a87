"""What one language's build changes in MkDocs' configuration."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from sportello.mkdocs_plugin.templating import list_only
from sportello.pages.voice import FRONT_PAGE
from sportello.translation import direction

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from sportello.pages.voice import Voice

THEME = Path(__file__).with_name("theme")
SHELL = ".sportello/layout.html"
AT_ROOT = ("robots.txt", "sitemap-index.xml")
FOR_ROBOTS = ("sitemap.xml", *AT_ROOT)
NEEDED_EXTENSIONS = ("attr_list",)  # the fragments of translated headings


def configure(config: MkDocsConfig, voice: Voice) -> None:
    """Make `config` build one language of the site with Sportello's theme over the site's own."""
    site, translator = voice.catalogue.site, voice.translator
    theme, language = config.theme, translator.language
    # The site's name has no catalogue of its own: it is translated where a page says it, as the front page does.
    config.site_name = translator.text(site.name).text
    if language != site.source_language:
        config.site_description = _description(voice)
    own = str(THEME)
    if own not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, own)
    list_only(theme, {own, *([theme.custom_dir] if theme.custom_dir else [])})
    theme.static_templates.update([SHELL, *(AT_ROOT if language == site.source_language else ())])
    theme["language"] = language
    theme["direction"] = direction(language)
    theme["font"] = False
    # The addresses of pages are folders everywhere: in the catalogue's links, the forms and the other languages.
    config.use_directory_urls = True
    config.markdown_extensions += [
        name for name in NEEDED_EXTENSIONS if name not in config.markdown_extensions
    ]
    # Pages outside the menu are reached from their section: nothing to report.
    config.validation.nav.omitted_files = logging.DEBUG
    if language != site.source_language and site.url:
        config.site_url = f"{site.url}{language}/"


def _description(voice: Voice) -> str | None:
    """What pages without a summary say to search engines: as the front page does, where that is translated."""
    front = voice.catalogue.pages.get(FRONT_PAGE)
    said = voice.maybe(front.summary, FRONT_PAGE) if front else None
    return said.text if said and not said.foreign else None
