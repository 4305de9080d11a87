"""The benchmark at sizes that measure nothing but that it still runs."""

from __future__ import annotations

from pathlib import Path

from bench.building import SideResult, SizeResult, compare
from bench.content import Size
from bench.forms import FormsPlan, forms_table, forms_verdicts, measure_forms
from bench.load import Load, LoadResult
from bench.measure import Measured
from bench.nine import NINE, NineResult, measure_nine, nine_table, nine_verdicts
from bench.pages import make_pages
from bench.site_report import LARGER, SMALLER, size_table, verdicts
from bench.words import LANGUAGES, lexicon, translate

TINY = Size(30, 2)


def test_every_side_builds_every_page_in_every_language(tmp_path: Path) -> None:
    said: list[str] = []
    result = compare(TINY, 1, tmp_path / "sites", said.append)
    assert {side: measured.full.seconds > 0 for side, measured in result.sides.items()} == {
        "Sportello": True,
        "static-i18n": True,
        "static-i18n, menu as ours": True,
    }
    assert all(side.written > side.html > 0 for side in result.sides.values())
    assert "full build, s" in size_table(result)
    assert said[-1] == "30 × 2: round 1 of 1, static-i18n, menu as ours"
    assert not (tmp_path / "sites").exists()


def test_all_languages_are_measured_beside_one_and_after_an_edit(tmp_path: Path) -> None:
    result = measure_nine(TINY, 1, tmp_path / "nine", lambda _: None)
    assert all(
        run.seconds > 0 < run.cpu_seconds for run in (result.one, result.full, result.edit, result.updated)
    )
    assert "after one paragraph changed" in nine_table(result)
    assert not (tmp_path / "nine").exists()


def test_targets_of_nine_languages_are_judged() -> None:
    one, full, edit = Measured(2.0, 3.0, 1), Measured(10.0, 30.0, 1), Measured(1.0, 2.0, 1)
    lines = nine_verdicts(NineResult(NINE, one, full, same=edit, edit=edit, updated=full)).splitlines()[1:]
    assert [line.split()[-3:] for line in lines] == [
        ["5.00", "9.00", "met"],
        ["0.10", "0.10", "met"],
        ["1.00", "0.10", "MISSED"],
        ["10.00", "9.00", "MISSED"],
        ["0.07", "0.10", "met"],
        ["1.00", "0.10", "MISSED"],
    ]


def test_every_request_of_many_citizens_at_once_is_stored_and_delivered(tmp_path: Path) -> None:
    plan = FormsPlan(TINY, [Load(1, 2), Load(3, 2)], transactions=5, endurance=12, mails=3)
    result = measure_forms(plan, tmp_path / "forms", lambda _: None)
    assert [len(load.waits) for load in result.loads] == [2, 6]
    assert result.raw_rate > 0
    assert result.mails.ours > 0 < result.mails.plain
    assert "3 at once, 2 each" in forms_table(result)
    assert {line.split()[-1] for line in forms_verdicts(result).splitlines()[1:]} <= {"met", "MISSED"}


def test_a_site_has_as_many_pages_as_were_asked_for() -> None:
    sizes = (TINY, SMALLER, LARGER, Size(1000, 9))
    assert [len({page.path for page in make_pages(size)}) for size in sizes] == [30, 50, 300, 1000]


def test_words_differ_in_every_language_and_links_stay() -> None:
    italian = lexicon("it")[0].capitalize()
    found = {translate(f"**{italian}** 7 [{italian}](../servizi/x.md)", language) for language in LANGUAGES}
    assert len(found) == len(LANGUAGES)
    assert all(text.endswith("](../servizi/x.md)") and " 7 " in text for text in found)


def test_targets_are_judged_by_both_sizes() -> None:
    results = [_result(SMALLER, ours=3.0, theirs=3.0), _result(LARGER, ours=20.0, theirs=60.0)]
    first, second = verdicts(results).splitlines()[1:]
    assert first.split()[-3:] == ["0.33", "0.40", "met"]
    assert second.split()[-3:] == ["0.67", "1.30", "met"]
    assert "0.50  0.40     MISSED" in verdicts([results[0], _result(LARGER, ours=30.0, theirs=60.0)])
    assert verdicts(results[:1]) == ""


def test_percentiles_are_waits_that_happened() -> None:
    result = LoadResult(Load(1, 100), 2.0, [float(second) for second in range(1, 101)])
    assert (result.rate, result.percentile(50), result.percentile(99)) == (50.0, 50.0, 99.0)


def _result(size: Size, ours: float, theirs: float) -> SizeResult:
    return SizeResult(size, {"Sportello": _side(ours), "static-i18n": _side(theirs)})


def _side(seconds: float) -> SideResult:
    run = Measured(seconds, seconds, 0)
    return SideResult(run, run, run, 0, 0)
