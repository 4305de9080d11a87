"""The few kinds of error that a user of the commands can meet, with their exit codes.

Each message says the cause and the remedy in the reader's words. Commands print it without a traceback and leave
with `exit_code`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sportello.catalogue.problems import Problem


class SportelloError(Exception):
    """Something that the user can mend. Its text is cause and remedy."""

    exit_code: ClassVar[int] = 2


class SiteUnreadableError(SportelloError):
    """`mkdocs.yml` or the folder of pages cannot be read. Remedy: what the message names."""


class CatalogueInvalidError(SportelloError):
    """The content has problems. Remedy: mend each one listed; `sportello check` lists them again.

    Attributes:
        problems: every problem of the run, errors and warnings, sorted by file and line.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the list; the text is one line a problem, in Italian."""
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.line_text() for problem in self.problems))


class ServingFailedError(SportelloError):
    """The site could not be built, or its forms not started, when serving began. Remedy: what they have said."""

    exit_code: ClassVar[int] = 1


class PortTakenError(SportelloError):
    """The port to serve on is taken or kept from us. Remedy: another port, which the message proposes."""

    exit_code: ClassVar[int] = 3


class AlreadyServedError(SportelloError):
    """Another process serves the same folder. Remedy: stop that one."""

    exit_code: ClassVar[int] = 3


class LeafletsError(SportelloError):
    """Leaflets cannot be printed. Remedy: what the message names; what was printed already is kept."""

    exit_code: ClassVar[int] = 1
