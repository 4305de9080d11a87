"""Links of a translated body to pages that do not exist in its language: they lead to the original."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection

from sportello.pages.links import relative_url

_ADDRESS = re.compile(r'(?<=\shref=")(?![a-z]+:|/|#)([^"#?]*)')


def lead_to_originals(html: str, url: str, below_root: str, missing: Collection[str]) -> str:
    """The body's HTML with other addresses for the pages that are missing.

    Args:
        html: of a page's body; its links are relative.
        url: the page's address below its language's root (`servizi/x/`).
        below_root: where the language stands (`ar/`).
        missing: the addresses below the root of pages that do not exist in the language.
    """

    def address(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join("/", url, found[0])).strip("/") + "/"
        return relative_url(target, below_root + url) if target in missing else found[0]

    return _ADDRESS.sub(address, html) if missing else html
