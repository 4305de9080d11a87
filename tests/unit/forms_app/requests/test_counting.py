"""What is shown of the counts points at nobody."""

from __future__ import annotations

import csv
import datetime as dt
import io

from hypothesis import given
from hypothesis import strategies as st

from forms_app.requests.counting import REST, SMALLEST_SHOWN, Group, shown, write_csv

DAY = dt.date(2026, 3, 29)
WORDS = st.sampled_from(["", "a", "b"])
GROUPS = st.builds(Group, st.dates(DAY, DAY + dt.timedelta(days=2)), WORDS, WORDS, WORDS, WORDS, WORDS)


def group(language: str, day: dt.date = DAY) -> Group:
    return Group(day, "activity", "", "019052", "closed", language)


@given(st.dictionaries(GROUPS, st.integers(1, 12)))
def test_no_small_group_is_shown_and_nothing_is_invented(found: dict[Group, int]) -> None:
    rows = shown(found)
    assert all(number >= SMALLEST_SHOWN for _, number in rows)
    assert all(found[row] == number for row, number in rows if row.language != REST)
    assert sum(number for _, number in rows) <= sum(found.values())


@given(st.dictionaries(GROUPS, st.integers(1, 12)))
def test_a_rest_is_of_several_groups(found: dict[Group, int]) -> None:
    for row, number in shown(found):
        if row.language == REST:
            small = [n for g, n in found.items() if g.day == row.day and n < SMALLEST_SHOWN]
            assert len(small) > 1
            assert number == sum(small)


def test_small_groups_of_a_day_are_put_together_when_they_are_enough() -> None:
    rows = shown({group("it"): 7, group("ar"): 3, group("en"): 2, group("it", DAY.replace(day=30)): 4})
    assert rows == [(Group(DAY, *[REST] * 5), 5), (group("it"), 7)]


def test_the_csv_can_be_read() -> None:
    [names, row] = csv.reader(io.StringIO(write_csv([(group("it"), 7)])))
    assert dict(zip(names, row, strict=True)) == {
        "day": "2026-03-29",
        "program": "activity",
        "service": "",
        "municipality": "019052",
        "state": "closed",
        "language": "it",
        "requests": "7",
    }
