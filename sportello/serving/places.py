"""Where a served site keeps what it writes, and what its processes are told."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sportello.errors import AlreadyServedError


@dataclass(frozen=True)
class Places:
    """The folders below `root/var`.

    Attributes:
        root: the folder of `mkdocs.yml`.
        port: the port of 127.0.0.1 that the site is served on.
    """

    root: Path
    port: int

    @property
    def var(self) -> Path:
        """Everything that runs writes below it."""
        return self.root / "var"

    @property
    def site(self) -> Path:
        """A link to the build on show: replacing it is what publishes."""
        return self.var / "site"

    @property
    def builds(self) -> Path:
        """A numbered folder a build: the one on show, the one before, the one being made."""
        return self.var / "builds"

    @property
    def build_json(self) -> Path:
        """The number of the build on show, as `{"number": 3}`; open pages reload when it grows."""
        return self.var / "build.json"

    def environment(self, inherited: Mapping[str, str]) -> dict[str, str]:
        """The environment of the programs that are started."""
        return {
            **inherited,
            "NO_MKDOCS_2_WARNING": "1",  # Material's advertisement on every build
            "PYTHONUNBUFFERED": "1",
            "SPORTELLO_ENVIRONMENT": "development",
            "SPORTELLO_LEAFLETS": "later",  # when the site is on show
            "SPORTELLO_MKDOCS": str(self.root / "mkdocs.yml"),
            "SPORTELLO_SITE": str(self.site),
            "SPORTELLO_VAR": str(self.var),
        }

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Keep a second server out of the same folder; the system lets go of the claim when this process ends.

        Raises:
            AlreadyServedError: another process serves this folder.
        """
        self.var.mkdir(exist_ok=True)
        with (self.var / "serve.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                message = f"{self.root} is being served already, in another window. Stop that one first."
                raise AlreadyServedError(message) from error
            yield

    def last_number(self) -> int:
        """The number of the build shown last, also by an earlier run; 0 if there was none."""
        try:
            return int(json.loads(self.build_json.read_text(encoding="utf-8"))["number"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def announce(self, number: int) -> None:
        """Tell the open pages that build `number` is on show."""
        fresh = self.build_json.with_suffix(".next")
        fresh.write_text(json.dumps({"number": number}), encoding="utf-8")
        fresh.replace(self.build_json)
