"""The layout that form pages extend: the site's theme as a Jinja template of literal text with four slots.

Blocks `title`, `head` and `content`; variables `lang`, `dir` (set here) and `language_links` (given by the form page).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sportello.mkdocs_plugin.frame import Slots

if TYPE_CHECKING:
    from sportello.mkdocs_plugin.frame import Frame

SLOTS = Slots(**{name: f"\ufdd0{name}\ufdd1" for name in ("title", "head", "content", "language_links")})
LANGUAGE_LINKS = "partials/language-links.html"
_SLOT = re.compile("\ufdd0([a-z_]+)\ufdd1")
_COULD_BE_JINJA = re.compile(r"\{(?=[{%#]|$)")


def make_shell(rendered: str, frame: Frame, language_links: str) -> str:
    """The layout for form pages.

    Args:
        rendered: a page of the theme with `SLOTS`.
        frame: its frame.
        language_links: the source of the theme's template for the links to other languages.
    """
    filled = {
        "title": "{% block title %}{% endblock %}",
        "head": "{% block head %}{% endblock %}",
        "content": "{% block content %}{% endblock %}",
        "language_links": language_links,
    }
    pieces = _SLOT.split(rendered)
    parts = [filled[piece] if index % 2 else literal(piece) for index, piece in enumerate(pieces)]
    return f'{{% set lang = "{frame.language}" %}}{{% set dir = "{frame.direction}" %}}{"".join(parts)}'


def literal(text: str) -> str:
    """The text as Jinja source that says it unchanged: no brace of it begins an expression, tag or comment."""
    return _COULD_BE_JINJA.sub('{{ "{" }}', text)
