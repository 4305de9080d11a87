"""The first promise: somebody who reads Arabic, on a phone, without JavaScript, asks and is heard by the right desk."""

from __future__ import annotations

import re

import pytest

from tests.e2e.asking import Answers, answers_in, choose_half_days, fill_in, send, summary
from tests.e2e.mailbox import Mailbox
from tests.e2e.reader import Reader, Readers

SOMEBODY = answers_in("ar")


@pytest.fixture
def citizen(readers: Readers) -> Reader:
    return readers.open("ar", phone=True, scripts=False)


def find_by_typing(citizen: Reader, place: str) -> None:
    """From the home page: type the place, press, choose the appointment that ACTIVITY.CR offers."""
    citizen.open("/ar/")
    citizen.page.get_by_label(citizen.says("In quale comune abiti?")).fill(place)
    citizen.follow(citizen.button("Cerca il tuo comune"))
    offer = citizen.page.get_by_role("link", name=re.compile(r"ACTIVITY\.CR"))
    citizen.follow(offer.filter(has_text=citizen.says("Chiedi un appuntamento")))


def find_by_list(citizen: Reader, place: str) -> None:
    """From the home page: menu, municipalities, the place, its appointment."""
    citizen.open("/ar/")
    citizen.page.get_by_text(citizen.says("Menu"), exact=True).click()
    menu = citizen.page.locator("details[open]")
    citizen.follow(menu.get_by_role("link", name="البلديات"))
    citizen.follow(citizen.link(place))
    assert citizen.heading == place
    citizen.follow(citizen.link(citizen.says("Chiedi un appuntamento")).first)


def check_receipt(citizen: Reader, code: str, organization: str, desk: str, phone: str) -> None:
    assert re.fullmatch(r"\d{16}", code.replace(" ", ""))
    assert citizen.heading == citizen.says("Richiesta ricevuta")
    said = citizen.page.locator("main").inner_text()
    for words in (organization, desk, phone):
        assert words in said
    assert citizen.page.locator(f'a[href="tel:+39{phone.replace(" ", "")}"]').count() == 1
    assert code not in citizen.page.url


def check_mail(mail: str, answers: Answers, *others: str) -> None:
    digits = re.sub(r"\D", "", mail)
    assert re.sub(r"\D", "", answers.phone) in digits
    for words in (answers.name, answers.message, *others):
        assert words in mail


@pytest.mark.parametrize("find", [find_by_typing, find_by_list])
def test_an_appointment_in_gussola_reaches_mestieri_lombardia(
    citizen: Reader, mailbox: Mailbox, find: object
) -> None:
    assert callable(find)
    find(citizen, "Gussola")
    citizen.page.get_by_label("مكتب المساعدة في Gussola").check()
    half_days = choose_half_days(citizen, 2)
    fill_in(citizen, SOMEBODY)
    citizen.follow(citizen.button("Continua"))
    said = " ".join(summary(citizen).values())
    for words in ("Gussola", "ACTIVITY.CR", SOMEBODY.name, SOMEBODY.message, *half_days):
        assert words in said
    citizen.follow(citizen.button("Invia"))
    code = citizen.page.locator(".sp-code").inner_text()
    check_receipt(citizen, code, "Mestieri Lombardia", "مكتب المساعدة في Gussola", "0372 1786314")
    mail = mailbox.wait_for_mail("Mestieri Lombardia")
    check_mail(mail, SOMEBODY, "Sportello di Gussola", "Gussola", "arabo")
    assert mailbox.count_when_all_is_delivered() == 1
    citizen.check_addresses_hide(SOMEBODY.name, SOMEBODY.phone, SOMEBODY.phone.replace(" ", ""), "أبحث", code)


def test_an_appointment_in_casalmaggiore_reaches_energheia(citizen: Reader, mailbox: Mailbox) -> None:
    find_by_typing(citizen, "Casalmaggiore")
    choose_half_days(citizen)
    fill_in(citizen, SOMEBODY)
    code = send(citizen)
    check_receipt(citizen, code, "Energheia", "Casalmaggiore", "0375 40200")
    check_mail(mailbox.wait_for_mail("Energheia Impresa Sociale"), SOMEBODY, "Casalmaggiore")
    assert mailbox.count_when_all_is_delivered() == 1


def test_a_request_from_the_page_of_san_giovanni_in_croce(citizen: Reader, mailbox: Mailbox) -> None:
    citizen.open("/ar/comuni/san-giovanni-in-croce/")
    citizen.follow(citizen.link(citizen.says("Ti contattiamo noi")).last)
    fill_in(citizen, SOMEBODY)
    code = send(citizen)
    check_receipt(citizen, code, "Mestieri Lombardia", "San Giovanni in Croce", "0372 1786314")
    mail = mailbox.wait_for_mail("Mestieri Lombardia")
    check_mail(mail, SOMEBODY, "San Giovanni in Croce")
