"""Translations that are not sound are named, and never shown."""

import polib
import pytest

from sportello.translation.faults import content_faults, interface_faults
from sportello.translation.po import parse_po
from sportello.translation.renumber import renumbered
from sportello.translation.sound import content_fault, interface_fault
from sportello.translation.words import count_words

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"{}\\n"\n\n'
LONG = "a " * 61


def entry(msgid: str, msgstr: str, comment: str = "paragraph") -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, comment=comment)


@pytest.mark.parametrize(
    ("msgid", "msgstr", "found"),
    [
        ("Un **aiuto** vero", "A **real** help", ""),
        ("Un aiuto", "A **real** *help*, _here_ and __there__, 5 * 3", ""),
        ("Un **aiuto** vero", "A **real help", "nella traduzione «**» è aperto e non è chiuso"),
        ("Un *aiuto*", "A *help", "nella traduzione «*» è aperto e non è chiuso"),
        ("Un _aiuto_", "A _help", "nella traduzione «_» è aperto e non è chiuso"),
        ("Un aiuto", "A `help", "nella traduzione «`» è aperto e non è chiuso"),
        ("10 €* al mese", "10 €* a month", ""),
        ("file_di_prova", "test_file", ""),
        ("Un ***aiuto***", "A ***help***", ""),
        ("[Chiama]{1}", "Call", "nella traduzione manca «[…]{1}»"),
        ("Aiuto", "He\u202elp", "nella traduzione c'è un segno invisibile che cambia il verso del testo"),
        ("Aiuto", "\u2067Help", "nella traduzione c'è un segno invisibile che cambia il verso del testo"),
        (
            "Aiuto",
            "Help\u2069\u2067",
            "nella traduzione c'è un segno invisibile che cambia il verso del testo",
        ),
        ("Aiuto", "\u2068ISEE\u2069 help", ""),
        ("Aiuto", "Help عمل", "nella traduzione c'è «علم», che si scrive da destra a sinistra"),
        ("Si dice عمل", "One says عمل", ""),
    ],
)
def test_faults_of_a_pages_text(msgid: str, msgstr: str, found: str) -> None:
    fault = content_fault(entry(msgid, msgstr), "en")
    assert (fault[0].text() if fault else "") == found


def test_letters_of_both_directions_belong_to_a_text_in_arabic() -> None:
    assert content_fault(entry("Aiuto", "مساعدة ISEE \u2068RIPARTIRE\u2069"), "ar") is None
    assert content_fault(entry("Aiuto", "مساعدة \u202bISEE"), "ar")


def test_a_title_has_a_length_and_a_paragraph_has_none() -> None:
    fault = content_fault(entry("Aiuto", LONG, "title\nheading"), "en")
    assert fault
    assert fault[0].text() == "il titolo è lungo 122 caratteri"
    assert content_fault(entry("Aiuto", LONG), "en") is None
    assert content_fault(entry("x" * 130, "y" * 130, "title"), "en") is None


def test_plural_forms_are_as_many_as_the_header_says() -> None:
    counted = polib.POEntry(msgid="%(num)s ente", msgid_plural="%(num)s enti")
    counted.msgstr_plural = {0: "%(num)s body"}
    fault = interface_fault(counted, "en", 2)
    assert fault
    assert fault[0].text() == "le forme del plurale sono 1"
    counted.msgstr_plural = {0: "%(num)s body", 1: "%(num)s bodies"}
    assert interface_fault(counted, "en", 2) is None
    counted.msgstr_plural = {0: "%(num)s body", 1: "%(num)s \u202ebodies"}
    assert interface_fault(counted, "en", 2)


def read(text: str) -> polib.POFile:
    po = parse_po(text.encode(), "x.po")
    assert isinstance(po, polib.POFile)
    return po


def test_two_translations_of_one_text_are_named_and_neither_is_shown() -> None:
    po = read(
        'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n\nmsgid "d"\nmsgstr "e"\n\nmsgid "d"\nmsgstr "e"\n'
    )
    faults = content_faults(po, "x.po", "en")
    assert [(problem.line, problem.found.text()) for problem in faults.problems] == [
        (4, "lo stesso msgid è già alla riga 1"),
        (10, "lo stesso msgid è già alla riga 7"),
    ]
    assert faults.unusable == {(None, "a")}


@pytest.mark.parametrize(("said", "whole"), [("en_GB", False), ("EN", False), ("", False), ("fr", True)])
def test_a_catalogue_in_another_languages_folder_is_named_and_not_used(said: str, whole: bool) -> None:  # noqa: FBT001
    faults = content_faults(
        read(HEADER.format(f"Language: {said}") + 'msgid "a"\nmsgstr "b"\n'), "x.po", "en"
    )
    assert faults.whole is whole
    assert [problem.field for problem in faults.problems] == (["Language"] if whole else [])


def test_a_wrong_number_of_plurals_takes_only_the_counted_messages() -> None:
    text = HEADER.format("Plural-Forms: nplurals=2; plural=n != 1;") + (
        'msgid "uno"\nmsgid_plural "tanti"\nmsgstr[0] "a"\nmsgstr[1] "b"\n\nmsgid "Ciao"\nmsgstr "c"\n'
    )
    faults = interface_faults(read(text), "x.po", "ar")
    assert [(problem.field, problem.found.text()) for problem in faults.problems] == [
        ("Plural-Forms", "nplurals è 2"),
        ("", "le forme del plurale sono 2"),
    ]
    assert faults.unusable == {(None, "uno")}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (("{1} = (a)", "{2} = (b)"), ("{1} = (a)", "{2} = (b)"), "[A]{1} [B]{2}"),
        (("{1} = (a)", "{2} = (b)"), ("{1} = (b)", "{2} = (a)"), "[A]{2} [B]{1}"),
        (("{1} = (a)", "{2} = (b)"), ("{1} = (new)", "{2} = (a)", "{3} = (b)"), "[A]{2} [B]{3}"),
        (("{1} = (a)", "{2} = (b)"), ("{1} = (a)", "{2} = (new)"), "[A]{1} [B]{2}"),
        (("{1} = (a)", "{2} = (b)"), ("{1} = (b)",), "[A]{2} [B]{1}"),
        (("{1} = (a)", "{2} = (a)"), ("{1} = (a)", "{2} = (a)"), "[A]{1} [B]{2}"),
    ],
)
def test_placeholders_stand_for_what_they_stood_for(
    before: tuple[str, ...], after: tuple[str, ...], expected: str
) -> None:
    assert renumbered("[A]{1} [B]{2}", ("paragraph", *before), ("paragraph", *after)) == expected


def test_words_are_counted_without_placeholders_and_numbers() -> None:
    assert count_words("[Chiama]{1} l'ufficio al 328 944, {2} – subito") == 4
