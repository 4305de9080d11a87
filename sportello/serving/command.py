"""The command `sportello serve`."""

from __future__ import annotations

from pathlib import Path

import click

from sportello.catalogue.site import load_site
from sportello.errors import SportelloError
from sportello.serving.places import Places
from sportello.serving.ports import ensure_port_is_free
from sportello.serving.supervisor import Supervisor


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port of 127.0.0.1."
)
def serve(port: int) -> None:
    """Build the site and serve it with its forms on this machine, rebuilding when a page is saved.

    Run it in the folder of mkdocs.yml. Everything it writes goes into the folder var/ there.
    """
    try:
        site = load_site(Path("mkdocs.yml"))
        ensure_port_is_free(port)
        places = Places(site.root, port)
        with places.claimed():
            Supervisor(site, places).run()
    except SportelloError as error:
        click.echo(error, err=True)
        raise SystemExit(error.exit_code) from None
