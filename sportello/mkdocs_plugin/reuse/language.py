"""One language's build as far as it takes over what was built last."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.pages import Page

from sportello.mkdocs_plugin.reuse.files import KeptFile, PartialFiles, bring
from sportello.mkdocs_plugin.reuse.inputs import content_digests, digest
from sportello.mkdocs_plugin.reuse.record import LanguageRecord, PageRecord, stamps, write_record
from sportello.mkdocs_plugin.reuse.searchable import searchable
from sportello.translation.compiled import Compiled
from sportello.translation.po import content_file, parse_po

if TYPE_CHECKING:
    import polib
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from sportello.mkdocs_plugin.handover import Handover
    from sportello.mkdocs_plugin.reuse.plan import Plan

MOST_COMPARED = 40
"""Pages whose searchable text is compared with the former one; a search index is sooner made than more of them."""

INDEX = "pagefind/"


class LanguageReuse:
    """What of one language may be kept, and what is remembered for the next time."""

    def __init__(self, plan: Plan, language: str, handover: Handover) -> None:
        """Compare the inputs with those of the former build."""
        Compiled.current = Compiled.current or Compiled(plan.compiled, plan.inputs.program)
        self._plan = plan
        self._language = language
        self._built: dict[str, PageRecord] = {}
        self._fresh: list[str] = []
        self._data_files: tuple[str, ...] = ()
        self._files: PartialFiles | None = None
        self._warnings = _Warnings()
        self._folder = plan.below(plan.built, language)
        former = plan.former(language)
        self._missing = {path for path, found in handover.available.items() if language not in found}
        self._said = _said(plan, language, handover.catalogue.site.translations, former)
        said_of_fields = digest(sorted((page, said) for page, (_, said) in self._said.items() if said))
        self._common = digest(plan.inputs.common, said_of_fields)
        self._data = digest(self._common, plan.inputs.dates)
        self._former = former if former and self._is_sound(former) else None

    @cached_property
    def kept(self) -> Mapping[str, PageRecord]:
        """The pages that need not be built, by their paths."""
        known = self._former.pages if self._former else {}
        same = {
            path: known[path]
            for path, own in self._plan.inputs.own.items()
            if path in known and known[path].digest == self._own(path, own)
        }
        # What is built anew may have lost the fragment that a kept page leads to, which would be told.
        sound = same.keys() | self._missing
        return {path: page for path, page in same.items() if sound.issuperset(page.leads_to)}

    @property
    def keeps_data_files(self) -> bool:
        """Whether calendars and open data are those of the former build."""
        return self._former is not None and self._former.data == self._data

    def keep_data_files(self, files: Files, config: MkDocsConfig) -> None:
        """Let calendars and open data be linked to, and nothing be written."""
        self._data_files = self._former.data_files if self._former else ()
        for path in self._data_files:
            written = files.get_file_from_path(path)
            if written:
                files.remove(written)
            files.append(KeptFile(path, None, config.site_dir, config.use_directory_urls))

    def note_data_files(self, paths: Iterable[str]) -> None:
        """Remember which calendars and open data there are."""
        self._data_files = tuple(paths)

    def watch(self) -> None:
        """Notice warnings from now on."""
        self._warnings.begin()

    def partial(self, files: Files) -> PartialFiles:
        """The files, those of kept pages among them."""
        self._files = PartialFiles(files, self.kept)
        return self._files

    def tell_of_kept_pages(self, config: MkDocsConfig) -> None:
        """Give the kept pages what others see of them."""
        if self._files is None:
            return
        for path, known in self.kept.items():
            file = self._files.get_file_from_path(path)
            if file is None:
                continue
            page = file.page or Page(None, file, config)
            page.markdown, page.content = "", ""
            page.meta, page.title, page.update_date = dict(known.meta), known.title, known.updated
            page.present_anchor_ids = None if known.anchors is None else set(known.anchors)

    def begin_page(self, path: str) -> None:
        """Warnings from now on are this page's."""
        self._warnings.page = path

    def end_page(self) -> None:
        """Warnings from now on are no page's."""
        self._warnings.page = None

    def note(self, page: Page) -> None:
        """Remember a page that has been built."""
        path, own = page.file.src_uri, self._plan.inputs.own.get(page.file.src_uri)
        self._fresh.append(page.file.dest_uri)
        if own is None or (page.links_to_anchors is None and _hears(logging.DEBUG)):
            return
        self._built[path] = PageRecord(
            digest=self._own(path, own),
            html=page.file.dest_uri,
            meta=dict(page.meta),
            title=page.title,
            updated=page.update_date,
            anchors=None if page.present_anchor_ids is None else frozenset(page.present_anchor_ids),
            leads_to=tuple(file.src_uri for file in page.links_to_anchors or ()),
        )

    def finish(self, index: Callable[[], None]) -> None:
        """Make the search index where it is needed, and write down what has been built.

        Args:
            index: makes it in the folder of this build, from all pages.
        """
        # What is not remembered is replaced as a whole.
        in_place = self._plan.former_site == self._plan.site and not self._warnings.elsewhere
        share = in_place or (self._plan.former_site or Path()).parent == self._plan.site.parent
        kept = [page.html for page in self.kept.values()]
        kept += self._data_files if self.keeps_data_files else ()
        if self._is_searched_as_before():
            kept += [name for name in self._former_files if name.startswith(INDEX)]
            if not in_place:
                bring(kept, self._former_folder, self._folder, share=share)
        else:
            bring(kept, self._former_folder, self._folder, share=share)
            index()
        self._warnings.end()
        if Compiled.current:
            Compiled.current.save()
        if not self._warnings.elsewhere:
            self._remember({name: self._former_files[name] for name in kept}, in_place=in_place)

    @property
    def _former_files(self) -> Mapping[str, tuple[int, int, int]]:
        return self._former.files if self._former else {}

    @property
    def _former_folder(self) -> Path:
        return self._plan.below(self._plan.former_site or self._plan.site, self._language)

    def _own(self, path: str, own: str) -> str:
        return digest(own, self._said.get(path))

    def _is_sound(self, former: LanguageRecord) -> bool:
        """Whether all pages stand on the same ground, and nobody has touched the former site."""
        if former.common != self._common or (_hears(logging.WARNING) and not former.heard):
            return False
        return former.files == stamps(self._former_folder, self._plan.foreign(self._language))

    def _is_searched_as_before(self) -> bool:
        """Whether the former search index would come out again: it holds what the pages say, and nothing else."""
        if self._former is None or f"{INDEX}pagefind.js" not in self._former.files:
            return False
        return len(self._fresh) <= MOST_COMPARED and all(
            name in self._former.files and _same_words(self._former_folder / name, self._folder / name)
            for name in self._fresh
        )

    def _remember(self, kept: Mapping[str, tuple[int, int, int]], *, in_place: bool) -> None:
        pages = {path: page for path, page in self._built.items() if path not in self._warnings.pages}
        record = LanguageRecord(
            common=self._common,
            data=self._data,
            said=self._said,
            pages={**self.kept, **pages},
            data_files=self._data_files,
            files={**kept, **stamps(self._folder, self._plan.foreign(self._language))},
            heard=_hears(logging.WARNING),
            in_place=in_place and self._former is not None,
        )
        write_record(record, self._plan.staging / self._language)


