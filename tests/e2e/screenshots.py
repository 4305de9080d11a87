"""Pictures of the main pages: `make screenshots`. With `--readme`, the picture of the README instead.

Usage: python -m tests.e2e.screenshots FOLDER
       python -m tests.e2e.screenshots --readme decisions/pictures/home.png
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.kinds import APPOINTMENT, FORMS, MAILS, SITE
from tests.e2e.reader import PHONE, WIDE, Reader, Readers, chromium
from tests.e2e.running import running_site

PAGES = {
    name: {**SITE, **FORMS}[name]
    for name in (
        *(
            "home",
            "directory",
            "municipalities",
            "program",
            "service",
            "desk",
            "municipality",
            "event",
            "text",
        ),
        *(
            "not found",
            "entry",
            "topics",
            "contact",
            "appointment",
            "errors",
            "check",
            "receipt",
            "closed form",
        ),
    )
}
DARK = ("home", "program", "appointment", "errors")
LANGUAGES = ("it", "ar")

README_WIDTH = 1660
README_PAGE = """<!doctype html><body style="margin:0;padding:32px;background:#dfe7e6;display:flex;gap:32px;
align-items:flex-start"><img src="{wide}" width="1180" style="border-radius:8px;box-shadow:0 4px 24px #0004"><img
src="{phone}" width="384" style="border-radius:24px;box-shadow:0 4px 24px #0004;border:6px solid #222"></body>"""


def main(arguments: list[str]) -> None:
    """Take the pictures that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("target", type=Path, help="a folder, or with --readme a file")
    parser.add_argument(
        "--readme", action="store_true", help="the README's picture: home page, and a form on a phone"
    )
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory(prefix="sportello-") as folder,
        running_site(Path(folder)) as base,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        readers = Readers(browser, base)
        if options.readme:
            _take_readme(readers, options.target)
        else:
            _take_all(readers, options.target)
        readers.close()


def _take_all(readers: Readers, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in _pictures(readers, folder):
        print(path)  # noqa: T201 - what was made


def _pictures(readers: Readers, folder: Path) -> Iterator[Path]:
    for language in LANGUAGES:
        for name, way in PAGES.items():
            reader = readers.open(language)
            way(reader)
            yield from _guises(reader, folder, f"{name.replace(' ', '-')}-{language}", dark=name in DARK)
            readers.close()
    for name, way in MAILS.items():
        reader = readers.open()
        way(reader)
        yield from _guises(reader, folder, name, dark=False)


def _guises(reader: Reader, folder: Path, name: str, *, dark: bool) -> Iterator[Path]:
    for size in (WIDE, PHONE):
        reader.page.set_viewport_size(size)  # type: ignore[arg-type] # a TypedDict of the same keys
        for scheme in ("light", "dark") if dark else ("light",):
            reader.page.emulate_media(color_scheme=scheme)
            path = folder / f"{name}-{size['width']}-{scheme}.png"
            reader.page.screenshot(path=path, full_page=True)
            yield path


def _take_readme(readers: Readers, path: Path) -> None:
    """The home page in Italian, and the Arabic appointment form on a phone beside it, each as far as it is seen."""
    with tempfile.TemporaryDirectory(prefix="sportello-") as folder:
        wide, phone = Path(folder, "wide.png"), Path(folder, "phone.png")
        readers.open().open("/").page.screenshot(path=wide)
        reader = readers.open("ar", phone=True)
        reader.open(reader.form(APPOINTMENT)).page.screenshot(path=phone)
        _join(readers.browser, wide, phone, path)
    print(f"{path}: {path.stat().st_size // 1024} KB")  # noqa: T201 - what was made


def _join(browser: Browser, wide: Path, phone: Path, path: Path) -> None:
    sheet = wide.with_name("sheet.html")
    sheet.write_text(README_PAGE.format(wide=wide.name, phone=phone.name), encoding="utf-8")
    page = browser.new_page(viewport={"width": README_WIDTH, "height": 100})
    page.goto(sheet.as_uri())
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)
    page.close()


if __name__ == "__main__":
    main(sys.argv[1:])
