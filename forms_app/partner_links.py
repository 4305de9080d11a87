"""What the links in the partners' mails are made with: the same in both processes."""

from __future__ import annotations

from urllib.parse import urlsplit

from forms_app.ledger.links import link_key
from forms_app.ledger.offers import Linker
from forms_app.settings import Settings


def make_linker(settings: Settings, site_url: str, secret: bytes) -> Linker:
    """Make what makes the links."""
    return Linker(base_address(settings, site_url), link_key(secret))


def base_address(settings: Settings, site_url: str) -> str:
    """Say what the partners' links begin with: the setting, else where the pages are, without a path."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    site = urlsplit(site_url)
    return f"{site.scheme}://{site.netloc}"
