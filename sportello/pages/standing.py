"""Whether a service can be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.catalogue.values import ServiceStatus
from sportello.catalogue.values import Status as ProgramStatus
from sportello.pages.words import program_status, service_status

if TYPE_CHECKING:
    from sportello.catalogue.model import Service
    from sportello.pages.facts import Status
    from sportello.pages.phrase import Phrase
    from sportello.pages.voice import Voice


def service_standing(voice: Voice, record: Service) -> tuple[Status, Phrase | None]:
    """Where a service stands and why: an active one stands where its program does."""
    gettext = voice.translator.gettext
    program = voice.catalogue.programs[record.program] if record.program else None
    if record.status is ServiceStatus.ACTIVE and program and program.status is not ProgramStatus.ACTIVE:
        return program_status(program.status, gettext), voice.maybe(program.closed_reason, program.path)
    return service_status(record.status, gettext), voice.maybe(record.status_reason, record.path)
