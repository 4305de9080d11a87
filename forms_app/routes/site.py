"""On one's own machine only: the built site beside the forms, on one address, reloading after each build."""

from __future__ import annotations

import json
import re
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, redirect, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.security import safe_join

from forms_app.languages import language_of
from forms_app.services import Services

_INDEXES = ("index.html", "index.json")
_LIST = re.compile(r"(?:[a-z]+/)?dati/hsds/[a-z_]+")
_RELOAD = b'<script src="/moduli/static/reload.js" defer></script></body>'


def site_blueprint(services: Services) -> Blueprint:
    """Make the routes of the static site and of its build number."""
    blueprint = Blueprint("site", __name__)
    build = services.settings.var_dir / "build.json"

    @blueprint.get("/__build")
    def build_number() -> ResponseReturnValue:
        response = jsonify(number=_number(build))
        response.cache_control.no_store = True
        return response

    @blueprint.get("/", defaults={"path": ""})
    @blueprint.get("/<path:path>")
    def page(path: str) -> ResponseReturnValue:
        root = services.settings.site_dir
        file = find_file(root, page_of_list(path, request.args.get("page")))
        if file is None:
            return _not_found(root, language_of(request.path, services.languages), services.languages[0])
        if file.name == "index.html" and path and not path.endswith(("/", "index.html")):
            return redirect(f"{request.path}/")
        response = _served(file)
        if "dati" in path.split("/")[:2] or file.suffix == ".ics":
            response.access_control_allow_origin = "*"  # other sites' pages may read open data
        return response

    return blueprint


def page_of_list(path: str, number: str | None) -> str:
    """The path of one page of a list of the Human Services Data API, which asks for it by `?page=2`.

    The first page is the list itself. Other paths stay as they are.
    """
    is_list = _LIST.fullmatch(path) is not None and number not in {None, "", "1"}
    return f"{path}/page-{number}" if is_list else path


def find_file(root: Path, path: str) -> Path | None:
    """The file below `root` that an address names; a folder's is its index. Hidden files are not found.

    The addresses of the Human Services Data API have no suffix: `dati/hsds/services` is `services.json`.
    """
    if any(part.startswith(".") for part in path.split("/")) or "\0" in path:
        return None
    joined = safe_join(str(root), path) if path else str(root)
    if joined is None:
        return None
    file = Path(joined)
    if (answer := Path(f"{joined}.json")).is_file():
        return answer
    if file.is_dir():
        file = next((found for name in _INDEXES if (found := file / name).is_file()), file)
    return file if file.is_file() else None


def _number(build: Path) -> int:
    try:
        return int(json.loads(build.read_text(encoding="utf-8"))["number"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _served(file: Path) -> Response:
    if file.suffix != ".html":
        response = send_file(file)
    else:
        page = file.read_bytes()
        response = Response(_RELOAD.join(page.rsplit(b"</body>", 1)), content_type="text/html; charset=utf-8")
    response.cache_control.no_cache = True
    return response


def _not_found(root: Path, language: str, source: str) -> Response:
    file = (root if language == source else root / language) / "404.html"
    if not file.is_file():
        abort(404)
    response = _served(file)
    response.status_code = 404
    return response
