"""Addresses that mails may go to."""

from __future__ import annotations

import pytest

from forms_app.errors import AddressRefusedError
from forms_app.requests.context import Addressee


@pytest.mark.parametrize("email", ["casella@example.org", "o'neill+a.b@sub.example.org", "a@b.it"])
def test_plain_addresses_pass(email: str) -> None:
    assert Addressee("ente", "Ente", email).email == email


@pytest.mark.parametrize(
    "email",
    [
        "",
        "casella",
        "@example.org",
        "a@",
        "a@b.it,evil@x",
        "a@b.it;evil@x",
        "a@b.it evil@x",
        "a@b.it\r\nBcc: evil@x",
        "a@b.it\n",
        "a@b.it\0",
        "Ente <a@b.it>",
        "a@b@c",
        '"a b"@c.it',
        "a@b.it\u2028x",
    ],
)
def test_anything_else_is_refused_without_repeating_it(email: str) -> None:
    with pytest.raises(AddressRefusedError) as caught:
        Addressee("ente", "Ente", email)
    assert "ente" in str(caught.value)
    assert "evil" not in str(caught.value)
