"""The pages of a generated site, as data that both sides write down in their own way. The same size, the same pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bench.words import LANGUAGES, Author

WORDS = 350
"""Of a page, about."""

SECTIONS = {
    "program": "progetti",
    "service": "servizi",
    "organization": "enti",
    "location": "sportelli",
    "municipality": "comuni",
    "event": "eventi",
    "news": "notizie",
}


@dataclass(frozen=True)
class Size:
    """How large a site is: pages in each language, and languages."""

    pages: int
    languages: int

    def __str__(self) -> str:
        """`300 × 5`."""
        return f"{self.pages:,} × {self.languages}"

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages, the source first."""
        return LANGUAGES[: self.languages]

    @property
    def total(self) -> int:
        """Pages in all languages."""
        return self.pages * self.languages


@dataclass(frozen=True)
class Leaf:
    """One page.

    Attributes:
        path: below the folder of pages.
        title: Italian, as all texts here.
        summary: one sentence.
        lists: texts that our side keeps in the front matter, by field; the other side has them as sections.
        facts: the rest of our front matter, which the other side has no place for.
        body: Markdown.
    """

    path: str
    kind: str
    title: str
    summary: str
    body: str
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)


def slug(kind: str, number: int) -> str:
    """The name of the page of some kind with this number."""
    return f"{kind}-{number}"


def path_of(kind: str, number: int) -> str:
    """Its file."""
    return f"{SECTIONS[kind]}/{slug(kind, number)}.md"


def census(pages: int) -> dict[str, int]:
    """How many pages of each kind a site of so many has, besides its front page and its seven lists."""
    parts = {
        "program": pages // 50,
        "service": pages // 3,
        "organization": pages // 12,
        "location": pages // 25,
        "municipality": pages // 8,
        "event": pages // 20,
    }
    counts = {kind: max(1, count) for kind, count in parts.items()}
    counts["news"] = max(1, pages - 1 - len(SECTIONS) - sum(counts.values()))
    return counts


def make_body(path: str, words: int, others: list[str]) -> str:
    """Four sections: headings, paragraphs, a list, a table, links to other pages."""
    author = Author(path)
    share = words // 8
    return "\n\n".join(
        (
            f"## {author.title()}\n\n{author.paragraph(share)}",
            f"{author.paragraph(share)} {_link(author, others)}",
            f"## {author.title()}\n\n{_bullets(author, share)}\n\n{author.paragraph(share)}",
            f"## {author.title()}\n\n{author.paragraph(share)}\n\n{_table(author)}",
            f"## {author.title()}\n\n{author.paragraph(2 * share - 24)} {_link(author, others)}",
        )
    )


def edited(body: str, revision: int) -> str:
    """The body after an editor added a word to its first paragraph."""
    heading, paragraph, rest = body.split("\n\n", 2)
    return "\n\n".join((heading, f"{paragraph} Bozza {revision}.", rest))


def _link(author: Author, others: list[str]) -> str:
    return f"**{author.title(2)}** [{' '.join(author.words(3))}](../{author.random.choice(others)})."


def _bullets(author: Author, words: int) -> str:
    return "\n".join(f"- {author.sentence(words // 5)}" for _ in range(5))


def _table(author: Author) -> str:
    rows = [" | ".join(author.title(2) for _ in range(3)) for _ in range(4)]
    return "\n".join(f"| {row} |" for row in (rows[0], "--- | --- | ---", *rows[1:]))


def numbered(counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Every page that is no list: its kind and number."""
    return ((kind, number) for kind, count in counts.items() for number in range(count))
