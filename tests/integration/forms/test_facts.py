"""The owner's link, as an owner, a mail scanner, a late reader and a forger open it; over real SMTP and HTTP."""

from __future__ import annotations

import datetime as dt
import logging
import re
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import sqlalchemy as sa

from forms_app import make_app
from forms_app.database import fact_question, notice
from forms_app.facts.answers import CHANGES_AT_MOST
from forms_app.facts.asking import Outcome, ask_owners, with_answers
from forms_app.facts.links import LIFE, FactsLink, facts_key, name_of, sign
from forms_app.facts.timetable import AGAIN_AFTER, AT_MOST
from forms_app.ledger.links import link_key
from forms_app.outbox.notice_delivery import deliver_notice
from forms_app.requests.context import CatalogueDirectory
from forms_app.services import Services, read_catalogue
from forms_app.workshop import make_deliverer
from sportello.catalogue.confirmations import read_confirmations, stale_facts
from sportello.catalogue.facts import FactKind
from tests.integration.forms.browser import Browser, Page
from tests.integration.forms.conftest import MONDAY
from tests.integration.forms.test_partner_way import opened, web
from tests.integration.mail.server import Behaviour, serving, smtp_at

FORM = "application/x-www-form-urlencoded"
TODAY = MONDAY.date()
DAY = dt.timedelta(days=1)
MARKER = "Parole-private-7790"
DESK = "docs/sportelli/sportello-gussola.md"


@dataclass
class Owner:
    """Somebody at Mestieri, who keeps a desk with hours."""

    services: Services

    @property
    def browser(self) -> Browser:
        return Browser(make_app(self.services))

    @property
    def file(self) -> Path:
        return self.services.settings.confirmations

    def url(self, slug: str = "mestieri", until: dt.datetime = MONDAY + LIFE) -> str:
        key = facts_key(link_key(self.services.keys.secret))
        return f"/partner/dati/{sign(key, FactsLink(name_of(slug), until))}"

    def open(self) -> Page:
        return self.browser.get(self.url())

    def say(self, answer: str, **others: str) -> Page:
        url, browser = self.url(), self.browser
        response = browser.client.post(url, data={"answer": answer, **others}, content_type=FORM)
        return browser.get(response.location) if response.status_code == 303 else Page(url, response)

    def confirm(self) -> Page:
        return self.say("right", seen=self.open().answers["seen"][0])

    def at(self, moment: dt.datetime) -> Owner:
        return Owner(replace(self.services, now=lambda: moment))

    def asked(self, moment: dt.datetime = MONDAY) -> Outcome:
        catalogue = with_answers(self.services.catalogue, self.file)
        return ask_owners(self.services.engine, catalogue, "example.org", moment, moment.date())

    def rows(self, table: sa.Table) -> list[sa.Row[tuple[object, ...]]]:
        with self.services.engine.connect() as connection:
            return list(connection.execute(sa.select(table)))

    def everything(self) -> tuple[object, ...]:
        said = self.file.read_text("utf-8") if self.file.exists() else None
        return said, self.rows(fact_question), self.rows(notice)


