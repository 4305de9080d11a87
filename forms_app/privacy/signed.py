"""Bytes with a signature, as a word that stands in an address: lower-case base32 (RFC 4648, section 6), unpadded.

The lengths are chosen so that no bit of the word is left over: any character changed is another word.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from forms_app.errors import LinkRefusedError


@dataclass(frozen=True)
class SignedWord:
    """The shape of such words.

    Attributes:
        content: how many bytes are signed; with the signature a multiple of five.
        signature: how many bytes of the HMAC-SHA-256 stand behind them.
    """

    content: int
    signature: int

    def write(self, key: bytes, content: bytes) -> str:
        """The word of `content`."""
        return base64.b32encode(content + self._signature(key, content)).decode("ascii").lower()

    def read(self, key: bytes, word: str) -> bytes:
        """The content of a word. Raises LinkRefusedError when it was not signed with `key`."""
        data = self._decoded(word)
        content = data[: self.content]
        if not hmac.compare_digest(self._signature(key, content), data[self.content :]):
            raise LinkRefusedError
        return content

    def _signature(self, key: bytes, content: bytes) -> bytes:
        return hmac.digest(key, content, hashlib.sha256)[: self.signature]

    def _decoded(self, word: str) -> bytes:
        length = (self.content + self.signature) * 8 // 5
        if len(word) != length or not word.isascii() or word != word.lower():
            raise LinkRefusedError
        try:
            return base64.b32decode(word.upper())
        except ValueError:
            raise LinkRefusedError from None
