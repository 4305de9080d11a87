"""The log: one JSON object a line, without anything that a citizen wrote, whoever logs it.

Own messages are formatted with the errors among their arguments replaced by their kinds. Of other packages only the
constant part of a message is kept, because nobody knows what they fill in. Errors give kind and places, no text.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from types import TracebackType

_OWN = "forms_app"


class JsonLines(logging.Formatter):
    """Makes a line of a record: `at` (UTC), `level`, `logger`, `message`, and for errors `error` and `where`."""

    def format(self, record: logging.LogRecord) -> str:
        """Give one line; line breaks and all that is not ASCII are escaped, so that nobody can forge a line."""
        entry: dict[str, object] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            entry |= {"error": kind_of(error), "where": list(places_of(error))}
        return json.dumps(entry)


class _ToStandardError(logging.Handler):
    """Writes to what standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        try:
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()
        except Exception:  # noqa: BLE001  a log that fails must stop nothing
            self.handleError(record)


def set_up_logging() -> None:
    """Let the whole process log so, uncaught errors too. Safe to repeat."""
    handler = _ToStandardError()
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(_OWN).setLevel(logging.INFO)
    # Its report of a failure in logging prints the arguments.
    logging.raiseExceptions = False
    sys.excepthook = _log_uncaught


def kind_of(error: BaseException) -> str:
    """The full name of an error's class."""
    return f"{type(error).__module__}.{type(error).__qualname__}"


def places_of(error: BaseException | None) -> Iterator[str]:
    """Where an error and its causes were raised: file, line and function, then the kind; never a text."""
    while error is not None:
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"{frame.filename}:{frame.lineno} {frame.name}"
        yield kind_of(error)
        error = error.__cause__ or error.__context__


def _message(record: logging.LogRecord) -> str:
    if record.name != _OWN and not record.name.startswith(f"{_OWN}."):
        return _constant_part(record)
    try:
        return _said(record.msg) % _arguments(record.args) if record.args else _said(record.msg)
    except (TypeError, ValueError, KeyError):
        return _said(record.msg)


def _constant_part(record: logging.LogRecord) -> str:
    if record.args and isinstance(record.msg, str):
        return record.msg
    return f"(text withheld, see {record.module} line {record.lineno})"


def _arguments(arguments: object) -> object:
    if isinstance(arguments, tuple):
        return tuple(_safe(argument) for argument in arguments)
    if isinstance(arguments, Mapping):
        return {name: _safe(argument) for name, argument in arguments.items()}
    return arguments


def _safe(argument: object) -> object:
    return kind_of(argument) if isinstance(argument, BaseException) else argument


def _said(message: object) -> str:
    return kind_of(message) if isinstance(message, BaseException) else str(message)


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger(_OWN).critical("the process ends: an error was not caught", exc_info=error)
