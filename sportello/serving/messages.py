"""What the server says on the terminal."""

from __future__ import annotations

from urllib.parse import urlsplit

from sportello.catalogue.site import Site
from sportello.serving.ports import HOST


def addresses(site: Site, port: int, *, mail_leaves: bool) -> str:
    """Where to look: the site, a form, the mailbox.

    Args:
        site: its address may have a path, which is kept.
        port: the port of this machine.
        mail_leaves: whether a mail server is configured, so that there is no mailbox to see.
    """
    base = f"http://{HOST}:{port}"
    path = urlsplit(site.url).path or "/"
    rows = [("Site", f"{base}{path}"), ("A form", f"{base}/moduli/{site.source_language}/contatto")]
    if not mail_leaves:
        rows.append(("Mailbox", f"{base}/mailbox/"))
    return "\n".join(f"  {name + ':':<9} {address}" for name, address in rows)
