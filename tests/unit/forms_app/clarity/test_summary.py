"""What a line of the summary says."""

from __future__ import annotations

import csv
import io
from collections import Counter

from forms_app.clarity.rating import HARD, LIKED, STARS, Reason, reasons_for
from forms_app.clarity.summary import Line, write_csv
from forms_app.clarity.words import WORDS


def test_the_answers_are_those_of_the_modello_comuni() -> None:
    assert [WORDS[reason] for reason in LIKED] == [
        "Le indicazioni erano chiare",
        "Le indicazioni erano complete",
        "Capivo sempre che stavo procedendo correttamente",
        "Non ho avuto problemi tecnici",
        "Altro",
    ]
    assert [WORDS[reason] for reason in HARD] == [
        "A volte le indicazioni non erano chiare",
        "A volte le indicazioni non erano complete",
        "A volte non capivo se stavo procedendo correttamente",
        "Ho avuto problemi tecnici",
        "Altro",
    ]
    assert [reasons_for(stars) for stars in STARS] == [HARD, HARD, HARD, LIKED, LIKED]
    assert {*LIKED, *HARD} == set(Reason)


def test_of_two_answers_chosen_as_often_the_first_is_named() -> None:
    line = Line("a.md", "it", reasons=Counter({Reason.LOST: 2, Reason.UNCLEAR: 2, Reason.FAULTS: 1}))
    assert line.most_chosen == (Reason.UNCLEAR, 2)


def test_a_page_that_only_robots_rated_has_no_mean() -> None:
    line = Line("a.md", "it", suspect=3)
    assert (line.number, line.mean, line.most_chosen) == (0, None, None)


def test_csv() -> None:
    line = Line("a.md", "ar", Counter({1: 1, 4: 2}), Counter({Reason.UNCLEAR: 1}), words=1, suspect=2)
    (row,) = csv.DictReader(io.StringIO(write_csv([line])))
    assert (row["page"], row["language"], row["ratings"], row["mean"]) == ("a.md", "ar", "3", "3.00")
    assert [row[f"stars_{stars}"] for stars in STARS] == ["1", "0", "0", "2", "0"]
    assert (row["unclear"], row["clear"], row["words"], row["suspect"]) == ("1", "0", "1", "2")
