"""The type in which everything that a citizen wrote travels."""

from __future__ import annotations

import hmac
from typing import NoReturn, SupportsIndex, final

_SHOWN = "<private>"


@final
class Private:
    """A text that shows itself to nobody by accident: `reveal()` is the only way to read it.

    `repr`, `str`, `format`, `%s` and f-strings give `<private>`; json and pickle refuse. True when not empty.
    """

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """Give the text itself."""
        return self.__text

    def __bool__(self) -> bool:
        return bool(self.__text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Private):
            return NotImplemented
        return hmac.compare_digest(_bytes(self.__text), _bytes(other.__text))

    def __hash__(self) -> int:
        return hash((Private, self.__text))

    def __repr__(self) -> str:
        return _SHOWN

    def __format__(self, format_spec: str) -> str:
        return _SHOWN

    def __copy__(self) -> Private:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Private:
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("Private text cannot be pickled. Seal it, and store the sealed bytes.")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