@pytest.fixture(autouse=True)
def quiet_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own log is no part of what is tested."""
    monkeypatch.setattr(logging.getLogger("mail.log"), "disabled", True)


@pytest.fixture
def owner(services: Services) -> Owner:
    asking = Owner(services)
    asking.asked()
    return asking


def test_opening_shows_the_facts_in_italian_and_changes_nothing(owner: Owner) -> None:
    before = owner.everything()
    for _ in range(3):
        page = owner.open()
        owner.browser.client.head(owner.url())
    assert owner.everything() == before
    assert page.status == 200
    for words in ("0372 1786314", "martedì 09:00-12:30; sabato 14:00-17:00", "Sportello di Gussola"):
        assert words in page.text
    assert "0375 40200" not in page.text
    headers = page.response.headers
    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


def test_still_right_is_written_for_the_next_build(owner: Owner) -> None:
    page = owner.confirm()
    assert "Grazie, è confermato" in page.text
    assert "23 novembre 2026" in page.text
    catalogue = with_answers(read_catalogue(owner.services.settings), owner.file)
    stale = {one.owner.slug for one in stale_facts(catalogue, TODAY) if one.owner}
    assert stale == {"accoglienza", "energheia"}
    # The same file is what `mkdocs build` reads in the site's folder.
    assert read_catalogue(owner.services.settings).confirmations == catalogue.confirmations
    kinds = {fact.kind for fact in catalogue.confirmations}
    assert (kinds, len(catalogue.confirmations)) == ({FactKind.PHONE, FactKind.HOURS}, 2)


def test_confirming_again_and_again_writes_once_a_day(owner: Owner) -> None:
    owner.confirm()
    once = owner.file.read_bytes()
    token = owner.open()
    assert "right" not in str(token.answers)
    [current] = {page.answers["seen"][0] for page in [owner.at(MONDAY + DAY).open()]}
    for _ in range(3):
        assert owner.say("right", seen=current).status == 200
    assert owner.file.read_bytes() == once
    owner.at(MONDAY + 2 * DAY).confirm()
    assert len(owner.file.read_bytes()) == 2 * len(once)
    said, problems = read_confirmations(owner.file, "x")
    assert ({one.date for one in said.values()}, problems) == ({TODAY + 2 * DAY}, [])


def test_what_cannot_be_written_down_is_not_thanked_for(owner: Owner) -> None:
    seen = owner.open().answers["seen"][0]
    owner.file.mkdir()
    assert owner.open().status == 200
    assert owner.say("right", seen=seen).status == 503
    owner.file.rmdir()
    assert "Grazie, è confermato" in owner.say("right", seen=seen).text


def test_nobody_confirms_what_they_have_not_seen(owner: Owner) -> None:
    seen = owner.open().answers["seen"][0]
    file = owner.services.settings.mkdocs_yml.parent / DESK
    file.write_text(file.read_text("utf-8").replace("14:00-17:00", "14:00-18:00"), "utf-8")
    changed = Owner(replace(owner.services, catalogue=read_catalogue(owner.services.settings)))
    page = changed.say("right", seen=seen)
    assert page.status == 422
    assert page.errors == [("#giusto", "Intanto i dati sul sito sono cambiati: guardali di nuovo.")]
    assert "14:00-18:00" in page.text
    assert not owner.file.exists()
    assert changed.confirm().status == 200


def test_a_change_goes_to_the_editors_and_to_nobody_else(
    owner: Owner, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        page = owner.say("changed", text=f"Il sabato è chiuso. {MARKER}")
        assert "Grazie, lo diciamo alla redazione" in page.text
        assert not owner.file.exists()
        settings = owner.services.settings
        everywhere = [file for file in settings.var_dir.rglob("*") if file.is_file()]
        assert not any(MARKER.encode() in file.read_bytes() for file in everywhere)
        owner.services.engine.dispose()
        mails = delivered(owner.services)
    [mail] = [mail for mail in mails if MARKER in mail[2]]
    assert mail[:2] == ("redazione@sportello.invalid", "Dati da correggere: Mestieri")
    assert "Il sabato è chiuso." in mail[2]
    assert "- Orari: martedì 09:00-12:30; sabato 14:00-17:00" in mail[2]
    assert MARKER not in caplog.text
    assert MARKER not in page.response.text + str(page.response.headers)
    assert owner.rows(notice) == []


def test_a_link_in_wrong_hands_does_not_flood_the_editors(owner: Owner) -> None:
    before = len(owner.rows(notice))
    pages = [owner.say("changed", text=f"Prova {number}") for number in range(CHANGES_AT_MOST + 2)]
    assert [page.status for page in pages][-3:] == [200, 429, 429]
    assert "Prova 6" in pages[-1].text
    assert len(owner.rows(notice)) - before == CHANGES_AT_MOST


def test_a_change_is_taken_though_the_question_is_forgotten(services: Services) -> None:
    """As after a backup was restored that is older than the mail."""
    owner = Owner(services)
    pages = [owner.say("changed", text=f"Prova {number}") for number in range(CHANGES_AT_MOST + 1)]
    assert [page.status for page in pages] == [200] * CHANGES_AT_MOST + [429]
    assert len(owner.rows(notice)) == CHANGES_AT_MOST
    assert owner.asked(MONDAY + DAY).asked == ("accoglienza", "energheia")


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 1001, "a\0b"])
def test_a_text_that_says_nothing_or_too_much_is_asked_again(owner: Owner, text: str) -> None:
    before = owner.everything()
    page = owner.say("changed", text=text)
    assert (page.status, page.errors[0][0]) == (422, "#text")
    assert owner.everything() == before


@pytest.mark.parametrize(
    "body", [{}, {"answer": "x"}, {"answer": "right", "organization": "energheia"}, {"seen": "x"}]
)
def test_what_no_page_of_ours_sends_is_refused(owner: Owner, body: dict[str, str]) -> None:
    before = owner.everything()
    assert owner.browser.client.post(owner.url(), data=body, content_type=FORM).status_code == 400
    assert owner.everything() == before


def test_forged_late_and_unknown_links_do_nothing(owner: Owner) -> None:
    before, token = owner.everything(), owner.url()
    other = "a" if token[-1] != "a" else "b"
    for url, status in (
        (token[:-1] + other, 404),
        (token[:-1], 404),
        (owner.url(until=MONDAY), 410),
        (owner.url("nessuno"), 410),
        (owner.url("comune-senza-dati"), 410),
    ):
        assert owner.browser.get(url).status == status
        answers = {"answer": "right", "seen": owner.open().answers["seen"][0]}
        assert owner.browser.client.post(url, data=answers, content_type=FORM).status_code == status
        assert owner.browser.client.get(f"{url}/scritto").status_code == status
    assert owner.everything() == before


def test_each_owner_gets_one_mail_and_not_again_soon(owner: Owner) -> None:
    assert [row.organization for row in owner.rows(notice)] == ["accoglienza", "energheia", "mestieri"]
    assert owner.asked(MONDAY + DAY).asked == ()
    moments = [MONDAY + number * AGAIN_AFTER for number in range(1, AT_MOST + 2)]
    outcomes = [owner.asked(moment) for moment in moments]
    assert [len(outcome.asked) for outcome in outcomes] == [3] * (AT_MOST - 1) + [0, 0]
    assert outcomes[-1].silent == ("accoglienza", "energheia", "mestieri")


def test_who_confirmed_is_asked_when_it_is_time_again(owner: Owner) -> None:
    owner.confirm()
    assert "mestieri" not in owner.asked(MONDAY + 140 * DAY).asked
    assert "mestieri" in owner.asked(MONDAY + 151 * DAY).asked


def test_who_cannot_be_asked_by_mail_is_named(services: Services) -> None:
    file = services.settings.mkdocs_yml.parent / "docs/enti/muto.md"
    contacts = "contacts: {phones: [{number: 02 7654321}]}"
    file.write_text(f"---\nkind: organization\ntitle: Muto\nsummary: X\n{contacts}\n---\n", "utf-8")
    owner = Owner(replace(services, catalogue=read_catalogue(services.settings)))
    assert owner.asked().unreachable == ("muto",)


def test_the_form_says_to_ask_first_until_the_address_is_confirmed(services: Services) -> None:
    file = services.settings.mkdocs_yml.parent / "docs/sportelli/sportello-casalmaggiore.md"
    place = "municipality: casalmaggiore"
    file.write_text(file.read_text("utf-8").replace(place, f"{place}\naddress: via Prova 1"), "utf-8")
    owner = Owner(replace(services, catalogue=read_catalogue(services.settings)))
    form = "/moduli/it/appuntamento?progetto=activity&comune=019021"
    said = "via Prova 1 Non è confermato da poco: chiedi prima di andare."
    assert said in owner.browser.get(form).text
    url, browser = owner.url("energheia"), owner.browser
    answers = {"answer": "right", "seen": browser.get(url).answers["seen"][0]}
    assert browser.client.post(url, data=answers, content_type=FORM).status_code == 303
    text = browser.get(form).text
    assert "via Prova 1" in text
    assert "Non è confermato" not in text


def delivered(services: Services, public_url: str | None = None) -> list[tuple[str, str, str]]:
    """Let a real SMTP server take what waits; each mail's recipient, subject and text."""
    behaviour = Behaviour()
    with serving(behaviour) as port:
        settings = replace(services.settings, smtp=smtp_at(port), public_url=public_url)
        made = make_deliverer(settings, CatalogueDirectory(services.catalogue))
        deliverer = replace(made, clock=lambda: MONDAY)
        while deliver_notice(deliverer):
            pass
        deliverer.postman.rest()
        deliverer.engine.dispose()
    found = []
    for envelope in behaviour.taken:
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        part = mail.get_body(("plain",))
        assert part is not None
        found.append((envelope.rcpt_tos[0], str(mail["Subject"]), part.get_content()))
    return found


def test_a_question_goes_the_whole_way(owner: Owner) -> None:
    with web(owner.services) as base:
        mails = delivered(owner.services, base)
        assert sorted(mail[0] for mail in mails) == [
            "accoglienza@example.org",
            "energheia@example.org",
            "mestieri@example.org",
        ]
        [text] = [mail[2] for mail in mails if mail[0] == "mestieri@example.org"]
        assert {mail[1] for mail in mails} == {"I vostri dati sul sito sono ancora giusti?"}
        assert "- Telefono: 0372 1786314" in text
        assert "vale fino al 22 gennaio 2027" in text
        [link] = re.findall(rf"{re.escape(base)}/partner/dati/\S+", text)
        page = opened(link)
        assert not owner.file.exists()
        [seen] = re.findall(r'name="seen" value="(\w+)"', page)
        assert "Grazie, è confermato" in opened(link, f"answer=right&seen={seen}".encode())
    assert owner.file.exists()
