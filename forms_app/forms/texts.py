"""Reading what a person typed: each function gives a clean text, or refuses with words for that person.

No function lets a control character, a line break (except in a message) or a change of writing direction through:
these could break a mail's header, hide text or make an address look like another one.
"""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _

from forms_app.errors import TextRefusedError

NAME_LENGTH = 100
PHONE_LENGTH = 40
EMAIL_LENGTH = 254
MESSAGE_LENGTH = 1000
DETAILS_LENGTH = 200
PLACE_LENGTH = 100

# Marks that only say "this runs left to right": telephones put them around numbers that are copied from contacts.
_MARKS = dict.fromkeys([0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, *range(0x2066, 0x206A)])
_DIRECTIONS = {**_MARKS, 0x202E: None}
_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_PHONE = re.compile(r"[+(\d][+\d\s().\-\u2010-\u2015/]*")
_NOTHING_TO_SEE = {"Cf", "Mn", "Zs"}


def read_name(text: str) -> str:
    """What to be called: one line of at most `NAME_LENGTH` characters, not empty. Raises TextRefusedError."""
    name = _one_line(text, NAME_LENGTH)
    if not name:
        raise TextRefusedError(_("Scrivi come possiamo chiamarti: va bene anche un soprannome"))
    return name


def read_required(text: str) -> str:
    """An answer on one line, as long as a name, not empty. Raises TextRefusedError."""
    line = _one_line(text, NAME_LENGTH)
    if not line:
        raise TextRefusedError(_("Scrivi una risposta"))
    return line


def read_contact(text: str) -> str:
    """One phone number or one e-mail address, not empty. Raises TextRefusedError."""
    contact = read_email(text) if "@" in text else read_phone(text)
    if not contact:
        raise TextRefusedError(_("Scrivi un telefono o un’e-mail: ne basta uno"))
    return contact


def read_place(text: str) -> str:
    """The name of a municipality as somebody types it, perhaps empty. Raises TextRefusedError."""
    return _one_line(text, PLACE_LENGTH)


def read_phone(text: str) -> str:
    """A phone number as `+39 333 123 4567`, or "" for none. Raises TextRefusedError."""
    typed = _one_line(text.translate(_MARKS), PHONE_LENGTH)
    if not typed:
        return ""
    number = _parsed(typed)
    if number is None or not phonenumbers.is_possible_number(number):
        raise TextRefusedError(
            _("Scrivi un numero di telefono, come 333 123 4567. Se non è italiano, comincia con +")
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def read_email(text: str) -> str:
    """One e-mail address, or "" for none. Raises TextRefusedError."""
    typed = _one_line(text, EMAIL_LENGTH)
    if not typed:
        return ""
    try:
        return validate_email(typed, check_deliverability=False).normalized
    except EmailNotValidError:
        raise TextRefusedError(_("Scrivi un solo indirizzo e-mail, come nome@esempio.it")) from None


def read_message(text: str) -> str:
    r"""A few words, perhaps none; line breaks become `\n`, changes of direction go. Raises TextRefusedError."""
    return _lines(text, MESSAGE_LENGTH)


def read_details(text: str) -> str:
    """As `read_message`, for what a reader adds about a page. Raises TextRefusedError."""
    return _lines(text, DETAILS_LENGTH)


def _lines(text: str, longest: int) -> str:
    message = _BREAKS.sub("\n", text).translate(_DIRECTIONS)
    _refuse_controls(message.replace("\n", "").replace("\t", ""))
    message = unicodedata.normalize("NFC", message).strip()
    _refuse_longer(message, longest)
    return message


def printable(text: str) -> str:
    """The text without what a page cannot show: how a refused answer is given back."""
    return "".join(character for character in text if character in "\n\t" or not _is_control(character))


def _one_line(text: str, longest: int) -> str:
    line = text.strip(" \t\u00a0")
    if _BREAKS.search(line):
        raise TextRefusedError(_("Scrivi su una riga sola, senza andare a capo"))
    _refuse_controls(line)
    if line.translate(_DIRECTIONS) != line:
        raise TextRefusedError(
            _("C’è un segno invisibile che cambia il verso del testo: cancella e scrivi di nuovo")
        )
    line = unicodedata.normalize("NFC", line).strip()
    _refuse_longer(line, longest)
    return "" if all(unicodedata.category(character) in _NOTHING_TO_SEE for character in line) else line


def _refuse_controls(text: str) -> None:
    if any(_is_control(character) for character in text):
        raise TextRefusedError(_("C’è un carattere che non si può leggere: cancella e scrivi di nuovo"))


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"}


def _refuse_longer(text: str, longest: int) -> None:
    if len(text) > longest:
        raise TextRefusedError(
            _(
                "Il testo è troppo lungo: al massimo %(longest)s caratteri, ora sono %(count)s",
                longest=longest,
                count=len(text),
            )
        )


def _parsed(typed: str) -> phonenumbers.PhoneNumber | None:
    if not _PHONE.fullmatch(typed):
        return None
    try:
        return phonenumbers.parse(typed, "IT")
    except phonenumbers.NumberParseException:
        return None
