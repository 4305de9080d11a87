"""Safe contact, silence by default, the privacy notice, referrals, leaving quickly, another language mid-form."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
import sqlalchemy as sa

from forms_app import make_app
from forms_app.database import notice
from forms_app.forms.privacy_notice import VERSION
from forms_app.outbox.composing import Composer
from forms_app.outbox.delivery import Deliverer
from forms_app.outbox.notice_delivery import deliver_notice
from forms_app.privacy.keys import load_private_key
from forms_app.requests.context import CatalogueDirectory
from forms_app.requests.submission import Agreement, FormKind, Operator, Weekday, Writer
from forms_app.services import Services, read_catalogue
from tests.integration.forms.browser import Browser, Page, Stored
from tests.integration.forms.conftest import MONDAY
from tests.integration.forms.test_flow import APPOINTMENT, CONTACT, WHO, opened
from tests.integration.storage import Clock, Recorder, deliver_next
from tests.unit.forms_app.samples import LINKER, SENDER

REFERRAL = "/moduli/it/segnalazione?progetto=activity&comune=019052"
REFERRER = {
    "referrer_name": "Prova Segnalatrice",
    "referrer_service": "Segretariato sociale di prova",
    "referrer_contact": "segreteria@example.org",
    "agreed": "y",
    "agreement": "spoken",
}
ADDRESS = "prova9955@example.org"


def sent(browser: Browser, url: str, **answers: object) -> Page:
    page = browser.press(browser.press(browser.get(url), "step=check", **{**WHO, **answers}), "step=send")
    assert page.status == 200
    return page


def delivered(services: Services) -> Recorder:
    recorder = Recorder()
    deliverer = Deliverer(
        engine=services.engine,
        composer=Composer(
            private_key=load_private_key(services.settings.keys.private),
            directory=CatalogueDirectory(services.catalogue),
            sender=SENDER,
            linker=LINKER,
        ),
        postman=recorder,
        clock=Clock(MONDAY),
    )
    while deliver_next(deliverer) or deliver_notice(deliverer):
        pass
    return recorder


def button(page: Page, text: str) -> Element:
    return next(b for b in page.root.iter("button") if "".join(b.itertext()) == text)


@pytest.mark.parametrize("url", [CONTACT, APPOINTMENT])
def test_how_to_be_contacted_reaches_the_partner_first(
    browser: Browser, stored: Stored, services: Services, url: str
) -> None:
    wishes = {
        "days": ["monday", "thursday"],
        "may_say_who": "y",
        "operator": "woman",
        "writer": "other_unknown",
        **({"first": "2026-11-24/morning"} if url == APPOINTMENT else {}),
    }
    sent(browser, url, **wishes)
    answers = opened(services, stored).answers
    assert answers.contact_days == (Weekday.MONDAY, Weekday.THURSDAY)
    assert (answers.may_say_who, answers.operator) == (True, Operator.WOMAN)
    assert answers.writer is Writer.OTHER_UNKNOWN
    (mail,) = delivered(services).messages
    text = str(mail.body)
    words = ("lunedì, giovedì; a qualsiasi ora", "sì, puoi dire chi sei", "con una donna", "NON LO SA ANCORA")
    places = [text.index(said) for said in words]
    assert places == sorted(places)
    assert places[-1] < text.index("CHE COSA CHIEDE")


def test_the_careful_answer_is_the_default(browser: Browser, stored: Stored, services: Services) -> None:
    sent(browser, CONTACT)
    answers = opened(services, stored).answers
    assert (answers.may_say_who, answers.may_leave_message, answers.wants_confirmation) == (
        False,
        False,
        False,
    )
    assert (answers.operator, answers.writer, answers.contact_days) == (Operator.ANYONE, Writer.SELF, ())


@pytest.mark.parametrize(
    ("field", "value"), [("days", ["sunday"]), ("operator", "robot"), ("writer", "nobody")]
)
def test_what_was_not_offered_is_refused(browser: Browser, field: str, value: object) -> None:
    page = browser.press(browser.get(CONTACT), "step=check", **{**WHO, field: value})
    assert (page.status, [href for href, _ in page.errors]) == (422, [f"#{field}"])


def test_silence_by_default(browser: Browser, services: Services) -> None:
    sent(browser, CONTACT, email=ADDRESS)
    assert [message.send_to for message in delivered(services).messages] == [
        {("Mestieri", "mestieri@example.org")}
    ]


def test_a_mail_to_the_citizen_only_if_asked_for(browser: Browser, services: Services) -> None:
    sent(browser, CONTACT, email=ADDRESS, wants_confirmation="y", message="parole-9966")
    with services.engine.connect() as connection:
        (row,) = connection.execute(sa.select(notice))
    assert ADDRESS.encode() not in row.sealed
    told = delivered(services).messages[-1]
    assert told.send_to == {("", ADDRESS)}
    assert told.subject == "È arrivato"
    for word in ("parole-9966", "Prova Provetti", "Activity", "Mestieri"):
        assert word not in f"{told.subject} {told.sender} {told.body} {told.html}"


def test_the_same_request_twice_is_confirmed_once(browser: Browser, services: Services) -> None:
    for _ in range(2):
        sent(browser, CONTACT, email=ADDRESS, wants_confirmation="y")
    assert len(delivered(services).messages) == 2


def test_a_confirmation_needs_an_address(browser: Browser) -> None:
    page = browser.press(browser.get(CONTACT), "step=check", **{**WHO, "wants_confirmation": "y"})
    assert [href for href, _ in page.errors] == ["#email"]


def test_the_privacy_notice_names_who_answers_on_this_very_route(browser: Browser) -> None:
    page = browser.get(CONTACT)
    assert "Il titolare è Mestieri" in page.text
    assert "Il contatto non è noto: chiedilo a Mestieri." in page.text
    check = browser.press(page, "step=check", **WHO, municipality="Casalmaggiore")
    assert "Il titolare è Energheia" in check.text


def test_owner_and_protection_officer_are_named_where_known(services: Services) -> None:
    config = services.settings.mkdocs_yml
    config.write_text(f"{config.read_text('utf-8')}      owner: accoglienza\n", "utf-8")
    mestieri = config.parent / "docs" / "enti" / "mestieri.md"
    mestieri.write_text(
        mestieri.read_text("utf-8").replace("---\n", "---\ndpo: dpo@example.org\n", 1), "utf-8"
    )
    browser = Browser(make_app(replace(services, catalogue=read_catalogue(services.settings))))
    page = browser.get(CONTACT)
    assert (
        "Il titolare è Mestieri, che riceve le risposte e risponde. Accoglienza gestisce questo sito"
        in page.text
    )
    assert "dpo@example.org" in page.text
    assert "Chi gestisce questo sito" in browser.get("/moduli/it/contatto?comune=altrove").text


def test_the_version_of_the_notice_is_recorded(browser: Browser, stored: Stored, services: Services) -> None:
    sent(browser, CONTACT)
    assert [row.privacy_version for row in stored.requests] == [VERSION]
    assert opened(services, stored).privacy_version == VERSION


def test_a_service_sends_a_person_on(browser: Browser, stored: Stored, services: Services) -> None:
    page = sent(browser, REFERRAL, **REFERRER)
    assert "0372 1786314" in page.text
    submission = opened(services, stored)
    assert (submission.form, submission.organization) == (FormKind.REFERRAL, "mestieri")
    referral = submission.answers.referral
    assert referral is not None
    assert referral.agreement is Agreement.SPOKEN
    assert referral.contact.reveal() == REFERRER["referrer_contact"]
    (mail,) = delivered(services).messages
    text = str(mail.body)
    first = text.index("SEGNALAZIONE DI UN SERVIZIO")
    assert first < text.index("Segretariato sociale di prova") < text.index("sì: a voce")
    assert text.index("sì: a voce") < text.index("COME CONTATTARE LA PERSONA")


@pytest.mark.parametrize("field", REFERRER)
def test_a_referral_needs_all_of_it(browser: Browser, stored: Stored, field: str) -> None:
    page = browser.press(browser.get(REFERRAL), "step=send", **{**WHO, **REFERRER, field: None})
    assert (page.status, [href for href, _ in page.errors]) == (422, [f"#{field}"])
    assert stored.count == (0, 0)


def test_each_line_of_a_checked_referral_can_be_changed(browser: Browser) -> None:
    check = browser.press(browser.get(REFERRAL), "step=check", **WHO, **REFERRER)
    changes = [b.get("value", "") for b in check.root.iter("button") if b.get("name") == "change"]
    assert len(changes) == len(list(check.root.iter("dt")))
    form = browser.press(check, "change=agreement")
    assert {*changes} <= {field.get("id") for field in form.form.iter()}
    assert form.answers["referrer_name"] == [REFERRER["referrer_name"]]


def test_a_closed_program_takes_no_referrals(browser: Browser) -> None:
    assert browser.get("/moduli/it/segnalazione?progetto=concluso&comune=lainate").status == 410


def test_leaving_forgets_the_session(browser: Browser) -> None:
    sent(browser, CONTACT)
    way = next(link for link in browser.get(CONTACT).root.iter("a") if "data-leave" in link.attrib)
    response = browser.client.get(way.get("href", ""))
    assert (response.status_code, response.location) == (303, "https://it.wikipedia.org/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
    assert browser.get("/moduli/it/ricevuta").status == 404


def test_leaving_without_a_session_works_too(browser: Browser) -> None:
    assert browser.client.post("/moduli/uscita").status_code == 303


def test_another_language_mid_form_loses_no_answer(browser: Browser) -> None:
    page = browser.get(APPOINTMENT)
    assert page.root.find(".//nav//a") is None
    typed = {**WHO, "phone": "non ancora", "message": "Mezza fr", "days": ["monday"], "may_say_who": "y"}
    other = moved(browser, page, "العربية", **typed)
    assert other.url.startswith("/moduli/ar/appuntamento?")
    assert (other.status, other.root.get("lang"), other.errors) == (200, "ar", [])
    for name, value in typed.items():
        assert other.answers[name] == (value if isinstance(value, list) else [value])
    back = moved(browser, other, "Italiano", phone="333 1234567", first="2026-11-24/morning")
    assert browser.press(browser.press(back, "step=check"), "step=send").url == "/moduli/it/ricevuta"


def test_another_language_while_checking_stays_there(browser: Browser, stored: Stored) -> None:
    check = browser.press(browser.get(CONTACT), "step=check", **WHO, message="Resta qui")
    other = moved(browser, check, "English")
    assert other.answers["message"] == ["Resta qui"]
    assert browser.press(other, "step=send").url == "/moduli/en/ricevuta"
    assert stored.count == (1, 1)


def test_enter_in_a_field_goes_on_and_changes_no_language(browser: Browser) -> None:
    page = browser.get(CONTACT)
    first = next(
        b for b in page.root.iter("button") if b.get("form") == "modulo" or b in list(page.form.iter())
    )
    assert (first.get("name"), first.get("value"), first.get("formaction")) == ("step", "check", None)


def moved(browser: Browser, page: Page, language: str, **typed: object) -> Page:
    """Press a language's button, which belongs to the form and sends it elsewhere."""
    pressed = button(page, language)
    assert pressed.get("form") == page.form.get("id")
    data = {**page.answers, **typed, pressed.get("name", ""): pressed.get("value", "")}
    return browser.post(page, data, to=pressed.get("formaction", ""))
