"""The small values that records are made of: texts, references, phones, addresses, money, dates, hours.

Every scalar of the front matter arrives as the text that the editor wrote; these types read it. A refusal is a
`PydanticCustomError` whose code names the problem; `wording.py` has the sentences.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

REGION = "IT"


def _plain_text(value: str) -> str:
    for character in value:
        if unicodedata.category(character) in {"Cc", "Cs", "Cn"} and character not in "\n\t":
            raise PydanticCustomError("control_character", "control character")
    return value


@dataclass(frozen=True)
class Translatable:
    """Marks a text that translators translate."""


@dataclass(frozen=True)
class Refers:
    """Marks a text that names a page of some kind by its file name without `.md`."""

    kind: str


def _keywords(value: object) -> object:
    if isinstance(value, str):  # as a record holds it
        return value
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise PydanticCustomError("tuple_type", "not a list of words")
    return f"{BETWEEN_KEYWORDS} ".join(word.strip() for word in value)


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), AfterValidator(_plain_text)
]
Text = Annotated[Line, Translatable()]
Keywords = Annotated[Text, BeforeValidator(_keywords)]
"""Words under which people look for a page: a list for editors, one text for translators, whose list may be longer."""
BETWEEN_KEYWORDS = ";"
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
OrganizationRef = Annotated[Slug, Refers("organization")]
LocationRef = Annotated[Slug, Refers("location")]
ProgramRef = Annotated[Slug, Refers("program")]
ServiceRef = Annotated[Slug, Refers("service")]
MunicipalityRef = Annotated[Slug, Refers("municipality")]
Istat = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
PostalCode = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]


def _email(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise PydanticCustomError("email", "not an address") from error


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(/\S*)?", value):
        raise PydanticCustomError("web", "not a web address")
    return value


def _certificate_file(value: str) -> str:
    if not re.fullmatch(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*\.(?:asc|pgp|gpg)", value):
        raise PydanticCustomError("certificate_file", "not a certificate's file")
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z]{2,8})*", value):
        raise PydanticCustomError("language", "not a language code")
    return value


Email = Annotated[Line, AfterValidator(_email)]
LanguageCode = Annotated[Line, AfterValidator(_language)]
CertificateFile = Annotated[Line, AfterValidator(_certificate_file)]
Web = Annotated[Line, AfterValidator(_url)]


def _phone(value: str) -> str:
    # phonenumbers reads letters as the digits of a keypad.
    if any(character.isalpha() for character in value):
        raise PydanticCustomError("phone", "not a phone number")
    try:
        number = phonenumbers.parse(value, REGION)
    except phonenumbers.NumberParseException as error:
        raise PydanticCustomError("phone", "not a phone number") from error
    if not phonenumbers.is_possible_number(number):
        raise PydanticCustomError("phone", "not a phone number")
    return value


PhoneNumber = Annotated[Line, AfterValidator(_phone)]


def e164(number: str) -> str:
    """An Italian or international phone number as E.164 (`+39037540200`), for `tel:` links.

    Raises:
        phonenumbers.NumberParseException: for a text that was never a `PhoneNumber`.
    """
    return phonenumbers.format_number(phonenumbers.parse(number, REGION), phonenumbers.PhoneNumberFormat.E164)


def _money(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.replace("€", "").replace(" ", "").replace("\u00a0", "")
    if not re.fullmatch(r"\d+(\.\d{3})*(,\d{1,2})?|\d+\.\d{2}", text):
        raise PydanticCustomError("money", "not an amount")
    if re.fullmatch(r"\d+\.\d{2}", text):
        return Decimal(text)
    try:
        return Decimal(text.replace(".", "").replace(",", "."))
    except InvalidOperation as error:
        raise PydanticCustomError("money", "not an amount") from error


Money = Annotated[Decimal, BeforeValidator(_money)]


def _kept_days(value: object) -> object:
    if not re.fullmatch(r"[1-9][0-9]{0,2}", str(value)) or int(str(value)) > LONGEST_KEPT:
        raise PydanticCustomError("kept_days", "not a number of days")
    return int(str(value))


LONGEST_KEPT = 365
KeptDays = Annotated[int, BeforeValidator(_kept_days)]
"""For how many days something is kept: 1 to 365."""


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day; ISO 8601 (`2018`, `2020-09`, `2020-09-01`)."""

    first: date
    text: str

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return {4: "year", 7: "month"}.get(len(self.text), "day")


def _partial_date(value: object) -> object:
    if isinstance(value, PartialDate):
        return value
    text = str(value)
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise PydanticCustomError("date", "not a date")
    try:
        return PartialDate(date.fromisoformat((text + "-01-01")[:10]), text)
    except ValueError as error:
        raise PydanticCustomError("date", "not a date") from error


