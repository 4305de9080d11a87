"""Narrow screens and large letters: at 320 px, which a wide screen has at 400 % zoom, nothing is cut or runs out."""

from __future__ import annotations

import pytest

from tests.e2e.kinds import FORMS, MAILS, SITE
from tests.e2e.reader import Reader, Readers

NARROW = {"width": 320, "height": 640}

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""WCAG 1.4.12."""

TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= room) return [];
  const parts = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > room + 1 || box.left < -1);
  });
  return ["the page scrolls sideways", ...parts.map((element) => element.outerHTML.slice(0, 120))];
}"""

CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
  const style = getComputedStyle(element);
  const hides = [style.overflowX, style.overflowY].includes("hidden") || style.textOverflow === "ellipsis";
  const isForReaders = style.clipPath !== "none" || style.clip !== "auto" || element.clientWidth <= 1;
  const isCut = element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
  return hides && !isForReaders && isCut && element.clientHeight && element.innerText?.trim();
}).map((element) => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("language", ["it", "ar"])
@pytest.mark.parametrize("kind", [*SITE, *FORMS])
def test_pages_fit(readers: Readers, kind: str, language: str) -> None:
    reader = readers.open(language, phone=True)
    {**SITE, **FORMS}[kind](reader)
    assert misfits(reader) == []


@pytest.mark.parametrize("kind", MAILS)
def test_the_mailbox_fits(readers: Readers, kind: str) -> None:
    reader = readers.open(phone=True)
    MAILS[kind](reader)
    assert misfits(reader) == []


def misfits(reader: Reader) -> list[str]:
    """What does not fit on a narrow screen, with letters as they are and set wide."""
    reader.page.set_viewport_size(NARROW)  # type: ignore[arg-type] # a TypedDict of the same keys
    found = [f"as it is: {part}" for part in _parts(reader)]
    reader.page.evaluate(SPACED)
    return [*found, *(f"spaced: {part}" for part in _parts(reader))]


def _parts(reader: Reader) -> list[str]:
    return [*reader.page.evaluate(TOO_WIDE), *reader.page.evaluate(CUT)]
