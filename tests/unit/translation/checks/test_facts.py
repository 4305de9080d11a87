"""A translation says the same numbers, dates, prices, phones and addresses, however its language writes them."""

from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal
from hypothesis import assume, given
from hypothesis import strategies as st

from sportello.catalogue.problems import Severity
from sportello.translation.checks.facts import fact_findings

LANGUAGES = ("en", "fr", "es", "ro", "uk", "ar", "sq", "zh")
EURO = {"uk": "євро", "ar": "يورو", "zh": "欧元"}
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
languages = st.sampled_from(LANGUAGES)
dates = st.dates(date(1950, 1, 1), date(2099, 12, 31))
mobiles = st.from_regex(r"3[2-9][0-9]{8}", fullmatch=True)


def said(source: str, translation: str, language: str) -> list[str]:
    return [finding.found.text() for finding in fact_findings(source, translation, language)]


def euros(value: Decimal | int, language: str) -> str:
    return f"{format_decimal(value, locale=language)} {EURO.get(language, 'euro')}"


@given(languages, st.integers(0, 10**8))
def test_a_price_in_the_languages_own_form_agrees(language: str, value: int) -> None:
    assert said(f"Costa {euros(value, 'it')}.", f"• {euros(value, language)}.", language) == []


@given(languages, st.decimals(0, 10**6, places=2))
def test_a_price_with_cents_agrees(language: str, value: Decimal) -> None:
    assert said(f"Costa {euros(value, 'it')}.", f"• {euros(value, language)}.", language) == []


@given(languages, st.integers(0, 10**7), st.integers(0, 10**7))
def test_another_price_is_named(language: str, value: int, other: int) -> None:
    assume(value != other)
    found = fact_findings(f"Costa {euros(value, 'it')}.", f"• {euros(other, language)}.", language)
    assert found
    assert all(finding.severity is Severity.ERROR for finding in found)
    assert format_decimal(value, locale="it") in found[0].found.text()


@given(languages, st.integers(2, 999))
def test_thousands_in_words_agree_with_thousands_in_words_and_in_figures(
    language: str, thousands: int
) -> None:
    source, value = f"Costa {thousands}mila euro", thousands * 1000
    words = format_compact_decimal(
        value, format_type="short" if language == "zh" else "long", locale=language, fraction_digits=3
    )
    assert said(source, f"• {words} {EURO.get(language, 'euro')}", language) == []
    assert said(source, f"• {euros(value, language)}", language) == []
    assert said(source, f"• {euros(thousands, language)}", language)


@given(languages, dates)
def test_a_date_in_the_languages_own_form_agrees(language: str, day: date) -> None:
    source = f"Dal {format_date(day, 'd MMMM y', locale='it')} si apre."
    for form in ("long", "medium", "full"):
        assert said(source, f"• {format_date(day, form, locale=language)} •", language) == []
    assert said(source, f"• {day.day}/{day.month}/{day.year}", language) == []


@given(languages, dates, dates)
def test_another_date_is_named(language: str, day: date, other: date) -> None:
    assume(day != other)
    source = f"Dal {format_date(day, 'd MMMM y', locale='it')} si apre."
    assert said(source, f"• {format_date(other, 'long', locale=language)} •", language)


@given(languages, mobiles, st.sets(st.integers(1, 9), max_size=4), st.booleans())
def test_a_phone_agrees_however_it_is_grouped(
    language: str,
    digits: str,
    gaps: set[int],
    international: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    grouped = "".join(f" {digit}" if place in gaps else digit for place, digit in enumerate(digits))
    shown = f"+39 {grouped}" if international else grouped
    assert said(f"Chiama il {digits}.", f"• {shown} •", language) == []
    assert said(f"Chiama il {digits}.", f"• {digits.translate(ARABIC_DIGITS)} •", language) == []


@given(languages, mobiles, st.integers(2, 9), st.integers(1, 9))
def test_one_wrong_digit_of_a_phone_is_named(language: str, digits: str, place: int, more: int) -> None:
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    found = said(f"Chiama il {digits}.", f"• {wrong} •", language)
    assert any(f"manca il telefono «{digits}»" in text for text in found)


@pytest.mark.parametrize(
    ("source", "translation", "language"),
    [
        ("Dal 1° settembre 2020 al 31 dicembre 2021", "从2020年9月1日到2021年12月31日", "zh"),
        ("metà ottobre", "10月中旬", "zh"),
        ("metà ottobre", "mid-October", "en"),
        ("a gennaio 2021", "у січні 2021 року", "uk"),
        ("a maggio", "în luna mai", "ro"),
        ("un investimento di 140mila euro", "an investment of €140,000", "en"),
        ("un investimento di 140mila euro", "投资14万欧元", "zh"),
        ("ore 9.00-12.30", "9 am to 12:30 pm", "en"),
        ("alle 14.30", "下午2:30", "zh"),
        ("alle 14.30", "at 2:30 p.m.", "en"),
        ("alle 14.30", "14h30", "fr"),
        ("figli minori", "children under 18", "en"),
        ("i 4 ambiti", "النطاقات الأربعة", "ar"),
        ("Job 2.0 e A2A, con più di 50 anni", "Job 2.0 и A2A, понад 50 років", "uk"),
        ("Chiama l'800 123 456", "Call 800123456", "en"),
        ("Chiama l'800123456", "800 12 34 56", "fr"),
        ("847mila euro", "847 000 euros", "fr"),
        ("«140mila euro» diventa «14万欧元»", "“140mila euro” 写成 “14万欧元”", "zh"),
        ("anno 2020/21", "the year 2020-2021", "en"),
        ("anno 2020/2021", "année 2020-21", "fr"),
        ("24 ore su 24, alle 18", "24 hours a day, at 6 pm", "en"),
        ("un milione di euro", "1 млн євро", "uk"),
        ("€ 1.500,50", "€1,500.50", "en"),
        ("€ 1.500,50", "1 500,50 eur", "ro"),
        ("mille euro", "1,000 euros", "en"),
        ("il regolamento europeo 2016/679", "rregullorja evropiane 2016/679", "sq"),
        ("[Chiama]{1} %(name)s", "[اتصل]{1} %(name)s", "ar"),
    ],
)
def test_what_only_looks_different_is_no_mistake(source: str, translation: str, language: str) -> None:
    assert said(source, translation, language) == []


@pytest.mark.parametrize(
    ("source", "translation", "named"),
    [
        ("Oltre 60 candidature", "Over 90 applications", "manca «60»"),
        ("i 4 ambiti", "the 5 districts", "manca «4»"),
        ("l'11 gennaio 2021", "11 February 2021", "manca il mese «gennaio»"),
        ("l'11 gennaio 2021", "11 January 2022", "manca «2021»"),
        ("fino a 600 euro", "up to 600", "il prezzo è senza euro"),
        ("un aiuto", "help up to 600 euros", "il numero «600» non è nell'italiano"),
        ("alle 14.30", "at 2:30", "manca «14.30»"),
        ("Scrivi a prova@example.org", "Write to test@example.org", "manca «prova@example.org»"),
        ("Vedi https://example.org/a", "See https://example.org/b", "manca «https://example.org/a»"),
        ("Chiama", "Call 0375 40200", "il telefono «0375 40200» non è nell'italiano"),
        ("fino al 400 %", "up to 40%", "manca «400»"),
    ],
)
def test_each_kind_of_mistake_is_named(source: str, translation: str, named: str) -> None:
    assert any(named in text for text in said(source, translation, "en"))


def test_a_language_that_babel_does_not_know_is_not_looked_at() -> None:
    assert said("60 euro", "", "xx") == []
