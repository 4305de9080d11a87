"""Translations of the interface keep their values, catalogues parse or say where they do not."""

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.catalogue.problems import Problem
from sportello.translation.agreement import content_disagreement, interface_disagreement
from sportello.translation.languages import direction, is_known
from sportello.translation.po import new_po, parse_po


@pytest.mark.parametrize(
    ("msgid", "msgstr", "agrees"),
    [
        ("Ciao %(name)s", "Hello %(name)s", True),
        ("Ciao %(name)s", "", True),
        ("Ciao %(name)s", "Hello", False),
        ("Ciao", "Hello %(name)s", False),
        ("Ciao %(name)s", "Hello %(nome)s", False),
        ("Ciao %(name)s", "Hello %(name)s, 100 %", False),
        ("Ciao %(name)s", "Hello %(name)s, 100 %%", True),
        ("Il 100 %", "All 100 %", True),
    ],
)
def test_values_of_the_interface(msgid: str, msgstr: str, *, agrees: bool) -> None:
    assert (interface_disagreement(polib.POEntry(msgid=msgid, msgstr=msgstr)) is None) is agrees


def test_the_form_for_one_may_go_without_its_number_but_none_may_invent_a_value() -> None:
    counted = polib.POEntry(msgid="%(num)s ente", msgid_plural="%(num)s enti")
    counted.msgstr_plural = {0: "one body", 1: "%(num)s bodies"}
    assert interface_disagreement(counted) is None
    counted.msgstr_plural = {0: "one body", 1: "%(n)s bodies"}
    assert interface_disagreement(counted)


def test_what_is_lost_and_what_is_invented_is_named() -> None:
    lost = content_disagreement("[Chiama]{1}", "Call")
    invented = content_disagreement("Chiama", "<b>Call</b>")
    assert lost
    assert lost[0].text() == "nella traduzione manca «[…]{1}»"
    assert invented
    assert invented[0].text() == "nella traduzione c'è «<b>», «</b>» in più"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\nmsgstr "b\n', 2),
        ('msgid "a"\nmsgsrt "b"\n', 2),
        ('msgid "a"\n\nmsgid "c"\nmsgstr "b"\n', 3),
        ('msgid "a"\nmsgstr "b "c" d"\n', 2),
        ("<<<<<<< HEAD\n", 1),
    ],
)
def test_a_catalogue_that_does_not_parse_is_a_problem_with_its_line(text: str, line: int) -> None:
    found = parse_po(text.encode(), "translations/en/x.po")
    assert isinstance(found, Problem)
    assert (found.path, found.line) == ("translations/en/x.po", line)


@given(st.text(alphabet='msgidtr "\\\n#~|,[0]%(){}é\x00\u2028', max_size=80))
def test_no_text_makes_reading_fail_otherwise(text: str) -> None:
    assert isinstance(parse_po(f'msgid "a"\nmsgstr "b"\n\n{text}'.encode(), "x.po"), Problem | polib.POFile)


def test_a_catalogues_name_is_never_opened_as_a_file() -> None:
    assert isinstance(parse_po(b"pyproject.toml", "x.po"), Problem)


def test_directions() -> None:
    assert [direction(code) for code in ("it", "ar", "zh-Hans", "zz-unknown-code")] == [
        "ltr",
        "rtl",
        "ltr",
        "ltr",
    ]
    assert (is_known("zh-Hans"), is_known("cucina")) == (True, False)


def test_a_new_catalogue_knows_its_plurals_and_no_dates() -> None:
    header = new_po("ar").metadata
    assert header["Plural-Forms"].startswith("nplurals=6; plural=")
    assert "POT-Creation-Date" not in header
