"""Whether a translation says the same phones, addresses, prices, numbers and dates as the Italian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sportello.catalogue.problems import Message, Severity, message
from sportello.translation.checks.numbers import Said, months_in, names_month, numbers_in, plain
from sportello.translation.checks.phones import addresses_in, has_digits, phones_in, without
from sportello.translation.checks.writing import Writing, writing_of
from sportello.translation.inline import protect
from sportello.translation.languages import is_known

SOURCE = "it"
_LITTLE = 12
"""Whole numbers up to here may stand in words: `i 4 ambiti` is `the four districts` without harm."""
_MONTH = 3
_LARGE = 100
"""From here on a number that the Italian does not say is a year or a price, not a turn of phrase (`under 18`)."""
_MARKER = re.compile(r"\{\d+\}|%\(\w+\)[a-z]|%%")
_IN_WORDS = re.compile(r"\b(?:cent|mil[al]|mille|milion|miliard)", re.IGNORECASE)
_BESIDE = 9
_QUOTED = re.compile(r"[«“]([^»”]+)[»”]")
_TELLING = re.compile(
    rf"\d|://|@|{'|'.join(name for name in writing_of(SOURCE).months if len(name) > _MONTH)}", re.IGNORECASE
)


@dataclass(frozen=True)
class Finding:
    """What is wrong in a translation, what to write instead, and how bad it is."""

    found: Message
    expected: Message
    severity: Severity = Severity.ERROR


def fact_findings(source: str, translation: str, language: str) -> list[Finding]:
    """The facts that a translation lost or invented, the kind that does most harm first.

    Args:
        source: the Italian message, with its placeholders.
        translation: in the target language; every script's digits, and the language's own way with numbers, are read.
        language: its code; one that Babel does not know is not looked at.
    """
    if not is_known(language) or not (_TELLING.search(source) or _TELLING.search(translation)):
        return []
    source, translation = without_kept_quotes(source, translation)
    return [*_phones(source, translation), *_addresses(source, translation)] or list(
        _numbers(_words(source), _words(translation), plain(translation), writing_of(language))
    )


def without_kept_quotes(source: str, translation: str) -> tuple[str, str]:
    """Both texts without what the Italian quotes and the translation repeats letter by letter: an example, a title."""
    for quoted in _QUOTED.findall(source):
        if quoted in translation:
            source, translation = source.replace(quoted, " ", 1), translation.replace(quoted, " ", 1)
    return source, translation


def _words(text: str) -> str:
    shown = _MARKER.sub(" ", protect(plain(text)).text)
    return without(shown, list(phones_in(shown).values()))


def _phones(source: str, translation: str) -> Iterator[Finding]:
    before, after = plain(source), plain(translation)
    said, kept = phones_in(before), phones_in(after)
    for phone in said.keys() - kept.keys():
        if not has_digits(after, said[phone]):
            yield Finding(
                message("nella traduzione manca il telefono «%(phone)s»", phone=said[phone]),
                message("lo stesso numero dell'italiano"),
            )
    for phone in kept.keys() - said.keys():
        if not has_digits(before, kept[phone]):
            yield Finding(
                message("il telefono «%(phone)s» non è nell'italiano", phone=kept[phone]),
                message("lo stesso numero dell'italiano"),
            )


def _addresses(source: str, translation: str) -> Iterator[Finding]:
    said, kept = addresses_in(source), addresses_in(translation)
    for address in said - kept:
        yield Finding(
            message("nella traduzione manca «%(address)s»", address=address),
            message("lo stesso indirizzo dell'italiano"),
        )
    for address in kept - said:
        yield Finding(
            message("«%(address)s» non è nell'italiano", address=address),
            message("lo stesso indirizzo dell'italiano"),
        )


def _numbers(source: str, translation: str, whole: str, writing: Writing) -> Iterator[Finding]:
    """`whole` is the translation with its phones, which are taken out of `translation`."""
    italian = writing_of(SOURCE)
    said, kept = list(numbers_in(source, italian)), list(numbers_in(translation, writing))
    months = [] if _bare_dates(said) else list(months_in(source, italian))
    for month in months:
        if not _month_kept(month, kept, translation.casefold(), writing):
            yield Finding(
                message("nella traduzione manca il mese «%(month)s»", month=month.text),
                message("lo stesso mese dell'italiano, con il nome che ha in questa lingua"),
            )
    strange = [number for number in kept if not _is_among(number, [*said, *months])]
    for number in said:
        # A little number without a stranger in its place may stand in words: «i 4 ambiti», «the four districts».
        if _is_among(number, kept) or has_digits(whole, number.text):
            continue
        if strange or not _is_little(number, source, italian):
            yield Finding(
                message("nella traduzione manca «%(number)s»", number=number.text),
                message("lo stesso numero dell'italiano, scritto come si usa in questa lingua"),
            )
    for number in strange:
        if _is_large(number) and not _IN_WORDS.search(source):
            yield Finding(
                message("il numero «%(number)s» non è nell'italiano", number=number.text),
                message("gli stessi numeri dell'italiano"),
            )
    if said and italian.money.search(source) and not writing.money.search(translation):
        yield Finding(
            message("nella traduzione il prezzo è senza euro"), message("l'importo con «€» o «euro»")
        )


def _is_among(number: Said, others: list[Said]) -> bool:
    return any(number.readings & other.readings for other in others)


def _is_little(number: Said, text: str, writing: Writing) -> bool:
    """Whether it is a small whole number that is neither a price nor a share nor a day of a month."""
    place = text.find(number.text)
    around = text[max(0, place - 2) : place] + text[place + len(number.text) :][:_BESIDE]
    is_fact = "%" in around or writing.money.search(around) or any(months_in(f"1 {around}", writing))
    return not is_fact and number.readings <= {Decimal(value) for value in range(_LITTLE + 1)}


def _month_kept(month: Said, kept: list[Said], translation: str, writing: Writing) -> bool:
    number = next(reading[1] for reading in month.readings if isinstance(reading, tuple))
    return names_month(translation, number, writing) or _is_among(month, kept)


def _bare_dates(said: list[Said]) -> bool:
    return any(("month", number, 0) in one.readings for one in said for number in range(1, _LITTLE + 1))


def _is_large(number: Said) -> bool:
    return any(isinstance(value, Decimal) and value >= _LARGE for value in number.readings)
