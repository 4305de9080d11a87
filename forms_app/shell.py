"""What stands around the forms: the site's own layout, as its build wrote it for each language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, TemplateNotFound

_OURS = Path(__file__).with_name("templates")
_PREFIX, _SUFFIX = "layout/", ".html"  # the suffix makes Flask escape what goes in


def layout_name(language: str) -> str:
    """The template that pages in this language extend."""
    return f"{_PREFIX}{language}{_SUFFIX}"


def layout_file(site_dir: Path, language: str, source_language: str) -> Path:
    """Where a build leaves the layout of a language."""
    root = site_dir if language == source_language else site_dir / language
    return root / ".sportello" / "layout.html"


def make_loader(site_dir: Path, source_language: str) -> BaseLoader:
    """The templates of the forms and the layouts of the site."""
    return ChoiceLoader([FileSystemLoader(_OURS), _LayoutLoader(site_dir, source_language)])


class _LayoutLoader(BaseLoader):
    """Reads layouts from the built site; one that is missing is replaced by a plain one until it is there."""

    def __init__(self, site_dir: Path, source_language: str) -> None:
        self._site_dir = site_dir
        self._source_language = source_language

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Read the layout; it is read again when a build has replaced it."""
        del environment
        if not template.startswith(_PREFIX):
            raise TemplateNotFound(template)
        file = layout_file(
            self._site_dir, template.removeprefix(_PREFIX).removesuffix(_SUFFIX), self._source_language
        )
        version = _version(file)
        chosen = file if version else _OURS / "plain_layout.html"
        return chosen.read_text(encoding="utf-8"), str(chosen), lambda: _version(file) == version


def _version(file: Path) -> tuple[Path, int] | None:
    # The site's folder is a link that a build swaps: two builds may write the same layout at the same moment.
    try:
        return file.resolve(), file.stat().st_mtime_ns
    except OSError:
        return None
