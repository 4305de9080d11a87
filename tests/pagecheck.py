"""What every page that a test fetches must be: valid HTML that a screen reader can make sense of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

_UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls")


def check_page(html: str, url: str) -> None:
    """Fail with everything that is wrong with a page: parse errors, title, language, headings, ids, labels, links."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(html)
    problems = [f"HTML: line {place[0]}: {code} {what}" for place, code, what in parser.errors]
    for check in (_document, _headings, _ids, _labels, _images, _forms):
        problems += check(page)
    assert not problems, f"{url}:\n" + "\n".join(problems)


def _document(page: Element) -> Iterator[str]:
    if not page.get("lang"):
        yield "<html> has no lang"
    if page.get("dir") not in {"ltr", "rtl"}:
        yield "<html> has no dir"
    titles = page.findall("head/title")
    if len(titles) != 1 or not (titles[0].text or "").strip():
        yield "no title"


def _headings(page: Element) -> Iterator[str]:
    headings = list(page.iter("h1"))
    if len(headings) != 1:
        yield f"{len(headings)} h1"
    yield from ("an empty h1" for heading in headings if not _text(heading))


def _ids(page: Element) -> Iterator[str]:
    ids = Counter(element.attrib["id"] for element in page.iter() if "id" in element.attrib)
    yield from (f"id {name!r} {count} times" for name, count in ids.items() if count > 1)
    for element in page.iter():
        names = " ".join(element.get(attribute, "") for attribute in _REFERENCES).split()
        yield from (
            f"<{element.tag}> refers to #{name}, which is not there" for name in names if name not in ids
        )
        href = element.get("href", "")
        if element.tag == "a" and href.startswith("#") and href[1:] and href[1:] not in ids:
            yield f"a link leads to {href}, which is not there"


def _labels(page: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in page.iter("label") if _text(label)}
    inside = {id(child) for label in page.iter("label") for child in label.iter()}
    for field in _fields(page):
        named = field.get("aria-label") or field.get("aria-labelledby")
        if not (named or id(field) in inside or field.get("id") in labelled):
            yield f"<{field.tag} name={field.get('name')!r}> has no label"
    fields = {field.get("id") for field in _fields(page)}
    yield from (
        f"a label for {name!r}, which is no field" for name in labelled if name and name not in fields
    )
    yield from ("a button without a name" for button in page.iter("button") if not _name(button))
    yield from (f"a link without a name to {link.get('href')}" for link in page.iter("a") if not _name(link))


def _images(page: Element) -> Iterator[str]:
    yield from (
        f"image {image.get('src')} has no alt" for image in page.iter("img") if "alt" not in image.attrib
    )


def _forms(page: Element) -> Iterator[str]:
    for form in page.iter("form"):
        action = urlsplit(form.get("action", ""))
        if action.scheme or action.netloc:
            yield f"a form sends to {form.get('action')}"


def _fields(page: Element) -> list[Element]:
    fields = [*page.iter("input"), *page.iter("select"), *page.iter("textarea")]
    return [field for field in fields if field.get("type") not in _UNLABELLED]


def _name(element: Element) -> str:
    alternatives = [image.get("alt", "") for image in element.iter("img")]
    labels = [child.get("aria-label", "") for child in element.iter()]
    return "".join([_text(element), element.get("aria-labelledby", ""), *labels, *alternatives]).strip()


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()