class _Warnings(logging.Handler):
    """Notices which pages are warned of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.page: str | None = None
        self.pages: set[str] = set()
        self.elsewhere = False

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - it counts that there is one
        if self.page is None:
            self.elsewhere = True
        else:
            self.pages.add(self.page)

    def begin(self) -> None:
        logging.getLogger("mkdocs").addHandler(self)

    def end(self) -> None:
        logging.getLogger("mkdocs").removeHandler(self)


def _said(
    plan: Plan, language: str, translations: Path, former: LanguageRecord | None
) -> dict[str, tuple[str, str]]:
    """The digest of each page's catalogue, and of what it says of front matter, menu and settings.

    Each text of these may be shown on any page, in the words of any page's catalogue.
    """
    if language == plan.languages[0]:
        return {}
    messages = plan.inputs.messages
    asked = digest(sorted(messages))
    known = former.said if former else {}
    found = {"": (asked, "")}
    for page, file_digest in content_digests(translations, language).items():
        if known.get("") == found[""] and page in known and known[page][0] == file_digest:
            found[page] = known[page]
        else:
            file = content_file(translations, language, page)
            said = list(_of_fields(file, messages))
            found[page] = (file_digest, digest(said) if said else "")
    return found


def _of_fields(file: Path, messages: frozenset[str]) -> Iterator[object]:
    try:
        data = file.read_bytes()
    except OSError:
        return
    po = parse_po(data, file.name)
    if not isinstance(po, list):
        yield data
        return
    said = [_entry(entry) for entry in po if entry.msgid in messages or entry.previous_msgid in messages]
    if said:
        yield from (po.metadata.get("Language"), *said)  # a catalogue of another language says nothing


def _entry(entry: polib.POEntry) -> tuple[object, ...]:
    plural = entry.msgid_plural, sorted(entry.msgstr_plural.items())
    notes = entry.comment, entry.tcomment, entry.msgctxt, entry.previous_msgid
    return entry.msgid, entry.msgstr, plural, sorted(entry.flags), entry.obsolete, notes


def _same_words(former: Path, fresh: Path) -> bool:
    try:
        return searchable(former.read_text("utf-8")) == searchable(fresh.read_text("utf-8"))
    except OSError:
        return False


def _hears(level: int) -> bool:
    """Whether MkDocs tells what is as important as this."""
    return logging.getLogger("mkdocs.structure.pages").isEnabledFor(level)
