"""Asking, from wherever one is: what is chosen stays chosen, nothing is lost, nothing arrives twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from tests.e2e.asking import Answers, answers_in, choose_half_days, fill_in, send, summary
from tests.e2e.kinds import APPOINTMENT, CONTACT
from tests.e2e.mailbox import Mailbox
from tests.e2e.reader import Reader, Readers

SOMEBODY = answers_in("it")
CONTACT_FOR = re.compile(r"Ti contattiamo noi ?: ACTIVITY\.CR")


def from_program(reader: Reader) -> None:
    reader.open("/progetti/activity-cr/")
    reader.follow(reader.link("Ti contattiamo noi").first)
    answer_place(reader, "Spineda")


def from_service(reader: Reader) -> None:
    reader.open("/servizi/ricerca-lavoro-casalasco/")
    reader.follow(reader.link("Ti contattiamo noi").first)
    answer_place(reader, "Spineda")


def from_desk(reader: Reader) -> None:
    reader.open("/sportelli/sportello-piadena-drizzona/")
    reader.follow(reader.link("Ti contattiamo noi").first)


def from_municipality(reader: Reader) -> None:
    reader.open("/comuni/martignana-di-po/")
    offer = reader.page.locator(".sp-offer").filter(has_text="ACTIVITY.CR")
    reader.follow(offer.get_by_role("link", name="Ti contattiamo noi").first)


def from_general_entry(reader: Reader) -> None:
    """By the short name that the program's own leaflet uses."""
    reader.open("/")
    reader.follow(reader.page.get_by_role("banner").get_by_role("link", name="Chiedi aiuto"))
    answer_place(reader, "S. Giovanni in C.")
    reader.follow(reader.page.locator("main").get_by_role("link", name=CONTACT_FOR).first)


def answer_place(reader: Reader, place: str) -> None:
    reader.page.locator("#comune").fill(place)
    reader.follow(reader.button("Continua"))


@pytest.mark.parametrize(
    ("come", "topic", "place"),
    [
        (from_program, "progetto:activity-cr", "Spineda"),
        (from_service, "servizio:ricerca-lavoro-casalasco", "Spineda"),
        (from_desk, "progetto:activity-cr", "Piadena Drizzona"),
        (from_municipality, "progetto:activity-cr", "Martignana di Po"),
        (from_general_entry, "progetto:activity-cr", "San Giovanni in Croce"),
    ],
)
def test_place_and_topic_are_chosen_already(
    readers: Readers, mailbox: Mailbox, come: Callable[[Reader], None], topic: str, place: str
) -> None:
    reader = readers.open()
    come(reader)
    assert reader.page.locator("#topic").input_value() == topic
    assert reader.page.locator("#municipality").input_value() == place
    fill_in(reader, SOMEBODY)
    send(reader)
    mail = mailbox.wait_for_mail("Mestieri Lombardia")
    for words in (SOMEBODY.name, SOMEBODY.message, place):
        assert words in mail


@pytest.mark.parametrize("language", ["it", "en", "ar"])
@pytest.mark.parametrize("scripts", [True, False])
def test_errors_are_told_and_nothing_is_lost(readers: Readers, language: str, *, scripts: bool) -> None:
    reader = readers.open(language, scripts=scripts)
    answers = answers_in(language)
    reader.open(reader.form(APPOINTMENT))
    fill_in(reader, Answers(name=answers.name, phone="12", message=answers.message))
    reader.follow(reader.button("Continua"), 422)
    assert reader.page.title().startswith(reader.says("Errore:"))
    told = reader.page.locator(".sp-error-summary")
    expect(told).to_be_focused()
    expect(told.get_by_role("listitem")).to_have_count(2)
    told.get_by_role("link").last.click()
    if scripts:
        expect(reader.page.locator("#phone")).to_be_focused()
    choose_half_days(reader)
    reader.page.locator("#phone").fill(answers.phone)
    reader.follow(reader.button("Continua"))
    assert not reader.page.title().startswith(reader.says("Errore:"))
    said = " ".join(summary(reader).values())
    assert answers.name in said
    assert answers.message in said


@pytest.mark.parametrize("language", ["it", "en"])
def test_change_keeps_the_answers(readers: Readers, mailbox: Mailbox, language: str) -> None:
    reader = readers.open(language)
    answers = answers_in(language)
    reader.open(reader.form(APPOINTMENT))
    half_days = choose_half_days(reader, 3)
    fill_in(reader, answers)
    reader.follow(reader.button("Continua"))
    question = reader.says("Come possiamo chiamarti?")
    reader.follow(reader.page.get_by_role("button", name=question))
    expect(reader.page.locator("#name")).to_be_focused()
    reader.page.locator("#name").fill("Altra Prova")
    reader.follow(reader.button("Continua"))
    said = summary(reader)
    assert said.pop(question) == "Altra Prova"
    for words in (*half_days, answers.phone, answers.message, reader.says("Mattina")):
        assert words in " ".join(said.values())
    reader.follow(reader.button("Invia"))
    mail = mailbox.wait_for_mail("Mestieri Lombardia")
    assert "Altra Prova" in mail
    assert answers.message in mail


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_sends_once(readers: Readers, mailbox: Mailbox, *, scripts: bool) -> None:
    reader = readers.open(scripts=scripts)
    reader.open(reader.form(CONTACT))
    fill_in(reader, SOMEBODY)
    reader.follow(reader.button("Continua"))
    reader.button("Invia").dblclick()
    reader.page.wait_for_url("**/ricevuta")
    mailbox.wait_for_mail("Mestieri Lombardia")
    assert mailbox.count_when_all_is_delivered() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_reloading_and_going_back_send_nothing_twice(
    readers: Readers, mailbox: Mailbox, *, scripts: bool
) -> None:
    reader = readers.open(scripts=scripts)
    reader.open(reader.form(CONTACT))
    fill_in(reader, SOMEBODY)
    code = send(reader)
    for _ in range(2):
        reader.page.reload()
        assert reader.page.locator(".sp-code").inner_text() == code
    with suppress(Error):  # Chromium keeps no copy of the check screen and asks whether to post again.
        reader.page.go_back()
    assert mailbox.count_when_all_is_delivered() == 1


def test_sending_the_same_again_from_the_form_before_gives_the_same_receipt(
    readers: Readers, mailbox: Mailbox
) -> None:
    reader = readers.open()
    reader.open(reader.form(CONTACT))
    fill_in(reader, SOMEBODY)
    code = send(reader)
    with reader.page.expect_navigation(url="**/contatto?**"):
        reader.page.evaluate("history.go(-2)")
    fill_in(reader, SOMEBODY)
    assert send(reader) == code
    assert mailbox.count_when_all_is_delivered() == 1


def test_the_count_of_characters_speaks(readers: Readers) -> None:
    reader = readers.open()
    reader.open(reader.form(CONTACT))
    message = reader.page.locator("#message")
    message.fill("a" * 990)
    expect(reader.page.locator("#message-count")).to_have_text("Caratteri che puoi ancora scrivere: 10")
    message.fill("a" * 1010)
    expect(reader.page.locator("#message-count")).to_have_text("Caratteri di troppo: 10")
