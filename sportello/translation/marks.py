"""HTML around what is not in the reader's language, or not any more what the source says (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

_NOTE = re.compile(
    r"""(?P<note><details\ class="sp-changed"(?:(?!</details>).)*</details>)
        (?P<rest>(?:&\#160;|<a\ class="footnote-backref".*?</a>)*\s*</(?:p|h[1-6]|summary|legend)>)""",
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True)
class Source:
    """The language that a page is written in.

    Attributes:
        language: its code.
        direction: `ltr` or `rtl`.
        changed: words of the reader's language for "this part has changed since it was translated".
    """

    language: str
    direction: str
    changed: str = ""

    @property
    def attributes(self) -> str:
        """For an HTML tag around text of this language."""
        return f'lang="{self.language}" dir="{self.direction}"'

    def note(self, original: str) -> str:
        """What follows an outdated translation: that it is one, and the source's text one tap away.

        Args:
            original: the text as the source says it now: HTML, or Markdown where the note stands in Markdown.
        """
        return (
            f'<details class="sp-changed" data-pagefind-ignore><summary>{escape(self.changed)}</summary>'
            f"<span {self.attributes}>{original}</span></details>"
        )

    def note_on(self, original: str) -> Markup:
        """As `note`, for plain text."""
        return Markup(self.note(str(escape(original))))  # noqa: S704 - escaped


def with_notes_outside(html: str) -> str:
    """The page with its notes behind the paragraphs and headings that they end, which may hold no `<details>`."""
    return _NOTE.sub(r"\g<rest>\g<note>", html)
