"""Every kind of error the forms application raises on purpose: each says its cause and the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sportello.catalogue.model import Program, Service


class FormsError(Exception):
    """The base of all the kinds below. Their texts never hold what a citizen wrote."""


class SettingsInvalidError(FormsError):
    """The environment asks for something impossible; `problems` lists all of it, each with its remedy."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("The settings are not usable:\n" + "\n".join(f"- {problem}" for problem in problems))


class KeyUnusableError(FormsError):
    """A key file is missing, readable by everybody, or holds something else than a key."""

    def __init__(self, path: Path, cause: str, remedy: str) -> None:
        self.path = path
        super().__init__(f"{path}: {cause}. {remedy}.")


class SealBrokenError(FormsError):
    """A sealed text does not open: it was changed, belongs to another row, or was sealed for another key."""

    def __init__(self) -> None:
        super().__init__(
            "A sealed request does not open: it was altered, moved to another row, or sealed for another key. "
            "Check that the worker's private key belongs to the public key of the web process."
        )


class PayloadTooLongError(FormsError):
    """A text exceeds the largest padded size; the limits of the forms keep valid answers below it."""

    def __init__(self, length: int, largest: int) -> None:
        super().__init__(
            f"{length} bytes do not fit in the largest padded size ({largest}). Shorten the answers."
        )


class StorageUnavailableError(FormsError):
    """The database cannot take or give anything now: locked, full, read-only, unreachable or not upgraded.

    Nothing was stored. Show 503 with the answers kept, and the desk's phone number.
    """

    def __init__(self) -> None:
        super().__init__(
            "The database is locked, full, read-only, unreachable or not upgraded; nothing was stored. "
            "Look at the chained cause, free space and permissions of its folder, and run `flask init`."
        )


class AddressRefusedError(FormsError):
    """An e-mail address is not one plain address, so nothing may be sent to it."""

    def __init__(self, organization: str) -> None:
        super().__init__(
            f"The address for requests of {organization!r} is not one plain e-mail address. Correct it there."
        )


class TextRefusedError(FormsError):
    """A typed text cannot be taken. `reason` is a lazily translated sentence for the person who typed it."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__("A typed text was refused; the page says why.")


class ForgedError(FormsError):
    """A request that none of our pages can have sent: an unknown topic, desk, step or field. Nothing was stored."""

    def __init__(self) -> None:
        super().__init__("The request did not come from one of our pages. Open the form again.")


class RequestUnknownError(FormsError):
    """No request has the code that was named, or more than one has."""

    def __init__(self) -> None:
        super().__init__(
            "No request has this code, or more than one has. Use the code in the partner's mail (K7F2-9QXM), "
            "or the identity that `flask deliveries check` and `flask requests unsettled` print."
        )


class NotQuarantinedError(FormsError):
    """A request that was to be released is not held back."""

    def __init__(self) -> None:
        super().__init__(
            "This request is not in quarantine; nothing was changed. "
            "`flask requests quarantine list` shows what is."
        )


class LogKeptError(FormsError):
    """The rows are deleted, but SQLite's `-wal` file, which still holds them, is being read and was not emptied."""

    def __init__(self) -> None:
        super().__init__(
            "The requests are deleted, but a reader kept SQLite's -wal file from being emptied. "
            "Run `flask requests expire` again in a moment; the worker tries every hour, too."
        )


class FormClosedError(FormsError):
    """The form of a program or service takes no requests. `subject` says which, and what exists instead."""

    def __init__(self, subject: Program | Service) -> None:
        self.subject = subject
        super().__init__("The form is closed. The page says why and what exists instead.")


class LinkRefusedError(FormsError):
    """A partner's link was not made by us, or a character of it was changed. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__("The link was not made by this site, or is not whole. Open it again from the mail.")


class EditorsUnknownError(FormsError):
    """Owners of facts cannot be asked: nobody would read what they write."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody was asked: there is no address at which the editors are reached. Set SPORTELLO_EDITORS."
        )
