"""Reading what a browser posts, strictly: only what one of our pages can have sent."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import unquote_to_bytes

from flask import request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import UnsupportedMediaType

from forms_app.errors import ForgedError

_FORM = "application/x-www-form-urlencoded"


def read_body() -> ImmutableMultiDict[str, str]:
    """The fields that were posted.

    Raises UnsupportedMediaType (415), RequestEntityTooLarge (413), and ForgedError for bytes that are not UTF-8:
    browsers replace what they cannot write.
    """
    if request.mimetype != _FORM:
        raise UnsupportedMediaType
    try:
        unquote_to_bytes(request.get_data().replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        raise ForgedError from None
    return request.form


def refuse_other_fields(body: ImmutableMultiDict[str, str], known: Collection[str]) -> None:
    """Raise ForgedError where something is posted that the page does not have, such as an organization."""
    if not set(body) <= set(known):
        raise ForgedError
