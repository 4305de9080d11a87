"""The theme's Jinja environment: our translations, and less work for each page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache, FileSystemLoader, pass_context
from markupsafe import escape
from mkdocs.utils import normalize_url

if TYPE_CHECKING:
    from collections.abc import Collection

    from jinja2 import Environment
    from markupsafe import Markup
    from mkdocs.theme import Theme
    from mkdocs.utils.templates import TemplateContext

    from sportello.translation import Translator


def prepare(environment: Environment, translator: Translator) -> None:
    """Let the theme say `_("…")` in the translator's language; the theme escapes nothing by itself, so `_` does."""

    def gettext(msgid: str) -> Markup:
        return escape(translator.gettext(msgid))

    def ngettext(singular: str, plural: str, number: int) -> Markup:
        return escape(translator.ngettext(singular, plural, number))

    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["url"] = _url
    environment.bytecode_cache = FileSystemBytecodeCache()


@pass_context
def _url(context: TemplateContext, value: str) -> str:
    """MkDocs' filter, with a memory: pages of one depth ask the same again and again."""
    return _address(str(value), context["base_url"])


@lru_cache(maxsize=4096)
def _address(path: str, base: str) -> str:
    return normalize_url(path, base=base)


class _Loader(FileSystemLoader):
    """Finds templates in all folders, and lists those of some."""

    def __init__(self, folders: Collection[str], listed: Collection[str]) -> None:
        super().__init__(list(folders))
        self._listed = FileSystemLoader(list(listed))

    def list_templates(self) -> list[str]:
        return self._listed.list_templates()


def list_only(theme: Theme, folders: Collection[str]) -> None:
    """Keep MkDocs from looking through the thousands of icons of the theme below ours, once a language."""
    make = theme.get_env

    def get_env() -> Environment:
        environment = make()
        environment.loader = _Loader(theme.dirs, folders)
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]
