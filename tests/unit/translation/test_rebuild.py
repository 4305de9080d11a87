"""A body goes out and comes back: nothing lost, nothing moved, everything translated."""

import re

import html5lib
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sportello.translation.blocks import Block, blocks, split
from sportello.translation.marks import Source, with_notes
from sportello.translation.rebuild import Old, rebuild
from sportello.translation.scanner import Kind

EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.superfences",
    "tables",
    "toc",
]
ITALIAN = Source("it", "ltr")
OUTDATED = Source("it", "ltr", "changed & more")
NOTE = re.compile(r'<details class="sp-changed".*?</span></details>', re.DOTALL)
SPAN = '<span lang="it" dir="ltr">'


def html(body: str) -> str:
    """The page as a browser sees it: white space folded, as line breaks in a paragraph mean nothing."""
    return " ".join(markdown.markdown(body, extensions=EXTENSIONS).split())


def shout(message: str) -> str:
    """A translation that keeps what it must: every word in capitals, placeholders as they are."""
    return re.sub(r"&\w+;|\w+", lambda word: word[0] if word[0].startswith("&") else word[0].upper(), message)


def whisper(page: str) -> str:
    return page.lower()


words = st.sampled_from(
    ["lavoro", "è", "città", "l'aiuto", "perché?", "328", "c'è", "tu", "(subito)", "50 %", "a–b"]
)
inline = st.sampled_from(
    [
        "**forte**",
        "_piano_",
        "[chiama](tel:+390375){ .md-button }",
        "[pagina](../servizi/x.md#come-fare)",
        '[con titolo](x.md "titolo")',
        "![foto](img/a.jpg){: .destra }",
        "[![foto](a.jpg)](b.md)",
        "<scrivi@example.org>",
        "scrivi@example.org",
        "https://example.org/a?b=c",
        "`codice`",
        "<br>",
        "<b>grassetto</b>",
        "[rimando][ref]",
        "\\*stella\\*",
        "AT&amp;T",
    ]
)
text = st.lists(st.one_of(words, words, words, inline), min_size=1, max_size=8).map(" ".join)
line = text.filter(lambda t: not t.startswith(("{", "<", "http")))


def indented(body: str, by: str = "    ") -> str:
    return body.replace("\n", "\n" + by)


paragraph = st.lists(line, min_size=1, max_size=3).map("\n".join)
broken = st.tuples(line, line).map("  \n".join)
heading = st.tuples(st.sampled_from(["#", "##", "###"]), line, st.sampled_from(["", " ##", " {: .x }"])).map(
    lambda t: f"{t[0]} {t[1]}{t[2]}"
)
setext = st.tuples(line, st.sampled_from(["===", "---"])).map("\n".join)
simple = st.one_of(paragraph, broken)
bullets = st.lists(paragraph, min_size=1, max_size=3).map(
    lambda items: "\n".join("- " + indented(i) for i in items)
)
numbers = st.lists(st.tuples(paragraph, st.booleans()), min_size=1, max_size=3).map(
    lambda items: "\n".join(
        f"1. {indented(i)}" + ("\n    - sotto\n    - ancora" if n else "") for i, n in items
    )
)
loose = st.tuples(paragraph, simple).map(lambda t: f"-   {indented(t[0])}\n\n    {indented(t[1])}")
quote = simple.map(lambda t: "> " + t.replace("\n", "\n> "))
cell = line.map(lambda t: t.replace("|", "\\|"))
table = st.lists(st.tuples(cell, cell), min_size=2, max_size=4).map(
    lambda rows: "\n".join(
        [f"| {rows[0][0]} | {rows[0][1]} |", "|---|--:|", *(f"| {a} | {b} |" for a, b in rows[1:])]
    )
)
box = st.tuples(st.sampled_from(["!!! note", "??? info", "???+ tip"]), st.one_of(simple, bullets)).map(
    lambda t: f'{t[0]} "titolo del riquadro"\n    {indented(t[1])}'
)
definition = st.tuples(line, simple).map(lambda t: f"termine\n:   {indented(t[1])}")
leads = paragraph.map(lambda t: f"{t}\n{{: .lead }}")
raw = st.sampled_from(
    [
        '<div class="grid cards" markdown>\n\n-   **uno**\n\n    due\n\n</div>',
        "<p markdown>testo *corsivo*</p>",
        "<details markdown>\n<summary>apri</summary>\n\ndentro\n\n</details>",
        "<!-- nota\n\ndi lavoro -->",
        "```\ncodice\n\n# non un titolo\n```",
        "---",
        "rimando[^1]\n\n[^1]: la nota\n    continua",
    ]
)
block = st.one_of(simple, heading, setext, bullets, numbers, loose, quote, table, box, definition, leads, raw)
pages = st.lists(block, min_size=1, max_size=6).map(
    lambda b: "\n\n".join(b) + "\n\n[ref]: https://example.org/ref\n"
)


