"""What was read from catalogues and bodies, kept between builds: parsing thousands of them takes seconds."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import ClassVar, TypeVar

Value = TypeVar("Value")


class Compiled:
    """Values made from files, by the bytes of the file.

    Attributes:
        current: where `recall` looks; None outside of builds.
    """

    current: ClassVar[Compiled | None] = None

    def __init__(self, folder: Path, version: str) -> None:
        """Nothing is read yet.

        Args:
            folder: for one file a language.
            version: says which program makes the values; another one's are not used.
        """
        self._folder = folder
        self._version = version
        self._groups: dict[str, dict[str, tuple[bytes, bytes]]] = {}
        self._changed: set[str] = set()

    def recall(self, group: str, name: str, data: bytes, make: Callable[[], Value]) -> Value:
        """The value made from `data`, as it was kept, or made now."""
        known = self._groups.get(group)
        if known is None:
            known = self._groups[group] = self._load(group)
        digest = blake2b(data, digest_size=16).digest()
        if name in known and known[name][0] == digest:
            value: Value = pickle.loads(known[name][1])  # noqa: S301 - our own file in the site's own folder
            return value
        value = make()
        known[name] = (digest, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        self._changed.add(group)
        return value

    def save(self) -> None:
        """Write what is new, so that a reader meets the old file or the new one."""
        for group in sorted(self._changed):
            self._folder.mkdir(parents=True, exist_ok=True)
            draft = self._folder / f"{group}.{os.getpid()}"
            draft.write_bytes(pickle.dumps((self._version, self._groups[group]), pickle.HIGHEST_PROTOCOL))
            draft.replace(self._folder / group)
        self._changed.clear()

    def _load(self, group: str) -> dict[str, tuple[bytes, bytes]]:
        try:
            version, known = pickle.loads((self._folder / group).read_bytes())  # noqa: S301 - as above
        except Exception:  # noqa: BLE001 - what cannot be read is made anew
            return {}
        return dict(known) if version == self._version else {}


def recall(group: str, name: str, data: bytes, make: Callable[[], Value]) -> Value:
    """The value made from `data`, kept from the last build where there is one.

    Args:
        group: the language, or a name that is none.
        name: of the file in it.
        data: its bytes, or those of a part of it: all that the value depends on besides the program.
        make: makes the value, which can be pickled.
    """
    current = Compiled.current
    return make() if current is None else current.recall(group, name, data, make)
