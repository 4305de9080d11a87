"""How Python-Markdown and Material's usual extensions mark blocks, line by line, as regular expressions.

CommonMark parsers do not know admonitions, definition lists or attribute lists and take them for paragraphs.
"""

from __future__ import annotations

import re

from markdown.util import BLOCK_LEVEL_ELEMENTS

_BLOCK_TAG = "|".join(sorted(BLOCK_LEVEL_ELEMENTS, key=len, reverse=True))

FENCE = re.compile(r"[ ]*(?P<fence>`{3,}|~{3,})")
RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})$")
UNDERLINE = re.compile(r"(?:=+|-+)[ ]*$")
EQUALS = re.compile(r"=+[ ]*$")
QUOTE = re.compile(r">[ ]?")
ITEM = re.compile(r"(?:[-*+]|\d+\.)[ \t]+(?:\[[ xX]\][ ]+)?(?=\S)")
DEFINITION = re.compile(r":[ ]+(?=\S)")
FOOTNOTE = re.compile(r"\[\^[^\]]+\]:[ ]*")
ABBREVIATION = re.compile(r"\*\[[^\]]+\]:[ ]*")
REFERENCE = re.compile(r"[ ]{0,3}\[(?P<label>[^\]^][^\]]*)\]:[ ]*\S")
REFERENCES = re.compile(rf"^{REFERENCE.pattern}", re.MULTILINE)
CALLOUT = re.compile(r"(?:!!!|\?\?\?\+?|===[+!]*)[ ]?(?P<words>[^\"\n]*)(?:\"(?P<title>.*)\")?[ ]*$")
HEADING = re.compile(r"#{1,6}[ ]*(?=[^#\s])")
ATTRIBUTES_END = re.compile(r"[ ]+\{:?[^}\n]*\}[ ]*$")
ATTRIBUTES_LINE = re.compile(r"\n[ ]*\{:?[^}\n]*\}[ ]*$")
CONTENTS = re.compile(r"\[TOC\]\s*$")
TABLE_RULE = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
CELL = re.compile(r"(?:\\.|`[^`]*`|[^|\\`]|[\\`])+")

HTML_COMMENT = re.compile(r"[ ]{0,3}<!--")
HTML_OPEN = re.compile(rf"[ ]{{0,3}}<(?P<tag>{_BLOCK_TAG})\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
HTML_CLOSE = re.compile(rf"[ ]{{0,3}}</(?:{_BLOCK_TAG})\s*>[ ]*", re.IGNORECASE)
HTML_CLOSE_END = re.compile(rf"(?:\s*</(?:{_BLOCK_TAG})\s*>)+\s*$", re.IGNORECASE)
HTML_MARKDOWN = re.compile(
    r"\bmarkdown(?:\s*=\s*[\"']?(?:1|block|span|markdown)\b[\"']?)?(?=\s|$)", re.IGNORECASE
)
HTML_TEXT = re.compile(
    r"(?P<open>[ ]*<(?P<tag>summary|p|h[1-6]|figcaption|caption|legend)\b[^<>]*>[ ]*)"
    r"(?P<text>[^\n]*\S)(?P<close>[ ]*</(?P=tag)>\s*)$",
    re.IGNORECASE,
)
HTML_VOID = frozenset(
    {"hr", "link", "meta", "area", "base", "br", "col", "embed", "img", "input", "source", "track", "wbr"}
)
HTML_HIDDEN = re.compile(
    r"<!--.*?-->|<(script|style|template)\b.*?</\1>|<[^>]*>|&\w+;", re.IGNORECASE | re.DOTALL
)

INTERRUPTS = (
    FENCE,
    HTML_OPEN,
    HTML_CLOSE,
    HTML_COMMENT,
    HEADING,
    RULE,
    CALLOUT,
    DEFINITION,
    FOOTNOTE,
    ABBREVIATION,
    REFERENCE,
)
