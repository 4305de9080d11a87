"""One page of each kind that a citizen, or whoever plays the partner, may meet, and the way to it."""

from __future__ import annotations

from collections.abc import Callable

from tests.e2e.asking import answers_in, choose_half_days, fill_in
from tests.e2e.mailbox import Mailbox
from tests.e2e.reader import Reader
from tests.e2e.running import ANNOUNCED

Way = Callable[[Reader], None]

GUSSOLA = "comune=019052"
LAINATE = "comune=015116"
CONTACT = f"contatto?progetto=activity-cr&{GUSSOLA}"
RATED = "servizi/microcredito/"
APPOINTMENT = f"appuntamento?progetto=activity-cr&{GUSSOLA}"


def _site(path: str, status: int = 200) -> Way:
    return lambda reader: _open(reader, reader.address(path), status)


def _forms(path: str, status: int = 200) -> Way:
    return lambda reader: _open(reader, reader.form(path), status)


def _open(reader: Reader, address: str, status: int) -> None:
    reader.open(address, status)


def _errors(reader: Reader) -> None:
    reader.open(reader.form(APPOINTMENT))
    reader.follow(reader.button("Continua"), 422)


def _check(reader: Reader) -> None:
    reader.open(reader.form(APPOINTMENT))
    choose_half_days(reader, 2)
    fill_in(reader, answers_in(reader.language))
    reader.follow(reader.button("Continua"))


def _receipt(reader: Reader) -> None:
    _check(reader)
    reader.follow(reader.button("Invia"))


def rate(reader: Reader, stars: int) -> None:
    """Say on a page of the site how clear it is."""
    reader.open(reader.address(RATED))
    reader.page.locator("main").get_by_role("radio", name=str(stars), exact=True).check()
    reader.follow(reader.button("Continua"))


def _thanks(reader: Reader) -> None:
    rate(reader, 5)
    reader.follow(reader.button("Invia"))


SITE: dict[str, Way] = {
    "home": _site(""),
    "directory": _site("servizi/"),
    "filtered": _site("servizi/?bisogno=lost-job&come=phone"),
    "needs": _site("servizi/bisogno/"),
    "need": _site("servizi/bisogno/lost-job/"),
    "services here": _site("servizi/comune/gussola/"),
    "programs": _site("progetti/"),
    "municipalities": _site("comuni/"),
    "desks": _site("sportelli/"),
    "organizations": _site("enti/"),
    "events": _site("eventi/"),
    "news": _site("notizie/"),
    "program": _site("progetti/activity-cr/"),
    "service": _site("servizi/microcredito/"),
    "sensitive": _site("servizi/sostegno-psicologico/"),
    "alert": _site(f"enti/{ANNOUNCED}/"),
    "alerts": _site("avvisi/"),
    "organization": _site("enti/mestieri-lombardia/"),
    "desk": _site("sportelli/sportello-gussola/"),
    "municipality": _site("comuni/gussola/"),
    "event": _site("eventi/jobfest/"),
    "news item": _site("notizie/ripartire-torna/"),
    "how to ask": _site("come-chiedere-aiuto/"),
    "text": _site("privacy/"),
    "questions": _site("domande-frequenti/"),
    "fields": _site("redazione/campi/"),
    "closed program": _site("progetti/job-2-0/"),
    "not found": _site("manca/", 404),
}
"""Pages of the built site."""

FORMS: dict[str, Way] = {
    "entry": _forms(""),
    "unknown place": _forms("?comune=Gusola", 422),
    "topics": _forms(f"?{GUSSOLA}"),
    "contact": _forms(CONTACT),
    "appointment": _forms(APPOINTMENT),
    "referral": _forms(f"segnalazione?progetto=activity-cr&{GUSSOLA}"),
    "status": _forms("stato"),
    "errors": _errors,
    "check": _check,
    "receipt": _receipt,
    "no receipt": _forms("ricevuta", 404),
    "rating": _forms(f"chiarezza/{RATED}"),
    "why": lambda reader: rate(reader, 2),
    "thanks": _thanks,
    "closed form": _forms(f"contatto?progetto=job-2-0&{LAINATE}", 410),
    "no such form": _forms("manca", 404),
}
"""Pages of the forms."""


def _mailbox(reader: Reader) -> None:
    reader.open("/mailbox/")


def _mail(reader: Reader) -> None:
    mailbox = Mailbox(reader)
    _receipt(reader)
    mailbox.wait_for_mail("Mestieri Lombardia")


MAILS: dict[str, Way] = {"mailbox": _mailbox, "mail": _mail}
"""Pages for whoever tries the site out: in Italian only."""
