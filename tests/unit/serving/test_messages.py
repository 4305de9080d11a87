from __future__ import annotations

from pathlib import Path

from sportello.catalogue.site import Site
from sportello.serving.messages import addresses


def _site(url: str = "") -> Site:
    return Site(root=Path("/s"), docs=Path("/s/docs"), translations=Path("/s/translations"), url=url)


def test_addresses_name_site_form_and_mailbox() -> None:
    assert addresses(_site(), 8001, mail_leaves=False).split() == [
        *("Site:", "http://127.0.0.1:8001/"),
        *("A", "form:", "http://127.0.0.1:8001/moduli/it/contatto"),
        *("Mailbox:", "http://127.0.0.1:8001/mailbox/"),
    ]


def test_there_is_no_mailbox_where_a_mail_server_is_configured() -> None:
    assert "mailbox" not in addresses(_site(), 8000, mail_leaves=True).lower()


def test_the_sites_path_is_kept() -> None:
    shown = addresses(_site("https://comune.example/sportello/"), 8000, mail_leaves=False)
    assert "http://127.0.0.1:8000/sportello/" in shown