def _date(value: object) -> object:
    if isinstance(value, date):
        return value
    partial = _partial_date(value)
    if not isinstance(partial, PartialDate) or partial.precision != "day":
        raise PydanticCustomError("date", "not a date")
    return partial.first


WhenKnown = Annotated[PartialDate, BeforeValidator(_partial_date)]
Day = Annotated[date, BeforeValidator(_date)]


@dataclass(frozen=True)
class DayOfYear:
    """A day that comes every year, such as a patron saint's."""

    month: int
    day: int

    def falls_on(self, day: date) -> bool:
        """Whether `day` is it."""
        return (day.month, day.day) == (self.month, self.day)

    def __str__(self) -> str:
        """`7 dicembre`, as editors write it."""
        return f"{self.day} {_MONTHS[self.month - 1]}"


_MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)
_LEAP_YEAR = 2024


def _day_of_year(value: object) -> object:
    if isinstance(value, DayOfYear):
        return value
    day, _, month = str(value).lower().partition(" ")
    try:
        found = date(_LEAP_YEAR, _MONTHS.index(month.strip()) + 1, int(day.removesuffix("°")))
    except ValueError as error:
        raise PydanticCustomError("day_of_year", "not a day of the year") from error
    return DayOfYear(found.month, found.day)


EveryYear = Annotated[DayOfYear, BeforeValidator(_day_of_year)]


@dataclass(frozen=True, order=True)
class Span:
    """An opening from `start` until `end` on one day, in Europe/Rome wall time."""

    start: time
    end: time

    def __str__(self) -> str:
        """`09:00-12:30`, as editors write it."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


def read_span(text: str) -> Span:
    """Read `9:00-12:30` (an en dash or spaces will do).

    Raises:
        ValueError: not two times of day, or it closes before it opens.
    """
    match = re.fullmatch(r"\s*(\d{1,2})[:.](\d{2})\s*[-\u2013]\s*(\d{1,2})[:.](\d{2})\s*", text)
    if not match:
        raise ValueError(text)
    start_hour, start_minute, end_hour, end_minute = map(int, match.groups())
    span = Span(time(start_hour, start_minute), time(end_hour, end_minute))
    if span.end <= span.start:
        raise ValueError(text)
    return span


def _span(value: Any) -> Any:  # noqa: ANN401 - a pydantic validator sees whatever the editor wrote
    if isinstance(value, Span):
        return value
    try:
        return read_span(str(value))
    except ValueError as error:
        raise PydanticCustomError("hours", "not hours") from error


OpeningSpan = Annotated[Span, BeforeValidator(_span)]


@dataclass(frozen=True)
class Point:
    """A place on the map in WGS 84, degrees."""

    latitude: float
    longitude: float

    def __str__(self) -> str:
        """`45.525, 9.333`, as editors write it."""
        return f"{self.latitude}, {self.longitude}"


def _point(value: object) -> object:
    if isinstance(value, Point):
        return value
    match = re.fullmatch(r"(-?\d{1,2}\.\d{3,})\s*,\s*(-?\d{1,3}\.\d{3,})", str(value).strip(), re.ASCII)
    if not match:
        raise PydanticCustomError("coordinates", "not coordinates")
    point = Point(float(match[1]), float(match[2]))
    if abs(point.latitude) > 90 or abs(point.longitude) > 180:  # noqa: PLR2004 - degrees from equator and Greenwich
        raise PydanticCustomError("coordinates", "not coordinates")
    return point


Coordinates = Annotated[Point, BeforeValidator(_point)]


class Status(StrEnum):
    """Where a program stands in its life."""

    PLANNED = "planned"
    ACTIVE = "active"
    ENDED = "ended"


class ServiceStatus(StrEnum):
    """Whether a service can be had now."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class FormKind(StrEnum):
    """The request forms that a program may offer."""

    CONTACT = "contact"
    APPOINTMENT = "appointment"


class LifeEvent(StrEnum):
    """Why a person comes: the needs under which citizens look for services."""

    LOST_JOB = "lost_job"
    CANNOT_PAY = "cannot_pay"
    START_BUSINESS = "start_business"
    LEAVE_SCHOOL = "leave_school"
    CARE = "care"
    NEW_HERE = "new_here"
    NEED_TO_TALK = "need_to_talk"


class Audience(StrEnum):
    """Whom a service was made for above all; others may be welcome too."""

    WITHOUT_JOB = "without_job"
    SELF_EMPLOYED = "self_employed"
    HARDSHIP = "hardship"
    FAMILIES = "families"
    WOMEN = "women"
    YOUNG = "young"
    STUDENTS = "students"
    OVER_50 = "over_50"
    DISABILITY = "disability"


class Cost(StrEnum):
    """What a service costs those who use it."""

    FREE = "free"
    PAID = "paid"


class Way(StrEnum):
    """How one asks for a service or gets it."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    ONLINE = "online"
