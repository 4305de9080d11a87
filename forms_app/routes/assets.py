"""The forms' own scripts and styles."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint

_STATIC = Path(__file__).parents[1] / "static"


def assets_blueprint() -> Blueprint:
    """Make the route of the static files, beside the forms so that one rule in front of them covers both."""
    return Blueprint("assets", __name__, static_folder=str(_STATIC), static_url_path="/moduli/static")