@given(st.text(alphabet='ab #>-*|:!?=[](){}`~<>/"\n\t 1.^é', max_size=120))
def test_pieces_of_any_text_are_that_text(body: str) -> None:
    pieces = split(body)
    assert "".join(p if isinstance(p, str) else p.source + p.tail for p in pieces) == body


@settings(max_examples=100, deadline=None)
@given(pages)
def test_a_page_without_translation_is_the_same_page_marked_as_italian(body: str) -> None:
    shown = html(rebuild(body, lambda _: None, ITALIAN))
    assert re.sub(r'(<span lang="it" dir="ltr">)(.*?)</span>', r"\2", shown) == html(body)


@settings(max_examples=100, deadline=None)
@given(pages)
def test_a_translated_page_is_the_same_page_in_other_words(body: str) -> None:
    shown = html(rebuild(body, shout, ITALIAN))
    assert whisper(shown) == whisper(html(body))
    assert SPAN not in shown


@settings(max_examples=100, deadline=None)
@given(pages)
def test_an_outdated_page_is_the_translated_page_with_a_note_behind_each_block(body: str) -> None:
    shown = with_notes(
        markdown.markdown(rebuild(body, lambda text: Old(shout(text)), OUTDATED), extensions=EXTENSIONS)
    )
    without = re.sub(f"{SPAN}(.*?)</span>", r"\1", " ".join(NOTE.sub("", shown).split()))
    assert whisper(without) == whisper(html(rebuild(body, shout, ITALIAN)))
    inside_html = sum(block.kind is Kind.HTML_TEXT for block in blocks(body))
    marked = html(rebuild(body, lambda _: None, ITALIAN)).count(SPAN)
    assert shown.count('<details class="sp-changed"') == marked - inside_html


def test_a_note_stands_behind_the_paragraph_or_heading_and_inside_items_and_cells() -> None:
    body = "## Costi\n\nUn *testo*\n\n- uno\n    - due\n\n| a | b |\n|---|---|\n| c | d |\n"
    shown = with_notes(markdown.markdown(rebuild(body, lambda _: Old("x"), OUTDATED), extensions=EXTENSIONS))
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(f"<!doctype html><title>x</title>{shown}")
    assert parser.errors == []
    around = {parent.tag for parent in page.iter() for child in parent if child.get("class") == "sp-changed"}
    assert around == {"body", "li", "th", "td"}
    notes = list(page.iter("details"))
    assert ["".join(span.itertext()) for note in notes for span in note.iter("span")] == [
        "Costi", "Un testo", "uno", "due", "a", "b", "c", "d"
    ]  # fmt: skip
    assert {(span.get("lang"), span.get("dir")) for span in page.iter("span")} == {("it", "ltr")}
    assert {summary.text for summary in page.iter("summary")} == {"changed & more"}


def test_outdated_words_inside_raw_html_are_shown_in_italian() -> None:
    shown = rebuild("<summary>apri</summary>", lambda _: Old("open"), OUTDATED)
    assert shown == f"<summary>{SPAN}apri</span></summary>"


def test_an_outdated_abbreviation_is_italian_because_it_becomes_an_attribute() -> None:
    assert 'title="Indicatore"' in html(rebuild("*[ISEE]: Indicatore\n\nISEE", lambda _: Old("x"), OUTDATED))


