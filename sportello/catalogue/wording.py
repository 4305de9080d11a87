"""The sentences for what a record's types refuse: pydantic's codes in the editor's words."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sportello.catalogue.problems import Message, message

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Pair = tuple[Message, Message]

_SAID_BY_TYPE: Mapping[str, Message] = {
    "email": message("un indirizzo e-mail, come nome@esempio.it"),
    "certificate_file": message("il nome di un file .asc, .pgp o .gpg, come «chiave.asc»"),
    "language": message("una lingua come sigla, in minuscole: it, en, ar"),
    "web": message("un indirizzo web, come https://www.esempio.it"),
    "phone": message("un numero di telefono, come «0375 40200»"),
    "money": message("una cifra in euro, come 375000 o «375.000,00»"),
    "kept_days": message("un numero di giorni, da 1 a 365"),
    "date": message("una data che esiste, come 2020-09-01"),
    "day_of_year": message("un giorno e un mese, come «7 dicembre»"),
    "coordinates": message("latitudine e longitudine con almeno tre decimali, come «45.5250, 9.3330»"),
    "hours": message("un orario, come «09:00-12:30», con la chiusura dopo l'apertura"),
    "control_character": message("un testo senza caratteri di controllo"),
    "bool_parsing": message("true oppure false"),
    "bool_type": message("true oppure false"),
    "string_too_short": message("un testo"),
    "string_too_long": message("un testo di al massimo 2000 caratteri"),
    "string_type": message("un testo"),
    "tuple_type": message("un elenco, con un trattino per voce"),
    "too_short": message("un elenco con almeno una voce"),
    "model_type": message("un gruppo di campi, rientrati sotto il nome"),
    "model_attributes_type": message("un gruppo di campi, rientrati sotto il nome"),
}


def word(error: ErrorDetails, known: tuple[str, ...]) -> Pair:
    """What was found and what is expected, for one refusal.

    Args:
        error: as pydantic lists it.
        known: the keys that may stand where the refused one stands.
    """
    kind = error["type"]
    if kind == "extra_forbidden":
        return unknown_key(str(error["loc"][-1]), known)
    if kind == "missing" or error["input"] is None:
        return message("il campo manca"), message("scrivilo: è obbligatorio")
    return _found(error["input"]), _expected(error)


def unknown_key(key: str, known: tuple[str, ...]) -> Pair:
    """An unknown key, with the nearest known one when one is near."""
    found = message("il campo «%(key)s» non esiste", key=key)
    near = nearest(key, known)
    if near:
        return found, message("forse «%(near)s»", near=near)
    return found, message("uno di: %(known)s", known=", ".join(known))


def nearest(word_: str, known: tuple[str, ...]) -> str | None:
    """The known word that is most like this one, if any is."""
    matches = difflib.get_close_matches(word_, known, n=1, cutoff=0.6)
    return matches[0] if matches else None


def _found(value: object) -> Message:
    if isinstance(value, Mapping):
        return message("un gruppo di campi")
    if isinstance(value, list | tuple):
        return message("un elenco di %(count)s voci", count=len(value))
    return message("«%(value)s»", value=str(value)[:80])


def _expected(error: ErrorDetails) -> Message:
    context: dict[str, Any] = error.get("ctx", {})
    kind = error["type"]
    if kind in {"enum", "literal_error"}:
        return message(
            "uno di: %(known)s", known=str(context["expected"]).replace(" or ", ", ").replace("'", "")
        )
    if kind == "string_pattern_mismatch":
        if r"\d{6}" in str(context["pattern"]):
            return message("un codice ISTAT di sei cifre, come 019052")
        if r"\d{5}" in str(context["pattern"]):
            return message("un CAP di cinque cifre, come 26041")
        return message("il nome di un file senza «.md», in minuscole e trattini")
    return _SAID_BY_TYPE.get(kind, message("un valore di altro tipo"))
