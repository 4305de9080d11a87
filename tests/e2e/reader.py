"""Somebody at a browser. Whatever opens is checked, and nothing may be asked of anybody else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_plus, urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    Response,
)

from sportello.translation import Translator, load_translator
from tests.built_site import ROOT
from tests.pagecheck import check_page

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}

_QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
)


@dataclass
class Reader:
    """One reader: a page of a browser of her own, in one language.

    Attributes:
        translations: the folder of the site's catalogues.
        urls: every address that the browser asked for.
        troubles: errors of scripts, refused content and files that are not there.
    """

    page: Page
    base: str
    language: str
    translations: Path = ROOT / "translations"
    urls: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        words = load_translator(self.translations, self.language)
        self._words: Translator = words
        self.page.on("request", lambda request: self.urls.append(request.url))
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("console", self._note_message)
        self.page.on("response", self._note_response)

    def says(self, italian: str, **values: str) -> str:
        """A sentence of the interface as this reader sees it."""
        said = self._words.gettext(italian)
        return said % values if values else said

    def address(self, path: str) -> str:
        """`servizi/` in this reader's language."""
        below = "" if self.language == "it" else f"{self.language}/"
        return f"/{below}{path}"

    def form(self, path: str) -> str:
        """`contatto` in this reader's language."""
        return f"/moduli/{self.language}/{path}"

    def open(self, path: str, status: int = 200) -> Reader:
        """Go to an address of the site."""
        response = self.page.goto(self.base + path)
        return self._checked(response, status)

    def follow(self, link: Locator, status: int = 200) -> Reader:
        """Press something that leads to another page."""
        with self.page.expect_navigation() as navigation:
            link.click()
        return self._checked(navigation.value, status)

    def link(self, name: str) -> Locator:
        """The links with exactly this name in the page's own content."""
        return self.page.locator("main").get_by_role("link", name=name, exact=True)

    def button(self, italian: str) -> Locator:
        """The button with this Italian name, whatever the language."""
        return self.page.locator("main").get_by_role("button", name=self.says(italian), exact=True)

    @property
    def heading(self) -> str:
        """The page's h1."""
        return self.page.locator("h1").inner_text()

    @property
    def place(self) -> str:
        """The page's path and query."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def check_conduct(self) -> None:
        """Fail if a request left the site, or something on a page did not work."""
        outside = [url for url in self.urls if not url.startswith((self.base, "data:", "blob:"))]
        assert outside == [], f"requests to others: {outside}"
        assert self.troubles == []

    def check_addresses_hide(self, *words: str) -> None:
        """Fail if one of these words stood in an address."""
        shown = [unquote_plus(url) for url in self.urls]
        assert [url for url in shown for word in words if word in url] == []

    def _checked(self, response: Response | None, status: int) -> Reader:
        assert response is not None, f"{self.page.url} was not loaded"
        assert response.status == status, f"{self.page.url}: {response.status}"
        check_page(response.text(), self.page.url)
        return self

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {message.text}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.troubles.append(f"{response.status}: {response.url}")


@dataclass
class Readers:
    """Opens readers, each in a fresh browser profile, and closes them."""

    browser: Browser
    base: str
    translations: Path = ROOT / "translations"
    opened: list[tuple[Reader, BrowserContext]] = field(default_factory=list)

    def open(self, language: str = "it", *, phone: bool = False, scripts: bool = True) -> Reader:
        """A reader at a wide screen or a phone."""
        context = self.browser.new_context(
            viewport=PHONE if phone else WIDE,  # type: ignore[arg-type] # a TypedDict of the same keys
            java_script_enabled=scripts,
            locale={"it": "it-IT", "en": "en-GB"}.get(language, language),
            timezone_id="Europe/Rome",
            reduced_motion="reduce",
        )
        reader = Reader(context.new_page(), self.base, language, self.translations)
        self.opened.append((reader, context))
        return reader

    def close(self) -> None:
        """Close all, and fail if one of them met something that is not to happen."""
        try:
            for reader, _context in self.opened:
                reader.check_conduct()
        finally:
            for _reader, context in self.opened:
                context.close()
            self.opened.clear()


@contextmanager
def chromium(playwright: Playwright, *options: str) -> Iterator[Browser]:
    """A Chromium without a window: the one that CHROMIUM names, the system's, or Playwright's own."""
    named = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    path = named if os.path.exists(named) else None  # noqa: PTH110 - "" is no path
    browser = playwright.chromium.launch(executable_path=path, args=[*_QUIET, *options])
    try:
        yield browser
    finally:
        browser.close()
