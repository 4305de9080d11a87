"""The pseudo-language's own tools: what they keep, and that they find what was forgotten."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.translation.agreement import content_disagreement
from sportello.translation.inline import protect
from tests.pseudo.localizer import names_pattern, pseudo
from tests.pseudo.texts import Text, page_texts, untranslated

NAMES = names_pattern(["Piadena Drizzona"])


@pytest.mark.parametrize(
    "kept",
    ["%(name)s", "{count}", "{1}", "<br>", "&nbsp;", "](tel:+390375)", "a@example.org", "`x`", "2026", "**"],
)
def test_what_a_translation_must_keep_is_kept(kept: str) -> None:
    assert kept in pseudo(f"prima {kept} dopo")


def test_it_is_accented_longer_and_in_brackets() -> None:
    said = pseudo("Vieni a Piadena Drizzona: chiediamo solo un nome", NAMES)
    assert said == "⟦Ṽĭĭēēñĭĭ åå Piadena Drizzona: ĉħĭĭēēđĭĭååṁøø šøøłøø ŭŭñ ñøøṁēē⟧"


@given(st.text(st.sampled_from("ab è.,[](){}1*_`<>/:@%\n"), max_size=40))
def test_translations_keep_the_placeholders_of_any_block(text: str) -> None:
    message = protect(text).text
    assert content_disagreement(message, pseudo(message)) is None


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (f"<p>{pseudo('ciao')} ciao</p>", f"not translated: p: {pseudo('ciao')} ciao"),
        ("<a aria-label='Chiudi'></a>", "not translated: a@aria-label: Chiudi"),
        ("<input placeholder='Cerca'>", "not translated: input@placeholder: Cerca"),
        ("<ol data-none='Nessun risultato'></ol>", "not translated: ol@data-none: Nessun risultato"),
        ("<p><span lang='it'>Ciao</span></p>", "in it: span: Ciao"),
        (f"<p>{pseudo('a')} {pseudo('b')}.</p>", f"glued: p: {pseudo('a')} {pseudo('b')}."),
        (f"<h2>{pseudo('ciao')[:-1]}</h2>", f"cut: h2: {pseudo('ciao')[:-1]}"),
    ],
)
def test_what_was_forgotten_is_named(html: str, fault: str) -> None:
    assert untranslated(_texts(html), "af", ()) == [fault]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{pseudo('Scrivi')} <b>{pseudo('qui')}</b>: 12:30, +39 0375</p>",
        f"<p>{pseudo('a {x}; b').replace('{x}', pseudo('c'))}</p>",
        "<a lang='sq' hreflang='sq'>Shqip</a>",
        "<p>via Roma 1</p>",
        "<p>a@example.org <code>title</code></p>",
    ],
)
def test_what_nobody_translates_passes(html: str) -> None:
    assert untranslated(_texts(html), "af", ["via Roma 1"]) == []


def _texts(body: str) -> list[Text]:
    return page_texts(f"<html lang=af><title></title>{body}")


def test_names_are_whole_words() -> None:
    assert re.search(NAMES, "San Piadena Drizzonara") is None
