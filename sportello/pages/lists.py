"""Several things in a row, as the reader's language joins them: `a, b e c`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from babel.lists import format_list
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from babel import Locale

    from sportello.pages.facts import Link

_MARK = re.compile("\ufdd2(\\d+)\ufdd3")


def listed(items: Iterable[object], locale: Locale) -> Markup:
    """The items in a row, each escaped unless it is HTML already (`Markup`, `Phrase`)."""
    shown = [escape(item) for item in items]
    marks = [f"\ufdd2{number}\ufdd3" for number in range(len(shown))]
    pieces = _MARK.split(format_list(marks, style="standard", locale=locale))
    return Markup("").join(
        shown[int(piece)] if index % 2 else escape(piece) for index, piece in enumerate(pieces)
    )


def linked(links: Iterable[Link], locale: Locale) -> Markup:
    """Links to pages in a row."""
    return listed((Markup('<a href="{}">{}</a>').format(link.href, link.title) for link in links), locale)
