"""Where a build is made, what it may take over, and how it is put in its place when all went well."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from sportello.mkdocs_plugin.reuse.record import LanguageRecord, read_record
from sportello.pages.printed import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sportello.mkdocs_plugin.reuse.inputs import Inputs

CACHE = Path(".cache/sportello")
_PLACE = "place"
_COMPILED = "catalogues"


@dataclass(frozen=True)
class Plan:
    """One build of all languages.

    Attributes:
        inputs: what it is made from.
        languages: the source language first.
        site: where the finished site is to be.
        former_site: where the site lies that was built last, or None.
        former_records: the folder of the records of that site.
        records: the folder for the records of this one.
        staging: a folder of this build alone, on the same file system as `site`.
    """

    inputs: Inputs
    languages: tuple[str, ...]
    site: Path
    former_site: Path | None
    former_records: Path
    records: Path
    staging: Path

    @property
    def built(self) -> Path:
        """The root of the site being built; what is kept in its place is not in it."""
        return self.staging / "site"

    @property
    def compiled(self) -> Path:
        """The folder for what was read from catalogues."""
        return self.staging.parent / _COMPILED

    @property
    def others(self) -> frozenset[str]:
        """The folders at the site's root that belong to languages."""
        return frozenset(self.languages[1:])

    def below(self, site: Path, language: str) -> Path:
        """A language's folder in a site."""
        return site if language == self.languages[0] else site / language

    def foreign(self, language: str) -> frozenset[str]:
        """What stands in a language's folder without belonging to it."""
        return self.others | {FOLDER} if language == self.languages[0] else frozenset()

    def former(self, language: str) -> LanguageRecord | None:
        """What is remembered of a language."""
        return read_record(self.former_records / language) if self.former_site else None

    def begin(self) -> None:
        """Make the folder of this build."""
        self.built.mkdir(parents=True)

    def end(self) -> None:
        """Remove what this build has left over, be it finished or given up."""
        shutil.rmtree(self.staging, ignore_errors=True)

    def publish(self) -> None:
        """Put the finished build in its place, and remember it.

        Until here the former site is untouched. Its records go first: should this be interrupted, the next build takes
        nothing over.
        """
        former = {language: self.former(language) for language in self.languages}
        built = {language: read_record(self.staging / language) for language in self.languages}
        shutil.rmtree(self.records, ignore_errors=True)
        self.site.mkdir(parents=True, exist_ok=True)
        for language, record in built.items():
            self._publish_language(language, record, former[language])
        fresh = self.staging / "records"
        fresh.mkdir()
        (fresh / _PLACE).write_text(str(self.site), encoding="utf-8")
        for language, record in built.items():
            if record:
                (self.staging / language).rename(fresh / language)
        self.records.parent.mkdir(parents=True, exist_ok=True)
        fresh.rename(self.records)

    def _publish_language(
        self, language: str, record: LanguageRecord | None, former: LanguageRecord | None
    ) -> None:
        built, place = self.below(self.built, language), self.below(self.site, language)
        if record is None or not record.in_place:
            _replace_folder(built, place, self.foreign(language))
            return
        _replace_files(built, place, self.foreign(language))
        for name in (former.files if former else {}).keys() - record.files.keys():
            (place / name).unlink(missing_ok=True)


def compiled_folder(root: Path) -> Path:
    """The folder for what was read from the catalogues of the site below `root`."""
    return root / CACHE / _COMPILED


def make_plan(
    root: Path, site: Path, inputs: Inputs, languages: tuple[str, ...], *, anew: bool
) -> Plan | None:
    """Plan a build.

    Args:
        root: the folder of `mkdocs.yml`, below which is remembered what was built.
        site: where the site is to be.
        inputs: what it is made from.
        languages: the source language first.
        anew: take nothing over.

    Returns:
        None where files cannot be moved from our folder into the site's at once, or nothing can be written.
    """
    cache = root / CACHE
    try:
        _prepare(cache)
        if not _on_one_file_system(cache, site):
            return None
    except OSError:
        return None
    records = cache / "sites" / blake2b(os.fsencode(site), digest_size=8).hexdigest()
    former = None if anew else _former(records)
    former_site = Path((former / _PLACE).read_text(encoding="utf-8")) if former else None
    staging = cache / f"next-{os.getpid()}"
    return Plan(inputs, languages, site, former_site, former or records, records, staging)


def _prepare(cache: Path) -> None:
    """Make our folder, which Git leaves alone; remove what builds that were killed have left there."""
    cache.mkdir(parents=True, exist_ok=True)
    ignore = cache / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    for staging in cache.glob("next-*"):
        if not _is_alive(int(staging.name.removeprefix("next-"))):
            shutil.rmtree(staging, ignore_errors=True)
    for records in (cache / "sites").glob("*"):
        if _place(records) is None:
            shutil.rmtree(records, ignore_errors=True)


def _is_alive(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _former(records: Path) -> Path | None:
    """The records of the site that this one replaces, else of the one built last."""
    if _place(records):
        return records
    known = [other for other in records.parent.glob("*") if _place(other)]
    return max(known, key=lambda other: other.stat().st_mtime_ns, default=None)


def _place(records: Path) -> Path | None:
    """Where the site lies that the records tell of, if it still does."""
    try:
        place = Path((records / _PLACE).read_text(encoding="utf-8"))
    except OSError:
        return None
    return place if place.is_dir() else None


def _on_one_file_system(cache: Path, site: Path) -> bool:
    there = next(folder for folder in (site, *site.parents) if folder.exists())
    return there.stat().st_dev == cache.stat().st_dev


def _replace_files(built: Path, place: Path, foreign: Iterable[str]) -> None:
    """Move each file over its predecessor; a reader meets the old one or the new one."""
    for entry in os.scandir(built):
        if entry.name in foreign:
            continue
        target = place / entry.name
        if entry.is_dir(follow_symlinks=False):
            target.mkdir(exist_ok=True)
            _replace_files(Path(entry.path), target, ())
        else:
            Path(entry.path).replace(target)


def _replace_folder(built: Path, place: Path, foreign: frozenset[str]) -> None:
    """Clean a language's folder as MkDocs does, hidden files left alone, and move the new one into it."""
    place.mkdir(exist_ok=True)
    for entry in list(os.scandir(place)):
        if entry.name not in foreign and not entry.name.startswith("."):
            _remove(Path(entry.path))
    for entry in list(os.scandir(built)):
        if entry.name not in foreign:
            _remove(place / entry.name)
            Path(entry.path).rename(place / entry.name)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
