"""What is wrong in the content: plain data that any reader (terminal, JSON, build log) can show."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Severity(StrEnum):
    """How bad it is: an error stops the site, a warning stops it only in strict mode, a note never.

    A note tells of what was right until its day had passed: a build that nobody has touched must not stop for it.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Message:
    """A sentence for the editor: an Italian template (the gettext msgid) and the values that go into it."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, gettext: Callable[[str], str] = str) -> str:
        """The sentence in the language of `gettext`; Italian by default."""
        return gettext(self.template) % self.values


def message(template: str, **values: object) -> Message:
    """Shorthand to write a `Message`; extraction collects `template` as a msgid."""
    return Message(template, values)


@dataclass(frozen=True)
class Problem:
    """One mistake in one place.

    Attributes:
        path: the file, relative to the site's folder (`docs/servizi/x.md`).
        line: 1-based line in the file.
        field: dotted path of the field (`routes.0.organization`), or "" for the file as a whole.
        found: what stands there.
        expected: what to write instead.
        severity: whether it stops the site.
    """

    path: str
    line: int
    field: str
    found: Message
    expected: Message
    severity: Severity = Severity.ERROR

    def line_text(self, gettext: Callable[[str], str] = str) -> str:
        """`file:line: field: what was found; what is expected`."""
        parts = [f"{self.path}:{self.line}"]
        if self.field:
            parts.append(self.field)
        parts.append(f"{self.found.text(gettext)}; {self.expected.text(gettext)}")
        return ": ".join(parts)

    def as_dict(self, gettext: Callable[[str], str] = str) -> dict[str, Any]:
        """The problem for tools, one flat JSON object."""
        return {
            "path": self.path,
            "line": self.line,
            "field": self.field,
            "found": self.found.text(gettext),
            "expected": self.expected.text(gettext),
            "severity": str(self.severity),
        }


def by_place(problem: Problem) -> tuple[str, int, str]:
    """Sort key: file, line, field."""
    return problem.path, problem.line, problem.field