@pytest.mark.parametrize(
    "translation",
    [
        "1. first",
        "- item",
        "# title",
        "> said",
        "!!! note",
        "---",
        "[x]: https://example.org",
        ": meant",
        "=== tab",
        "```",
    ],
)
def test_a_translation_cannot_begin_another_kind_of_block(translation: str) -> None:
    shown = markdown.markdown(
        rebuild("Prima\n\nSeconda", lambda _: translation, ITALIAN), extensions=EXTENSIONS
    )
    assert re.sub(r"<p>.*?</p>", "<p/>", shown) == "<p/>\n<p/>"


def test_a_translation_cannot_add_a_column_to_a_table() -> None:
    shown = html(rebuild("| Uno | Due |\n|---|---|\n| tre | quattro |", lambda _: "a | b", ITALIAN))
    assert shown.count("<th>a | b</th>") == 2
    assert shown.count("<td>a | b</td>") == 2


def test_hard_breaks_stay_and_soft_ones_may_move() -> None:
    body = "Via Roma 1  \n20063 Cernusco\nsul Naviglio"
    assert blocks(body)[0].protected.text == "Via Roma 1\n20063 Cernusco sul Naviglio"
    assert rebuild(body, str.upper, ITALIAN) == "VIA ROMA 1  \n20063 CERNUSCO SUL NAVIGLIO"


def test_headings_keep_the_anchors_of_the_source_page() -> None:
    body = (
        "# Come fare\n\n## Costi { #prezzi }\n\n## Come fare\n\nTitolo\n---\n\n## [Orari](x.md) {: .largo }\n"
    )
    shown = html(rebuild(body, lambda _: "سؤال", ITALIAN))
    expected = re.findall(r'id="([^"]*)"', html(body))
    assert (
        re.findall(r'id="([^"]*)"', shown)
        == expected
        == ["come-fare", "prezzi", "come-fare_1", "titolo", "orari"]
    )


def test_raw_html_is_marked_and_not_offered_for_translation() -> None:
    body = '<div class="x">\n<b>Testo</b>\n\nancora\n</div>\n\nDopo'
    assert [block.kind for block in blocks(body)] == [Kind.HTML, Kind.PARAGRAPH]
    assert rebuild(body, str.upper, ITALIAN).startswith('<div lang="it" dir="ltr" class="x">\n<b>Testo</b>')


@pytest.mark.parametrize(
    ("body", "messages"),
    [
        ("328 944 36 39\n\n---\n\n[0375 42](tel:+39037542)\n", []),
        ("    codice rientrato\n", []),
        ("testo\n- non un elenco\n", ["testo - non un elenco"]),
        ("- uno\n- due\n  a capo\n", ["uno", "due a capo"]),
        ("dal 1 settembre\n2020. Poi\n", ["dal 1 settembre 2020. Poi"]),
        ("#Titolo\ntesto\n## Altro ##\n", ["Titolo", "testo", "Altro"]),
        ("| a | b |\n|---|---|\n| `x|y` | c \\| d |\n", ["a", "b", "c \\| d"]),
        ('!!! note\n    dentro\n\n??? info "Apri"\n    - x\n', ["dentro", "Apri", "x"]),
        ("Termine\nAltro\n:   spiega\n", ["Termine", "Altro", "spiega"]),
        ("<summary>Apri <b>qui</b></summary>\n", ["Apri {1}qui{2}"]),
        ("*[ISEE]: Indicatore\n", ["Indicatore"]),
        ("> detto\n> *ancora*\n", ["detto *ancora*"]),
        ("- [ ] da fare\n", ["da fare"]),
        ("", []),
    ],
)
def test_what_is_offered_for_translation(body: str, messages: list[str]) -> None:
    assert [block.protected.text for block in blocks(body)] == messages


def test_an_abbreviation_without_translation_stays_plain_because_it_becomes_an_attribute() -> None:
    body = "*[ISEE]: Indicatore\n\nISEE"
    assert 'title="Indicatore"' in html(rebuild(body, lambda _: None, ITALIAN))


def test_the_offered_block_knows_its_heading_attributes() -> None:
    assert split("## Costi { #prezzi }\n")[1] == Block(
        Kind.HEADING, "Costi", blocks("Costi")[0].protected, " { #prezzi }"
    )
