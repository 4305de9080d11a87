"""What a page says to people, and what of it is in no pseudo-translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib

from sportello.mkdocs_plugin.alternates import autonym
from tests.pseudo.localizer import CLOSE, MARKED, OPEN

_FOR_SCRIPTS_OR_BROWSERS = re.compile(r"\{\w+\}|(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_INNERMOST = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}(?=[^{OPEN}]*{CLOSE})")
_GLUED = re.compile(rf"{CLOSE}\s?[.;!?]")
"""The end of a sentence that no translator can set: there was a sentence, and words were put behind it."""
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]")  # a word in another script is an example, or a name
_WORD = re.compile(r"[^\W\d_]+")
_SILENT = {"code", "script", "style", "svg", "template"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "br",
    "cite",
    "code",
    "em",
    "i",
    "mark",
    "q",
    "small",
    "span",
    "strong",
    "time",
}
_SPOKEN = ("alt", "aria-description", "aria-label", "label", "placeholder", "title")
_FOR_PROGRAMS = {"data-puzzle", "data-engine"}
_PRESSED = {"button", "reset", "submit"}


@dataclass(frozen=True)
class Text:
    """One text: where it stands (`p`, `input@placeholder`), in which language it says it is, and its words."""

    place: str
    language: str
    words: str


def page_texts(html: str) -> list[Text]:
    """All texts of a page, block by block, those of attributes and for scripts included."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    return [text for text in _texts(page, "") if text.words]


def untranslated(texts: Iterable[Text], language: str, allowed: Iterable[str]) -> list[str]:
    """The texts that were not translated, or only in part, each with its place.

    Args:
        texts: of a page in the pseudo-language.
        language: its code.
        allowed: what no translator translates: names, addresses, and what Babel says.
    """
    longest = sorted(set(allowed), key=len, reverse=True)
    found = {text: _fault(text, language, longest) for text in texts}
    return [f"{fault}: {text.place}: {text.words}" for text, fault in found.items() if fault]


def _fault(text: Text, language: str, allowed: list[str]) -> str:
    if text.language != language:
        # A language offers itself by its own name.
        own = autonym(text.language.partition("-")[0])
        return "" if text.words == own else f"in {text.language}"
    rest = _FOR_SCRIPTS_OR_BROWSERS.sub(" ", text.words)
    for phrase in allowed:
        if phrase in rest:
            rest = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", rest)
    if any(MARKED.isdisjoint(word) and _LATIN.search(word) for word in _WORD.findall(rest)):
        return "not translated"
    if not _is_whole(text.words):
        return "cut"
    return "glued" if _GLUED.search(_INNERMOST.sub("", text.words)) else ""


def _is_whole(words: str) -> bool:
    depth = 0
    for character in words:
        depth += (character == OPEN) - (character == CLOSE)
        if depth < 0:
            return False
    return depth == 0


def _texts(element: Element, language: str, *, is_inside: bool = False) -> Iterator[Text]:
    """The texts of an element; the words of one that is inside a block are the block's."""
    language = element.get("lang", language)
    for place, words in _attributes(element):
        yield Text(place, language, _single(words))
    if not is_inside:
        yield Text(str(element.tag), language, _single(_own(element, language)))
    for child in element:
        if child.tag not in _SILENT and not callable(child.tag):  # a comment's tag is a function
            yield from _texts(child, language, is_inside=_is_inside(child, language))


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        spoken = name in _SPOKEN or (name.startswith("data-") and name not in _FOR_PROGRAMS and " " in value)
        described = element.tag == "meta" and name == "content" and element.get("name") == "description"
        pressed = name == "value" and element.tag == "input" and element.get("type") in _PRESSED
        if spoken or described or pressed:
            yield f"{element.tag}@{name}", value


def _own(element: Element, language: str) -> str:
    """The text of a block without the blocks in it."""
    if element.tag in _SILENT:
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += (_own(child, language) if _is_inside(child, language) else " ", child.tail or "")
    return "".join(parts)


def _is_inside(child: Element, language: str) -> bool:
    return child.tag in _INLINE and child.get("lang", language) == language


def _single(text: str) -> str:
    return " ".join(text.split())
