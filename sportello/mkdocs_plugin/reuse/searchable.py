"""What Pagefind reads of a page: everything but what the page tells it to ignore."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input"),
        *("link", "meta", "source", "track", "wbr"),
    )
)
_IGNORE = "data-pagefind-ignore"


def searchable(html: str) -> str:
    """The page without the elements that are marked to be ignored.

    Two pages that are the same here have the same words in the index. Where it is not plain what Pagefind would
    do (a mark inside what is ignored, tags that do not close), nothing is left out.
    """
    if _IGNORE not in html:
        return html
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return html if reader.unsure else "".join(reader.kept)


class _Reader(HTMLParser):
    """Keeps what does not stand in an ignored element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self.unsure = False
        self._ignored: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if self._ignored:
            self.unsure |= any(name.startswith("data-pagefind") and name != _IGNORE for name in names)
            if tag not in _VOID:
                self._ignored.append(tag)
        elif _IGNORE in names and tag not in _VOID:
            self.unsure |= any(name.startswith("data-pagefind") and name != _IGNORE for name in names)
            self._ignored.append(tag)
        else:
            self.kept.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # HTML knows no other way to close an element

    def handle_endtag(self, tag: str) -> None:
        if self._ignored:
            self.unsure |= self._ignored.pop() != tag
        else:
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._keep(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._keep(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self._keep(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self._keep(f"<?{data}>")

    def _keep(self, text: str) -> None:
        if not self._ignored:
            self.kept.append(text)
