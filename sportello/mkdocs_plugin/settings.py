"""What one language's build changes in MkDocs' configuration."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from sportello.translation import direction

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from sportello.catalogue import Site
    from sportello.translation import Translator

THEME = Path(__file__).with_name("theme")
SHELL = ".sportello/layout.html"
AT_ROOT = ("robots.txt", "sitemap-index.xml")
FOR_ROBOTS = ("sitemap.xml", *AT_ROOT)
NEEDED_EXTENSIONS = ("attr_list",)  # the fragments of translated headings


def configure(config: MkDocsConfig, site: Site, translator: Translator) -> None:
    """Make `config` build one language of the site with Sportello's theme over the site's own."""
    theme, language = config.theme, translator.language
    # The site's name has no catalogue of its own: it is translated where a page says it, as the front page does.
    config.site_name = translator.text(site.name).text
    if language != site.source_language:
        config.site_description = None
    own = str(THEME)
    if own not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, own)
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
