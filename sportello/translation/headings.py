"""The anchors of headings: those of the source language, in every language."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from markdown.extensions.toc import slugify, unique

from sportello.translation.inline import restore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sportello.translation.blocks import Block

_EXPLICIT = re.compile(r"\{[^}\n]*#([^\s}]+)[^}\n]*\}")
_UNSPOKEN = re.compile(r"<[^>]*>|!\[[^\[\]]*\]")
_CODE = re.compile(r"(`+)[ ]?(.*?)[ ]?\1.*", re.DOTALL)
_AUTOLINK = re.compile(r"<([^<>\s]*[:@][^<>\s]*)>")
_VISIBLE = re.compile(r"https?:|[\w.+-]+@|\{\d")
_UNDERSCORES = re.compile(r"(?<!\w)_+|_+(?!\w)")


def explicit_ids(body: str) -> set[str]:
    """The ids that the page's attribute lists give."""
    return set(_EXPLICIT.findall(body))


def heading_tails(headings: Iterable[Block], taken: set[str]) -> Iterator[str]:
    """For each heading of a page, in order, the attribute list that gives it the id of the source page.

    The ids are those of Python-Markdown's `toc` with its own slugify, as MkDocs uses it.

    Args:
        headings: the heading blocks of the source page.
        taken: ids that the page gives explicitly; grows by those made.
    """
    for heading in headings:
        if _EXPLICIT.search(heading.tail):
            yield heading.tail
        else:
            anchor = unique(slugify(heading_text(heading), "-"), taken)
            if " {" in heading.source:
                yield heading.tail  # Python-Markdown would take the text from that brace on for the list
                continue
            yield heading.tail.replace("{:", "{").replace("{", f"{{: #{anchor} ", 1) or f" {{: #{anchor} }}"


def heading_text(heading: Block) -> str:
    """A heading's words without Markdown, near enough for a slug, which drops all punctuation."""
    shown = tuple(_visible(content) for content in heading.protected.kept)
    text = restore(_UNSPOKEN.sub("", heading.protected.text), shown)
    return html.unescape(_UNDERSCORES.sub("", text))


def _visible(content: str) -> str:
    if code := _CODE.match(content):
        return code[2]
    if link := _AUTOLINK.match(content):
        return link[1]
    return content if _VISIBLE.match(content) else ""
