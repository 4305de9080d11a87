"""Every state of a request has words for its sender."""

from __future__ import annotations

from forms_app.forms.progress import PROGRESS
from forms_app.outbox.states import RequestState


def test_every_state_has_words() -> None:
    assert set(map(str, RequestState)) == set(PROGRESS)


def test_handed_over_is_not_told_as_final() -> None:
    assert "non ancora confermata" in str(PROGRESS[RequestState.HANDED_OVER].title)
