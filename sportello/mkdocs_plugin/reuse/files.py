"""MkDocs' files while some pages are kept: all are there to be linked to, some only are built."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from mkdocs.structure.files import File, Files, InclusionLevel


class KeptFile(File):
    """A file that lies finished in the site."""

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Nothing is to be written."""


class PartialFiles(Files):
    """All files of a language, of which some pages are not built: they are there to be linked to and listed."""

    def __init__(self, files: Iterable[File], kept: Iterable[str]) -> None:
        """The pages of the paths `kept` lie finished in the site."""
        super().__init__(files)
        self._kept = frozenset(kept)

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] | None = None
    ) -> Sequence[File]:
        """All pages; those to be built where MkDocs names those that it wants to build by `inclusion`."""
        if inclusion is None:
            return super().documentation_pages()
        pages = super().documentation_pages(inclusion=inclusion)
        return [page for page in pages if page.src_uri not in self._kept]


def bring(names: Iterable[str], source: Path, target: Path, *, share: bool) -> None:
    """Let files of one folder stand in another, too.

    Args:
        names: below both folders; those that are in `target` already are left alone.
        source: where they are.
        target: where they are to be.
        share: whether they may be the same files, for as long as nobody writes into one of them.
    """
    for name in names:
        file = target / name
        if file.exists():
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        if share:
            os.link(source / name, file)
        else:
            shutil.copy2(source / name, file)
