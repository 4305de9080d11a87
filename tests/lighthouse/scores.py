"""What Lighthouse says about a page, and what we want it to say."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from sportello.terminal import table

TARGETS: Mapping[str, int] = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
"""The least of each category, of 100."""


@dataclass(frozen=True)
class Missed:
    """An audit that found something.

    Attributes:
        category: one of `TARGETS`.
        items: what it found, as far as Lighthouse names it.
    """

    category: str
    audit: str
    title: str
    value: str
    items: Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Page:
    """One page's result.

    Attributes:
        scores: of 100, by category; empty where the page could not be measured.
        error: why it could not be measured, or nothing.
    """

    kind: str
    language: str
    scores: Mapping[str, int]
    missed: Sequence[Missed] = ()
    error: str = ""

    @property
    def short(self) -> tuple[str, ...]:
        """The categories below their target."""
        return tuple(name for name, least in TARGETS.items() if self.scores.get(name, 0) < least)

    def told(self) -> str:
        """What keeps the page from its targets, a line each."""
        lines = [self.error] if self.error else []
        for found in self.missed:
            if found.category in self.short:
                lines.append(f"{found.category}: {found.title} ({found.audit}) {found.value}".rstrip())
                lines += [f"  {json.dumps(item, ensure_ascii=False)[:300]}" for item in found.items[:5]]
        return "\n".join(lines)


def read_page(kind: str, language: str, status: int, result: str) -> Page:
    """What `audit.mjs` wrote about a page that has this HTTP status."""
    said = json.loads(result)
    if said["status"] != status and not said["error"]:
        return Page(kind, language, {}, error=f"Lighthouse met another page: {said['status']}, not {status}")
    scores = {name: round(score * 100) for name, score in said["scores"].items() if score is not None}
    return Page(
        kind, language, scores, tuple(Missed(**found) for found in said["missed"]), said["error"] or ""
    )


def middle(pages: Sequence[Page]) -> Page:
    """Of several runs over one page the one with the middle performance: a busy machine makes single runs slow."""
    wanted = median(page.scores.get("performance", 0) for page in pages)
    return min(pages, key=lambda page: abs(page.scores.get("performance", 0) - wanted))


def score_table(pages: Sequence[Page]) -> str:
    """A line a page; what misses its target has an exclamation mark."""
    rows = [(page.kind, page.language, *(_cell(page, name) for name in TARGETS)) for page in pages]
    return table(rows, ["page", "", *(f"{name} ≥ {least}" for name, least in TARGETS.items())])


def _cell(page: Page, name: str) -> str:
    score = page.scores.get(name)
    return ("–" if score is None else str(score)) + (" !" if name in page.short else "")
