"""Placeholders inside one block: what a translator must keep and cannot break stands as `{1}`, `{2}`, ….

`[Chiama](tel:+390375){ .md-button } ora` becomes `[Chiama]{1} ora`. Link targets, code, HTML tags, footnote marks,
attribute lists, icons, bare web and mail addresses are protected; emphasis and the words of a link are text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_ATTRIBUTES = r"\{[^}\n]*\}"
_TOKEN = re.compile(
    rf"""
      (?P<escape>\\.)
    | (?P<code>(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)(?:{_ATTRIBUTES})?)
    | (?P<html><!--.*?-->|</?[A-Za-z][^<>]*>|<[^<>\s@]+@[^<>\s]+>)
    | (?P<footnote>\[\^[^\]\s]+\])
    | (?P<number>\{{\d+\}})
    | (?P<attributes>\{{[ ]?[:.#][^}}\n]*\}}|(?<=[*_]){_ATTRIBUTES})
    | (?P<icon>(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])(?:{_ATTRIBUTES})?)
    | (?P<address>https?://[^\s<>()\[\]|]*[\w/]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<open>!?\[)
    | (?P<target>\]\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)(?:{_ATTRIBUTES})?)
    | (?P<reference>\][ ]?\[(?P<label>[^\[\]]*)\](?:{_ATTRIBUTES})?)
    | (?P<close>\])
    """,
    re.VERBOSE | re.DOTALL,
)
_SPECIAL = re.compile(r"[\[\]<>{}`@]|://|:[a-z]")
_LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_MARKER = re.compile(r"\{(\d+)\}")
_LINK_MARKER = re.compile(r"\]\{(\d+)\}")
_LINK_AGAIN = re.compile(r"\]\(\{(\d+)\}\)")


@dataclass(frozen=True)
class Protected:
    """A block as a translator sees it.

    Attributes:
        text: the words, with `{1}`, `{2}`, … for what is protected.
        kept: what each placeholder stands for, in order.
    """

    text: str
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cut:
    """A protected stretch: from `start` to `end` of the text, replaced by a placeholder for `content`.

    Attributes:
        start: the first character of `content`.
        end: the one after its last.
        content: what a translator must keep.
        image: whether it belongs to an image.
        opener: where the bracket before a link's words stands, or None where it is no link.
    """

    start: int
    end: int
    content: str
    image: bool = False
    opener: int | None = None

    @property
    def shown(self) -> str:
        """As problems name it."""
        words = "![…]" if self.image else "[…]" if self.content[0] in "([" else ""
        return words + self.content


def as_message(text: str) -> str:
    """A text as catalogues hold it: no white space around it, no line end but the usual one, at which they split."""
    return text.translate(_LINE_ENDS).strip()


def protect(text: str, references: frozenset[str] = frozenset()) -> Protected:
    """Put placeholders into a block's text.

    Args:
        text: Markdown of one block, on as many lines as it has hard breaks.
        references: the labels, in lower case, of the page's link definitions (`[label]: https://…`).
    """
    if not _SPECIAL.search(text):
        return Protected(text)
    parts: list[str] = []
    kept: list[str] = []
    position = 0
    for cut in cuts_of(text, references):
        kept.append(cut.content)
        parts += (text[position : cut.start], f"{{{len(kept)}}}")
        position = cut.end
    return Protected("".join((*parts, text[position:])), tuple(kept))


def restore(text: str, kept: tuple[str, ...]) -> str:
    """Put back what the placeholders stand for.

    Raises:
        IndexError: a placeholder has no counterpart; `placeholder_changes` tells beforehand.
    """
    return _MARKER.sub(lambda match: kept[int(match[1]) - 1], text)


def placeholder_changes(source: str, translation: str) -> tuple[list[str], list[str]]:
    """What a translation lost and what it invented, compared with its source message.

    Both may carry placeholders or, in front-matter texts, the links themselves. `[words]{1}` must stay a link:
    brackets that no longer enclose its words count as a loss.
    """
    if not _SPECIAL.search(source) and not _SPECIAL.search(translation):
        return [], []
    before, after = _protected_things(source), _protected_things(translation)
    return _shown(before - after), _shown(after - before)


def _protected_things(message: str) -> Counter[str]:
    return Counter(cut.shown for cut in cuts_of(linked(message)))


def _shown(things: Counter[str]) -> list[str]:
    return [unlinked(thing) for thing in things.elements()]


def linked(message: str) -> str:
    """A message whose links can be seen: `[words]{1}` becomes `[words]({1})`."""
    return _LINK_MARKER.sub(r"]({\1})", message)


def unlinked(text: str) -> str:
    """What `linked` did, undone."""
    return _LINK_AGAIN.sub(r"]{\1}", text)


def cuts_of(text: str, references: frozenset[str] = frozenset()) -> list[Cut]:
    """The protected stretches of a text, in the order in which they end."""
    cuts: list[Cut] = []
    openers: list[re.Match[str]] = []
    position = 0
    while match := _TOKEN.search(text, position):
        kind = match.lastgroup
        position = match.end()
        if kind == "open":
            openers.append(match)
        elif kind in {"target", "reference", "close"}:
            cut = _link_cut(match, openers.pop(), references) if openers else None
            # Without a link, what follows the bracket may begin another one.
            position = cut.end if cut else match.start() + 1
            cuts += [cut] if cut else []
        elif kind != "escape":
            cuts.append(Cut(match.start(), match.end(), match[0]))
    return cuts


def _link_cut(match: re.Match[str], opener: re.Match[str], references: frozenset[str]) -> Cut | None:
    """The part of a link behind its words; None where the brackets are only brackets."""
    words = match.string[opener.end() : match.start()]
    image = opener[0] == "!["
    after = match.start() + 1
    if match.lastgroup == "target":
        return Cut(after, match.end(), match.string[after : match.end()], image, opener.start())
    label = match["label"]
    if label and label.lower() in references:
        return Cut(after, match.end(), match.string[after : match.end()].lstrip(), image, opener.start())
    if words.lower() in references:
        return Cut(after, match.end() if label == "" else after, f"[{words}]", image, opener.start())
    return None
