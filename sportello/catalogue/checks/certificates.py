"""The certificates that organizations name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sportello.catalogue.certificates import certificate_path, holds_secret_key
from sportello.catalogue.model import Organization
from sportello.catalogue.problems import Problem, Severity, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue.reading import Findings

_FIELD = ("certificate",)


def check_certificates(findings: Findings) -> Iterator[Problem]:
    """A certificate that is not there, one without an address to write to, a secret key (a warning).

    A secret key must not stop the forms: they hold the requests back until another key is there.
    """
    for reading in findings.readings:
        record = reading.record
        if not isinstance(record, Organization) or record.certificate is None:
            continue
        path = certificate_path(findings.catalogue.site.docs, record)
        if path is None or not path.is_file():
            found = message("il file «%(file)s» non c'è", file=record.certificate)
            yield reading.source.problem(
                _FIELD, found, message("un file accanto a questa pagina, o sotto la cartella delle pagine")
            )
        elif holds_secret_key(path.read_bytes()):
            found = message("«%(file)s» contiene la chiave segreta", file=record.certificate)
            expected = message("solo il certificato pubblico; l'ente deve fare una chiave nuova")
            yield replace(reading.source.problem(_FIELD, found, expected), severity=Severity.WARNING)
        if record.requests_to is None:
            yield reading.source.problem(
                _FIELD, message("l'ente non riceve richieste"), message("anche «requests_to»")
            )
