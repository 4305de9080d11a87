"""Telling alarms to a webhook: a way to the administrator that does not depend on mail."""

from __future__ import annotations

import datetime as dt
import json
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import IO

import sqlalchemy as sa

from forms_app.database import alarm, reading, writing

WAIT = 5.0
"""Seconds for the webhook to answer."""

AT_ONCE = 10
"""Alarms told one after the other; the worker has mails to send as well."""

Teller = Callable[[dict[str, str | None]], bool]
"""Brings one alarm to whom it concerns; false when it did not arrive."""


def webhook(url: str) -> Teller:
    """Make what posts an alarm as JSON to an address."""
    opener = urllib.request.build_opener(_NoRedirects)

    def tell(record: dict[str, str | None]) -> bool:
        call = urllib.request.Request(  # noqa: S310  the settings take https or this machine only
            url, json.dumps(record).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        try:
            with opener.open(call, timeout=WAIT):
                return True
        except (OSError, HTTPException):
            return False

    return tell


def tell_alarms(engine: sa.Engine, tell: Teller, now: dt.datetime) -> int:
    """Tell some of what was not told yet, oldest first, until one does not arrive; return how many did.

    Raises StorageUnavailableError.
    """
    with reading(engine) as connection:
        untold = sa.select(alarm).where(alarm.c.told_at.is_(None)).order_by(alarm.c.raised_at).limit(AT_ONCE)
        rows = connection.execute(untold).all()
    for count, row in enumerate(rows):
        if not tell(_record(row)):
            return count
        same = sa.and_(alarm.c.subject == row.subject, alarm.c.kind == row.kind)
        with writing(engine) as connection:
            connection.execute(alarm.update().where(same).values(told_at=now))
    return len(rows)


def _record(row: sa.Row[tuple[object, ...]]) -> dict[str, str | None]:
    return {
        "alarm": row.kind.value,
        "organization": row.organization,
        "code": row.code,
        "raised_at": row.raised_at.isoformat(),
    }


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Goes nowhere but where the administrator said."""

    def redirect_request(  # noqa: PLR0913, PLR0917  urllib's own signature
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: object,
        newurl: str,
    ) -> None:
        """Follow no redirection: the caller sees an error."""
        del req, fp, code, msg, headers, newurl
