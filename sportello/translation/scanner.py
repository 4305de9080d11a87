"""Find the blocks of a Markdown body by their offsets, one line after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from sportello.translation import grammar

_TAB = 4
_ORDINARY = re.compile(r"[^\W\d_]")


class Kind(StrEnum):
    """What a block is on the page; translators read it as the message's comment."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    CELL = "table cell"
    TERM = "term"
    DEFINITION = "definition"
    TITLE = "box title"
    ABBREVIATION = "abbreviation"
    HTML_TEXT = "text inside HTML"
    HTML = "HTML"  # a raw block: never translated, only marked as being in the source language


@dataclass(frozen=True)
class Span:
    """Where a block stands: offsets into the body."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class _Line:
    """A line, or what is left of it behind the marks already read; `start` is its offset in the body."""

    text: str
    start: int

    def after(self, match: re.Match[str]) -> _Line:
        return _Line(self.text[match.end() :], self.start + match.end())

    def stripped(self) -> _Line:
        text = self.text.lstrip()
        return _Line(text, self.end - len(text))

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def scan(body: str) -> list[Span]:
    """The blocks of a body in order; they do not overlap."""
    scanner = _Scanner(body)
    scanner.run()
    return scanner.spans


class _Scanner:
    """Reads line by line: `open` is the paragraph being read, `depth` the number of containers around the line."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.spans: list[Span] = []
        self.open: Span | None = None
        self.depth = 0
        self.next = 0

    def run(self) -> None:
        start = 0
        for text in self.body.split("\n"):
            if start >= self.next:
                self._read(_Line(text, start))
            start += len(text) + 1
        self._close()

    def _read(self, line: _Line) -> None:
        if not line.text.strip(" \t>"):
            self._close()
        elif self.open and not self._interrupts(line):
            self.open = replace(self.open, end=line.end)
        elif not self._underlines(line):
            self._close()
            self._begin(line)

    def _interrupts(self, line: _Line) -> bool:
        """Whether a line ends the open paragraph, as Python-Markdown's block processors decide it."""
        text = line.text.lstrip(" \t")
        if _ORDINARY.match(text):
            return False
        if text.startswith(">"):
            if not self._quoted():
                return True
            text = text.lstrip("> \t")
        if grammar.ITEM.match(text):
            return bool(self.open and self.open.kind is Kind.ITEM)
        if grammar.EQUALS.match(text):
            return self._single_line()
        return any(sign.match(text) for sign in grammar.INTERRUPTS)

    def _quoted(self) -> bool:
        start = self.open.start if self.open else 0
        return ">" in self.body[self.body.rfind("\n", 0, start) + 1 : start]

    def _single_line(self) -> bool:
        return bool(self.open and "\n" not in self.body[self.open.start : self.open.end])

    def _underlines(self, line: _Line) -> bool:
        """Take a line of `===` or `---` below one line of text: the text is a heading."""
        if not self.open or self.open.kind is not Kind.PARAGRAPH or not grammar.UNDERLINE.match(line.text):
            return False
        if not self._single_line():
            return False
        self._add(Kind.HEADING, self.open.start, self.open.end)
        self.open = None
        return True

    def _begin(self, line: _Line) -> None:
        """Read a line that continues nothing."""
        indent = _columns(line.text)
        if self._begin_literal(line) or self._begin_html(line):
            return
        if indent >= _TAB * (self.depth + 1):
            return
        self.depth = min(self.depth, indent // _TAB)
        kind, rest = self._containers(line)
        self._begin_text(kind, rest)

    def _begin_literal(self, line: _Line) -> bool:
        if fence := grammar.FENCE.match(line.text):
            closing = re.compile(rf"^[ >]*{re.escape(fence['fence'])}[ ]*$", re.MULTILINE).search(
                self.body, line.end
            )
            self.next = closing.end() if closing else len(self.body)
            return True
        if grammar.HTML_COMMENT.match(line.text):
            found = self.body.find("-->", line.start)
            self.next = found if found >= 0 else line.end
            return True
        return any(sign.match(line.text) for sign in (grammar.RULE, grammar.REFERENCE, grammar.CONTENTS))

    def _begin_html(self, line: _Line) -> bool:
        if closing := grammar.HTML_CLOSE.match(line.text):
            self._rest(line.after(closing))
            return True
        opening = grammar.HTML_OPEN.match(line.text)
        if not opening:
            return False
        if grammar.HTML_MARKDOWN.search(opening["attributes"]) or opening["tag"].lower() in grammar.HTML_VOID:
            self._rest(line.after(opening))
        else:
            self._raw_html(line, opening["tag"])
        return True

    def _rest(self, line: _Line) -> None:
        if line.text.strip():
            self._begin(line)

    def _raw_html(self, line: _Line, tag: str) -> None:
        self.next = self._html_end(line.start, tag)
        text = grammar.HTML_TEXT.match(self.body[line.start : self.next])
        if text:
            self._add(Kind.HTML_TEXT, line.start + text.start("text"), line.start + text.end("text"))
        else:
            self._add(Kind.HTML, line.start, self.next)

    def _html_end(self, start: int, tag: str) -> int:
        """The offset behind the tag that closes the element; the end of the body where none does."""
        level = 0
        for match in re.compile(rf"<(/?){tag}\b[^<>]*>", re.IGNORECASE).finditer(self.body, start):
            level += -1 if match[1] else 1
            if level == 0:
                return match.end()
        return len(self.body)

    def _containers(self, line: _Line) -> tuple[Kind, _Line]:
        """Read the marks of quotes, items, definitions and footnotes before the text."""
        kind = Kind.PARAGRAPH
        rest = line.stripped()
        while True:
            if quote := grammar.QUOTE.match(rest.text):
                rest = rest.after(quote).stripped()
                continue
            if item := grammar.ITEM.match(rest.text):
                kind, match = Kind.ITEM, item
            elif definition := grammar.DEFINITION.match(rest.text):
                kind, match = Kind.DEFINITION, definition
                self._terms(rest.start)
            elif footnote := grammar.FOOTNOTE.match(rest.text):
                match = footnote
            else:
                return kind, rest
            self.depth += 1
            rest = rest.after(match)

    def _terms(self, before: int) -> None:
        """The paragraph above a definition is its terms, one a line."""
        last = self.spans[-1] if self.spans else None
        if not last or last.kind is not Kind.PARAGRAPH or self.body[last.end : before].strip():
            return
        self.spans.pop()
        start = last.start
        for text in self.body[last.start : last.end].split("\n"):
            self._add(Kind.TERM, start, start + len(text))
            start += len(text) + 1

    def _begin_text(self, kind: Kind, line: _Line) -> None:
        if heading := grammar.HEADING.match(line.text):
            words = line.text.rstrip().rstrip("#")
            self._add(Kind.HEADING, line.start + heading.end(), line.start + len(words))
        elif callout := grammar.CALLOUT.match(line.text):
            self.depth += 1
            if callout["title"]:
                self._add(Kind.TITLE, line.start + callout.start("title"), line.start + callout.end("title"))
        elif abbreviation := grammar.ABBREVIATION.match(line.text):
            self._add(Kind.ABBREVIATION, line.start + abbreviation.end(), line.end)
        elif self._is_table(line):
            self._table(line)
        else:
            self.open = Span(kind, line.start, line.end)

    def _is_table(self, line: _Line) -> bool:
        if "|" not in line.text:
            return False
        rule, _, _ = self.body[line.end + 1 :].partition("\n")
        return bool(
            "|" in rule and grammar.TABLE_RULE.match(rule) and len(_cells(rule)) == len(_cells(line.text))
        )

    def _table(self, line: _Line) -> None:
        end = self.body.find("\n\n", line.start)
        self.next = end if end >= 0 else len(self.body)
        start = line.start
        for row in self.body[line.start : self.next].split("\n"):
            if not grammar.TABLE_RULE.match(row):
                for cell in _cells(row):
                    attributes = grammar.ATTRIBUTES_END.search(cell[0])
                    stop = attributes.start() if attributes else len(cell[0])
                    self._add(Kind.CELL, start + cell.start(), start + cell.start() + stop)
            start += len(row) + 1

    def _close(self) -> None:
        if not self.open:
            return
        text = self.body[self.open.start : self.open.end]
        for sign in (grammar.ATTRIBUTES_LINE, grammar.HTML_CLOSE_END):
            if found := sign.search(text):
                text = text[: found.start()]
        self._add(self.open.kind, self.open.start, self.open.start + len(text))
        self.open = None

    def _add(self, kind: Kind, start: int, end: int) -> None:
        text = self.body[start:end]
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
        if start < end:
            self.spans.append(Span(kind, start, end))


def _cells(row: str) -> list[re.Match[str]]:
    return [cell for cell in grammar.CELL.finditer(row) if cell[0].strip()]


def _columns(text: str) -> int:
    expanded = text.expandtabs(_TAB)
    return len(expanded) - len(expanded.lstrip())
