"""A tenth language: every text of the forms, of what can go wrong in them, and of the mail to the citizen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace

import pytest

from forms_app import make_app
from forms_app.database import request
from forms_app.mail.message import Envelope
from forms_app.mail.notice_mails import confirmation_mail
from forms_app.outbox.states import RequestState
from forms_app.privacy.private import Private
from forms_app.requests.guessing import TRIES
from forms_app.services import Services
from forms_app.shell import layout_file
from tests.integration.forms.browser import Browser, Page
from tests.integration.pseudo.conftest import MONDAY
from tests.pseudo.localizer import pseudo
from tests.pseudo.site import LANGUAGE, PseudoSite
from tests.pseudo.texts import Text, page_texts, untranslated
from tests.unit.forms_app.samples import SENDER

FORMS = f"/moduli/{LANGUAGE}"
CONTACT = f"{FORMS}/contatto?progetto=activity-cr&comune=019052"
APPOINTMENT = f"{FORMS}/appuntamento?progetto=activity-cr&comune=019052"
RATED = f"{FORMS}/chiarezza/servizi/microcredito/"
REFERRAL = f"{FORMS}/segnalazione?progetto=activity-cr&comune=019052"
WORDS = pseudo("parole")
WHO: dict[str, object] = {"name": WORDS, "phone": "333 123 4567", "channels": ["call"], "message": WORDS}
REFERRER = {
    "referrer_name": WORDS,
    "referrer_service": WORDS,
    "referrer_contact": "prova@example.org",
    "agreed": "y",
    "agreement": "spoken",
}
FIRST = {"first": "2026-11-24/morning"}


@dataclass(frozen=True)
class Asker:
    """One who uses the forms."""

    browser: Browser
    services: Services

    def filled(self, url: str, **answers: object) -> Page:
        """The screen behind the form at an address."""
        return self.browser.press(self.browser.get(url), "step=check", **{**WHO, **answers})

    def sent(self, url: str, **answers: object) -> Page:
        return self.browser.press(self.filled(url, **answers), "step=send")

    def code(self) -> str:
        page = self.sent(CONTACT)
        return next(bdi.text or "" for bdi in page.root.iter("bdi") if bdi.get("class") == "sp-code")

    def looked_up(self, code: str) -> Page:
        return self.browser.press(self.browser.get(f"{FORMS}/stato"), "act=show", code=code)

    def acted(self, act: str) -> Page:
        return self.browser.press(self.looked_up(self.code()), f"act={act}")

    def rated(self, stars: int, button: str = "", **answers: object) -> Page:
        """The screen behind a rating, or with a button the one behind that."""
        why = self.browser.press(self.browser.get(RATED), f"rating={stars}")
        return self.browser.press(why, button, **answers) if button else why


Way = Callable[[Asker], Page]


def _at(url: str) -> Way:
    return lambda asker: asker.browser.get(url)


def _refused(url: str, **answers: object) -> Way:
    return lambda asker: asker.filled(url, **answers)


def _locked(asker: Asker) -> Page:
    check = asker.filled(CONTACT)
    database = asker.services.settings.var_dir / "sportello.sqlite"
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        return asker.browser.press(check, "step=send")


def _slowed(asker: Asker) -> Page:
    for number in range(asker.services.settings.sendings_an_hour):
        assert asker.sent(CONTACT, message=f"{WORDS} {number}").status == 200
    return asker.sent(CONTACT)


def _many_codes(asker: Asker) -> Page:
    alone = replace(asker, browser=Browser(make_app(asker.services)))  # it uses up the tries of all
    pages = (alone.looked_up("0" * 16) for _ in range(3 * TRIES))
    return next(page for page in pages if page.status != 404)


def _in_state(state: RequestState) -> Way:
    def way(asker: Asker) -> Page:
        code = asker.code()
        with asker.services.engine.begin() as connection:
            connection.execute(request.update().values(state=state))
        return asker.looked_up(code)

    return way


def _posted(**answers: object) -> Way:
    def way(asker: Asker) -> Page:
        form = asker.browser.get(CONTACT)
        return asker.browser.post(form, {**form.answers, **WHO, "step": "send", **answers})

    return way


WAYS: dict[str, tuple[int, Way]] = {
    "entry": (200, _at(f"{FORMS}/")),
    "no place": (422, _at(f"{FORMS}/?comune=")),
    "unknown place": (422, _at(f"{FORMS}/?comune=Gusola")),
    "place not served": (422, _at(f"{FORMS}/contatto?progetto=activity-cr&comune=015142")),
    "topics": (200, _at(f"{FORMS}/?comune=019052")),
    "topics elsewhere": (200, _at(f"{FORMS}/?comune=015116")),
    "contact": (200, _at(CONTACT)),
    "contact from elsewhere": (200, _at(f"{FORMS}/contatto?comune=altrove")),
    "appointment": (200, _at(APPOINTMENT)),
    "appointment with desks": (200, _at(f"{FORMS}/appuntamento?progetto=activity-cr&comune=019090")),
    "referral": (200, _at(REFERRAL)),
    "no answers": (422, _refused(APPOINTMENT, name="", phone="", channels=[])),
    "no referrer": (422, _refused(REFERRAL, referrer_contact="x")),
    "no agreement": (422, _refused(REFERRAL, **{**REFERRER, "agreed": None, "agreement": None})),
    "two lines": (422, _refused(CONTACT, name="a\r\nb", phone="domani", email="a@b.it, c@d.it")),
    "signs": (422, _refused(CONTACT, name="a\0b", message="1\0", municipality="\u202ealossuG")),
    "too long": (422, _refused(CONTACT, name="x" * 101, message="1" * 1001, municipality="x" * 101)),
    "place with an error": (422, _refused(CONTACT, municipality="Gusola", channels=["pigeon"])),
    "place of others": (422, _refused(CONTACT, municipality="Melzo", spoken_language="klingon")),
    "no address": (422, _refused(CONTACT, phone="", channels=["call", "email"])),
    "no e-mail": (422, _refused(CONTACT, channels=["email"], wants_confirmation="y")),
    "no address for the notice": (422, _refused(CONTACT, wants_confirmation="y")),
    "wrong half-day": (422, _refused(APPOINTMENT, first="2026-11-25/morning", second="x")),
    "desk of others": (422, _refused(APPOINTMENT, **FIRST, desk="sportello-casalmaggiore")),
    "no topic": (422, _refused(APPOINTMENT, **FIRST, topic="", municipality="Melzo")),
    "check contact": (200, _refused(CONTACT, email="prova@example.org", wants_confirmation="y")),
    "check appointment": (200, _refused(APPOINTMENT, **FIRST)),
    "check referral": (200, _refused(REFERRAL, **REFERRER)),
    "stale form": (400, _refused(CONTACT, csrf_token="")),
    "stale check": (400, _posted(csrf_token="")),
    "locked": (503, _locked),
    "slowed": (429, _slowed),
    "received": (200, lambda asker: asker.sent(CONTACT)),
    "received appointment": (200, lambda asker: asker.sent(APPOINTMENT, **FIRST)),
    "received referral": (200, lambda asker: asker.sent(REFERRAL, **REFERRER)),
    "no receipt": (404, _at(f"{FORMS}/ricevuta")),
    "status": (200, _at(f"{FORMS}/stato")),
    "unknown code": (404, lambda asker: asker.looked_up("0" * 16)),
    "many codes": (429, _many_codes),
    **{f"request {state}": (200, _in_state(state)) for state in RequestState},
    "withdraw": (200, lambda asker: asker.acted("withdraw")),
    "erase": (200, lambda asker: asker.acted("erase")),
    "withdrawn": (200, lambda asker: asker.browser.press(asker.acted("withdraw"), "act=withdraw-now")),
    "erased": (200, lambda asker: asker.browser.press(asker.acted("erase"), "act=erase-now")),
    "closed": (410, _at(f"{FORMS}/contatto?progetto=job-2-0&comune=015116")),
    "closed for appointments": (410, _at(f"{FORMS}/appuntamento?progetto=facciamo-squadra&comune=015142")),
    "rating": (200, _at(RATED)),
    "no rating": (422, lambda asker: asker.browser.press(asker.browser.get(RATED), "rating=0")),
    "not clear": (200, lambda asker: asker.rated(1)),
    "clear": (200, lambda asker: asker.rated(4)),
    "too much about a page": (422, lambda asker: asker.rated(4, "step=send", details="1" * 201)),
    "thanks": (200, lambda asker: asker.rated(4, "step=send")),
    "forged": (400, _posted(organization="energheia")),
    "not found": (404, _at(f"{FORMS}/manca")),
    "too large": (413, _posted(message="x" * 100_000)),
}


@pytest.fixture
def asker(browser: Browser, services: Services) -> Asker:
    return Asker(browser, services)


@pytest.mark.parametrize("way", WAYS)
def test_every_text_of_the_forms_is_translated(asker: Asker, site: PseudoSite, way: str) -> None:
    status, go = WAYS[way]
    page = go(asker)
    assert page.status == status
    assert page.root.get("lang") == LANGUAGE
    assert untranslated(page_texts(page.response.text), LANGUAGE, site.allowed) == []


@pytest.mark.parametrize(("method", "status"), [("PUT", 405), ("POST", 415)])
def test_what_no_browser_sends_is_refused_in_words(
    asker: Asker, site: PseudoSite, method: str, status: int
) -> None:
    answer = asker.browser.client.open(CONTACT, method=method, data=b"{}", content_type="application/json")
    assert answer.status_code == status
    assert untranslated(page_texts(answer.text), LANGUAGE, site.allowed) == []


def test_the_forms_speak_before_the_site_is_built(services: Services, site: PseudoSite) -> None:
    app = make_app(services)
    app.jinja_env.cache = None
    assert layout_file(site.built, LANGUAGE, "it").is_file()
    text = app.jinja_env.get_template("plain_layout.html")
    with app.test_request_context(f"{FORMS}/"):
        app.preprocess_request()
        context: dict[str, object] = {}
        app.update_template_context(context)
        html = text.render(context)
    assert untranslated(page_texts(html), LANGUAGE, site.allowed) == []


def test_the_mail_to_the_citizen_is_translated(services: Services, site: PseudoSite) -> None:
    envelope = Envelope(SENDER, "<prova@example.org>", MONDAY, "K7F2-QXMA")
    interface = services.translators[LANGUAGE].interface
    mail = confirmation_mail(Private("prova@example.org"), LANGUAGE, interface, envelope)
    texts = [
        Text("subject", LANGUAGE, str(mail.subject)),
        Text("text", LANGUAGE, " ".join(str(mail.body).split())),
    ]
    found = untranslated([*texts, *page_texts(str(mail.html))], LANGUAGE, site.allowed)
    assert found == []
