"""A text of the content as a reader of one language gets it, ready for HTML."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup, escape

from sportello.translation import State

NO_NOTE = Markup("")


def left_to_right(text: object) -> Markup:
    """A number, a code or a span of hours inside text that may run the other way."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


@dataclass(frozen=True)
class Phrase:
    """A text in the reader's language, or in the source language where there is no translation yet.

    Two that read the same are equal.

    Templates write `{{ phrase }}` for HTML, `{{ phrase.text }}` where no markup may stand (attributes, titles), and
    `{{ phrase.note }}` behind it where the page itself says the text and `<details>` may stand.

    Attributes:
        text: the bare text, not escaped.
        foreign: the code of the source language when `text` is not in the reader's language, else None.
        isolated: whether a name that runs from left to right stands on a page that runs the other way.
        note: HTML that shows the source's text, when it has changed since `text` was translated; else empty.
        state: of the translation that is shown; None for words of the interface.
        words: how many the source text has.
    """

    text: str
    foreign: str | None = None
    isolated: bool = False
    note: Markup = field(default=NO_NOTE, compare=False)
    state: State | None = field(default=None, compare=False)
    words: int = field(default=0, compare=False)

    def __html__(self) -> Markup:
        """The text escaped; a foreign one says its language and direction (WCAG 2.2, 3.1.2)."""
        if self.foreign is None:
            return left_to_right(self.text) if self.isolated else escape(self.text)
        return Markup('<span lang="{}" dir="ltr">{}</span>').format(self.foreign, self.text)

    def __str__(self) -> str:
        """As `__html__`, so that a template without automatic escaping is safe too."""
        return str(self.__html__())
