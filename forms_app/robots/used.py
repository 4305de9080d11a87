"""Proofs that were used: each counts for one request."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from forms_app.database import used_answer, writing
from forms_app.robots.puzzle import Proof


def use(engine: sa.Engine, proof: Proof, submission_id: str, now: dt.datetime) -> bool:
    """Use a proof for a submission; False when another one used it. Raises StorageUnavailableError.

    For the same submission it counts again: a button pressed twice, or after the database was not available.
    """
    try:
        with writing(engine) as connection:
            connection.execute(used_answer.delete().where(used_answer.c.expires_at <= now))
            mine = sa.select(used_answer.c.submission_id).where(used_answer.c.digest == proof.digest)
            owner = connection.scalar(mine)
            if owner is None:
                connection.execute(used_answer.insert().values(_row(proof, submission_id)))
    except IntegrityError:
        # Two at the same moment: one won.
        return False
    return owner in {None, submission_id}


def _row(proof: Proof, submission_id: str) -> dict[str, object]:
    return {"digest": proof.digest, "submission_id": submission_id, "expires_at": proof.expires_at}
