"""What people, programs and attackers put into fields; and a form that takes it over HTTP."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.faults.scene import Scene
from tests.integration.forms.browser import Browser

FORM = "application/x-www-form-urlencoded"
WHO: dict[str, list[str]] = {
    "name": ["Prova Provetti"],
    "phone": ["333 991 2244"],
    "email": ["prova@example.org"],
    "channels": ["call", "email"],
    "message": ["Buongiorno"],
}
REFERRER: dict[str, list[str]] = {
    "referrer_name": ["Prova Segnalatrice"],
    "referrer_service": ["Segretariato di prova"],
    "referrer_contact": ["segreteria@example.org"],
    "agreed": ["y"],
    "agreement": ["spoken"],
}
NASTY = (
    "",
    " ",
    "\0",
    "a\0b",
    "\x1b[31m",
    "\x7f\x80\x9f",
    "a\r\nBcc: evil@example.org",
    "riga\u2028riga\u2029riga\x0b\x0c\x1c\x1d\x1e\x85fine",
    "\u202egnp.exe",
    "\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    "\ufeff\ufffe\uffff\U0010ffff",
    "\ud800",
    "a\udfffb\ud83d",
    "👩\u200d👩\u200d👧 می\u200cخواهم",
    "Z̸̢͇̓a̷͕̒l̸̫͝g̶̬̀o",
    "\u0344" * 500,
    "ﷺ" * 100,
    "x" * 101,
    "🙂" * 1000,
    '"\\' * 500,
    "<" * 1000,
    "\n" * 1000,
    "a\n" * 500,
    "x" * 5000,
    "<script>alert(1)</script>{{7*7}}{% raw %}%(name)s%n$x",
    "'; DROP TABLE request; --",
    "../../etc/passwd",
    "١٢٣٤٥٦٧٨٩٠",
    "+39 333 ٩٩١ ٢٢٤٤;ext=9",
    "prova@[127.0.0.1]",
    "prova@xn--a.example",
    "prova@ﷺ.example",
    "2026-11-24/morning",
    "9999-12-31/afternoon",
    "0000-00-00/morning",
    "2026-11-24/morning/morning",
    "program/activity",
    "-1",
    "1e999",
    "NaN",
    "null",
)
anything: st.SearchStrategy[str] = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=1100),
    st.text(st.characters(categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Mn"]), max_size=40),
    st.text(st.characters(categories=["L", "N", "Zs", "So", "Mn", "Cf"]), min_size=1, max_size=100),
    st.emails(),
    st.from_regex(r"[+0]?[0-9٠-٩ ()./-]{5,20}", fullmatch=True),
)


def trying(number: int) -> settings:
    """How many examples; a small number of them is always the same, so that nothing fails by chance."""
    checks = list(HealthCheck)
    return settings(
        max_examples=number, database=None, derandomize=number < 100, suppress_health_check=checks
    )


def encoded(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Write fields as a browser would, and as none would: lone surrogates are percent-encoded as they are."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs).encode("ascii")


def _quoted(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))


@dataclass
class Filled:
    """One form of the site, filled in well, in a browser of its own."""

    place: Scene
    url: str
    answers: dict[str, list[str]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    statuses: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.browser = Browser(self.place.app)
        page = self.browser.get(self.url)
        self.path = self.url.partition("?")[0]
        fields = (element.get("name") for element in page.form.iter())
        self.names = tuple(sorted({name for name in fields if name} | {"step", "change"}))
        extra = {**WHO, "first": page.options("first")[1:2]} if "first" in self.names else dict(WHO)
        extra |= REFERRER if "referrer_name" in self.names else {}
        self.answers = {**page.answers, **extra, "step": ["send"]}

    def send(self, changed: Mapping[str, list[str]]) -> TestResponse:
        """Send it with some fields changed, as a sending of its own."""
        answers = {**self.answers, "submission_id": [uuid.uuid4().hex], **changed}
        return self.post(encoded((name, value) for name, values in answers.items() for value in values))

    def post(self, body: bytes, content_type: str = FORM) -> TestResponse:
        response = self.browser.client.post(self.path, data=body, content_type=content_type)
        self.statuses[response.status_code] = self.statuses.get(response.status_code, 0) + 1
        return response


def one_line(text: str) -> str:
    """A text with each gap as one space, composed: what no reader can tell apart is the same."""
    return unicodedata.normalize("NFC", " ".join(text.split()))
