"""HTML around what is not in the reader's language, or not any more what the source says (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

_NOTE = re.compile(
    r"""<sp-note>(?P<words>.*?)<sp-original(?P<attributes>[^>]*)>(?P<original>.*?)</sp-original></sp-note>
        (?P<rest>(?:(?:&\#160;|<a\ class="footnote-backref".*?</a>)*\s*</(?:p|h[1-6]|summary)>)?)""",
    re.DOTALL | re.VERBOSE,
)

_FINISHED = (
    '<details class="sp-changed" data-pagefind-ignore><summary>{}</summary><span{}>{}</span></details>'
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
        """What stands in Markdown at the end of an outdated translation, until `with_notes` makes a note of it.

        In elements that no Markdown parser knows: `<details>` would end a `<details markdown>` around it.

        Args:
            original: the block's Markdown as the source says it now.
        """
        return f"<sp-note>{escape(self.changed)}<sp-original {self.attributes}>{original}</sp-original></sp-note>"

    def note_on(self, original: str) -> Markup:
        """What follows an outdated plain text: that it is one, and the source's text one tap away."""
        note = _FINISHED.format(escape(self.changed), f" {self.attributes}", escape(original))
        return Markup(note)  # noqa: S704 - escaped


def with_notes(html: str) -> str:
    """The page with its notes in place: behind the paragraphs and headings that they end, which may hold none."""
    return _NOTE.sub(
        lambda found: (
            found["rest"] + _FINISHED.format(found["words"], found["attributes"], found["original"])
        ),
        html,
    )
