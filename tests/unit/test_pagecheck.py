"""The checker of pages finds what it is for."""

from __future__ import annotations

import pytest

from tests.pagecheck import check_page

GOOD = (
    '<!doctype html><html lang="it" dir="ltr"><head><title>Prova</title></head><body><h1 id="a">Prova</h1>'
    '<form action="/x"><label for="b">Nome</label><input id="b" name="b"><button>Invia</button></form></body></html>'
)


def test_a_good_page() -> None:
    check_page(GOOD, "/")


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("<h1", "<p><div></p><h1", "HTML"),
        (' lang="it"', "", "no lang"),
        (' dir="ltr"', "", "no dir"),
        ("<title>Prova</title>", "<title> </title>", "no title"),
        ("</h1>", "</h1><h1>Due</h1>", "2 h1"),
        ('id="b"', 'id="a"', "2 times"),
        ('<label for="b">Nome</label>', "", "no label"),
        ('name="b"', 'name="b" aria-describedby="c"', "#c"),
        ("<form", '<a href="#c">Via</a><form', "#c"),
        ("<form", '<a href="/"></a><form', "link without a name"),
        ("<form", '<img src="/x.png"><form', "no alt"),
        ('action="/x"', 'action="https://example.org/"', "sends to"),
        ("Invia", "", "button without a name"),
    ],
)
def test_a_bad_page(good: str, bad: str, said: str) -> None:
    assert good in GOOD
    with pytest.raises(AssertionError, match=said):
        check_page(GOOD.replace(good, bad, 1), "/")
