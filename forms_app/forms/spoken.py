"""The languages in which a person may want to be spoken to, the likely ones of the region first by name."""

from __future__ import annotations

from babel import Locale
from flask_babel import gettext as _

from forms_app.forms.fields import Choice
from sportello.translation.collation import sort_key

LIS = "ise"
OTHER = "und"
"""BCP 47 for "not determined": the person says which in the message."""

SPOKEN = (
    "am", "ar", "bn", "de", "en", "es", "fa", "fr", "hi", "ig", "it", "ka", "pa", "pl", "ps", "pt", "ro", "ru", "si",
    "so", "sq", "sr", "ta", "ti", "fil", "tr", "uk", "ur", "wo", "yo", "zh",
)  # fmt: skip


def spoken_languages(locale: Locale) -> tuple[Choice, ...]:
    """The languages by their names in the reader's language, then sign language and "another one"."""
    key = sort_key(locale.language)
    names = sorted(((_name(locale, code), code) for code in SPOKEN), key=lambda pair: key(pair[0]))
    return (
        *(Choice(code, name) for name, code in names),
        Choice(LIS, _("Lingua dei segni italiana (LIS)")),
        Choice(OTHER, _("Un’altra lingua (scrivila nel messaggio)")),
    )


def spoken_by_readers(language: str) -> str:
    """The language to propose to one who reads the pages in this one."""
    code = language.replace("_", "-").partition("-")[0]
    return code if code in SPOKEN else OTHER


def _name(locale: Locale, code: str) -> str:
    """`Arabo – العربية`: whoever fills in for somebody else finds it too."""
    own = Locale.parse(code).get_display_name() or code
    name = Locale.parse(code).get_display_name(locale) or own
    name = name[:1].upper() + name[1:]
    return name if own.casefold() == name.casefold() else f"{name} – {own}"
