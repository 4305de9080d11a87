"""HTML → PDF by WeasyPrint: tagged for accessibility (PDF/UA-1), the same bytes for the same sheet.

The only module that imports WeasyPrint, which takes a second: import it where something is to be printed.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from sportello.leaflets.qr import SCHEME, qr_svg

if TYPE_CHECKING:
    from weasyprint.document import Document

    from sportello.leaflets.sheets import Sheet

STYLE = Path(__file__).with_name("print.css")
FONTS = Path(__file__).with_name("fonts")


@dataclass(frozen=True)
class Paper:
    """What a sheet is printed on.

    Attributes:
        page: as CSS says it.
        sizes: of a rem in points, the best first; the first at which the sheet fits is taken.
    """

    page: str
    sizes: tuple[float, ...]


_A4 = Paper("size: A4; margin: 15mm", (12, 11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7))
_PAPERS = {
    "a4": _A4,
    "bilingual": _A4,
    "a6": Paper("size: A6; margin: 7mm", (9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6)),
}
_FACES = """
@font-face { font-family: Sportello; src: url("NotoSans.ttf"); font-weight: 400 700; }
@font-face { font-family: "Sportello Arabic"; src: url("Cairo.ttf"); font-weight: 400 700; }
@font-face { font-family: "Sportello Chinese"; src: url("NotoSansSC.otf"); }
"""
_OPTIONS = {"pdf_variant": "pdf/ua-1", "pdf_identifier": b"sportello"}


def print_sheet(sheet: Sheet) -> bytes:
    """The sheet as PDF, as large as it fits its paper; with the smallest letters on more pages where it never does."""
    document = HTML(string=sheet.html, url_fetcher=_Codes(allowed_protocols=(), fail_on_errors=True))
    paper = _PAPERS[sheet.format]
    largest, *smaller = paper.sizes

    def fits(size: float) -> bool:
        return len(_set(document, paper, size).pages) <= sheet.sides

    made = _set(document, paper, largest)
    if len(made.pages) > sheet.sides:
        found = bisect_left(smaller, True, key=fits)  # noqa: FBT003 - from those that do not fit to those that do
        made = _set(document, paper, smaller[min(found, len(smaller) - 1)])
    with _no_time():
        return bytes(made.write_pdf(**_OPTIONS))


def _set(document: HTML, paper: Paper, size: float) -> Document:
    style, fonts = _style()
    page = CSS(string=f"@page {{ {paper.page} }} html {{ font-size: {size}pt }}", font_config=fonts)
    return document.render(stylesheets=[style, page], font_config=fonts, **_OPTIONS)


@contextmanager
def _no_time() -> Iterator[None]:
    """Keep fontTools from writing the second of the printing into the fonts (reproducible-builds.org)."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before


@cache
def _style() -> tuple[CSS, FontConfiguration]:
    """Read once a process: fonts are what takes time."""
    fonts = FontConfiguration()
    CSS(string=_FACES, base_url=FONTS.as_uri() + "/", font_config=fonts)
    return CSS(filename=STYLE, font_config=fonts), fonts


class _Codes(URLFetcher):  # type: ignore[misc]
    """Draws the QR codes that a sheet asks for, and reads nothing else: a sheet has all in itself."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(SCHEME):
            return URLFetcherResponse(
                url, qr_svg(url.removeprefix(SCHEME)), {"Content-Type": "image/svg+xml"}
            )
        return super().fetch(url, headers)
