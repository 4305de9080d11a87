"""Digests of everything that the pages of a site are made from.

What a page shows comes from four places: its own body and date; its own catalogue in its language; the front matter of
any record with its translations; and what is the same for all (code, theme, options, day). A digest stands for each.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.utils import get_build_date

import sportello
from sportello.catalogue.reading import leaves
from sportello.mkdocs_plugin.day import build_day
from sportello.translation.inline import as_message
from sportello.translation.interface import packaged_catalogue
from sportello.translation.po import CONTENT

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from sportello.catalogue.record import Record
    from sportello.mkdocs_plugin.handover import Handover

OWN_BODY_ONLY = frozenset(
    (
        *("program", "service", "organization", "location", "municipality"),
        *("event", "news", "page", "listing", "choice", "home", "alerts", "fields"),
    )
)
"""Kinds whose pages show no other page's body and no other page's catalogue, apart from what its front matter says.

A page of any other kind depends on every body and every catalogue."""
DATED = frozenset(("service", "event", "news"))
"""Kinds whose dates of change calendars and open data tell."""

_METADATA = (".dist-info", ".egg-info")
_ELSEWHERE = frozenset(("plugins", "theme", "hooks", "site_dir", "strict", "config_file_path"))
_OWN_FIELDS = frozenset(("catalogue", "changed"))


@dataclass(frozen=True)
class Inputs:
    """The inputs of all languages.

    Attributes:
        program: digest of the code and what it is installed with.
        common: digest of what any page may depend on, apart from bodies, their dates and the pages' catalogues.
        own: digest of each page's body and date, by its path.
        dates: digest of the dates of change that calendars and open data tell.
        messages: every text of front matter, menu and settings, as catalogues hold it.
    """

    program: str
    common: str
    own: Mapping[str, str]
    dates: str
    messages: frozenset[str]


def digest(*values: object) -> str:
    """One digest of values whose `repr` says all of them."""
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def read_inputs(config: MkDocsConfig, handover: Handover, command: str, program: str) -> Inputs:
    """Read what the site's pages are made from; `program` is `program_digest()`."""
    records = handover.catalogue.pages
    site = handover.catalogue.site
    common = digest(
        program,
        command,
        get_build_date(),
        build_day(),
        _settings(config),
        site,
        [(path, _front_matter(record)) for path, record in records.items()],
        sorted(handover.catalogue.confirmations.values(), key=lambda one: one.fact),
        [getattr(handover, f.name) for f in fields(handover) if f.name not in _OWN_FIELDS],
        sorted(path for path, _ in _files(site.docs)),
        digests(_below(site.translations, lambda path: f"/{CONTENT}/" not in path)),
        [_file_digest(file) for code in site.options.languages if (file := packaged_catalogue(code))],
        digests(_files(Path(config.theme.custom_dir))) if config.theme.custom_dir else None,
        _searching(),
    )
    own = {path: digest(record.body, handover.changed.get(path)) for path, record in records.items()}
    if not OWN_BODY_ONLY.issuperset(record.kind for record in records.values()):
        everything = digest(own, digests(_files(site.translations)))
        own |= {path: everything for path, record in records.items() if record.kind not in OWN_BODY_ONLY}
    dates = [(path, day) for path, day in handover.changed.items() if _tells_its_date(records.get(path))]
    return Inputs(program, common, own, digest(dates), _messages(config, records.values()))


def digests(files: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The digest of each file: from (name, path)."""
    return {name: _file_digest(path) for name, path in files}


def content_digests(translations: Path, language: str) -> dict[str, str]:
    """The digest of each page's catalogue in a language, by the page's path."""
    found = digests(_files(translations / language / CONTENT))
    return {f"{name.removesuffix('.po')}.md": said for name, said in found.items()}


def program_digest() -> str:
    """Of Sportello's own code and theme, Python, and everything installed beside them with its version."""
    code = {
        name: said
        for name, said in digests(_files(Path(sportello.__file__).parent)).items()
        if not name.endswith(".pyc")
    }
    folders = (folder for folder in map(Path, sys.path) if folder.is_dir())
    installed = sorted(
        file.name for folder in folders for file in folder.iterdir() if file.name.endswith(_METADATA)
    )
    return digest(sys.version, sorted(code.items()), installed)


def _settings(config: MkDocsConfig) -> list[tuple[str, object]]:
    """MkDocs' settings. A function among them has another `repr` in each process: then nothing is ever kept."""
    theme = config.theme
    own = [("theme", theme.name), ("vars", sorted(theme._vars.items())), ("dirs", theme.dirs)]  # noqa: SLF001
    return [*own, *((key, config[key]) for key in sorted(config) if key not in _ELSEWHERE)]


def _searching() -> tuple[object, ...]:
    """What Pagefind would read beside its options: its settings where the build runs, and the environment's."""
    files = digests(
        (file.name, str(file)) for file in sorted(Path.cwd().glob("pagefind.*")) if file.is_file()
    )
    return files, sorted(item for item in os.environ.items() if item[0].startswith("PAGEFIND_"))


def _front_matter(record: Record) -> list[tuple[str, object]]:
    return [(name, value) for name, value in record.__dict__.items() if name != "body"]


def _tells_its_date(record: Record | None) -> bool:
    return record is not None and record.kind in DATED and record.updated is None


def _messages(config: MkDocsConfig, records: Iterable[Record]) -> frozenset[str]:
    texts = (leaf.value for record in records for leaf in leaves(record) if isinstance(leaf.value, str))
    return frozenset(as_message(text) for text in (*texts, *_texts(config.nav), config.site_name))


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever YAML holds
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, child in value.items():
            yield str(key)
            yield from _texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from _texts(child)


def _below(folder: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    return ((name, path) for name, path in _files(folder) if wanted(f"/{name}"))


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder: its name from there, with slashes, and its path."""
    start = f"{folder}{os.sep}"
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = f"{place}{os.sep}{name}"
            yield path.removeprefix(start).replace(os.sep, "/"), path


def _file_digest(path: str | Path) -> str:
    try:
        return blake2b(Path(path).read_bytes(), digest_size=16).hexdigest()
    except OSError as error:
        return f"unreadable: {error.strerror}"
