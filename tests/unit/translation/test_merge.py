"""What becomes of translations when the Italian changes."""

import polib
from hypothesis import given
from hypothesis import strategies as st

from sportello.translation.merge import memory_of, merge
from sportello.translation.phrases import PageText, Phrase, page_phrases
from sportello.translation.po import parse_po

LONG = "Il progetto aiuta le famiglie di Cernusco sul Naviglio che hanno perso il lavoro."
CHANGED = "Il progetto aiuta le famiglie di Cernusco sul Naviglio che cercano un lavoro."


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    po = polib.POFile()
    po.extend(entries)
    return po


def entry(msgid: str, msgstr: str = "", **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def phrases(*texts: str) -> list[Phrase]:
    return [Phrase(text) for text in texts]


def said(entries: list[polib.POEntry]) -> list[tuple[str, str, str]]:
    return [(e.msgid, e.msgstr, "obsolete" if e.obsolete else "fuzzy" if e.fuzzy else "") for e in entries]


def test_what_stands_is_kept_with_its_remarks() -> None:
    old = catalogue(entry("Uno", "One", tcomment="checked by Anna Prova", flags=["no-wrap"]))
    (kept,) = merge(old, [Phrase("Uno", ("heading",))], {})
    assert (kept.msgstr, kept.tcomment, kept.comment, kept.flags) == (
        "One",
        "checked by Anna Prova",
        "heading",
        ["no-wrap"],
    )


def test_a_changed_text_is_fuzzy_with_the_text_it_was_made_from() -> None:
    merged = merge(
        catalogue(entry("Titolo", "Title"), entry(LONG, "The project…")), phrases("Titolo", CHANGED), {}
    )
    assert said(merged) == [("Titolo", "Title", ""), (CHANGED, "The project…", "fuzzy")]
    assert merged[1].previous_msgid == LONG


def test_a_text_changed_twice_still_names_the_one_that_was_translated() -> None:
    once = merge(catalogue(entry(LONG, "The project…")), phrases(CHANGED), {})
    twice = merge(catalogue(*once), phrases(CHANGED + " Chiama."), {})
    assert (twice[0].msgstr, twice[0].previous_msgid) == ("The project…", LONG)


def test_a_change_taken_back_is_current_again() -> None:
    fuzzy = merge(catalogue(entry(LONG, "The project…")), phrases(CHANGED), {})
    assert said(merge(catalogue(*fuzzy), phrases(LONG), {})) == [(LONG, "The project…", "")]


def test_a_text_rewritten_in_its_place_keeps_its_old_translation_near() -> None:
    old = catalogue(entry("Uno", "One"), entry("Chiama il lunedì mattina", "Call"), entry("Tre", "Three"))
    merged = merge(old, phrases("Uno", "Scrivi o chiama il martedì", "Tre"), {})
    assert said(merged)[1] == ("Scrivi o chiama il martedì", "Call", "fuzzy")


def test_another_text_altogether_is_new_and_the_old_one_waits_as_obsolete() -> None:
    merged = merge(catalogue(entry(LONG, "The project…")), phrases("Orari"), {})
    assert said(merged) == [("Orari", "", ""), (LONG, "The project…", "obsolete")]
    assert said(merge(catalogue(*merged), phrases("Orari", LONG), {}))[1] == (LONG, "The project…", "")


def test_what_was_never_translated_goes_without_a_trace() -> None:
    assert merge(catalogue(entry(LONG)), [], {}) == []


def test_one_old_text_serves_one_new_text() -> None:
    merged = merge(catalogue(entry(LONG, "The project…")), phrases(CHANGED, CHANGED + " Sì."), {})
    assert [e.fuzzy for e in merged] == [True, False]


def test_a_text_from_another_page_brings_its_translation() -> None:
    memory = memory_of(
        [entry("Come fare", "How to", obsolete=True), entry("Bozza", "Draft", flags=["fuzzy"])]
    )
    assert said(merge(catalogue(), phrases("Come fare", "Bozza"), memory)) == [
        ("Come fare", "How to", ""),
        ("Bozza", "", ""),
    ]


def test_plural_forms_are_as_many_as_the_language_has() -> None:
    phrase = Phrase("%(num)s ente", plural="%(num)s enti")
    (made,) = merge(catalogue(), [phrase], {}, plurals=6)
    assert sorted(made.msgstr_plural) == [0, 1, 2, 3, 4, 5]
    assert made.flags == ["python-format"]
    made.msgstr_plural[1] = "one"
    (kept,) = merge(catalogue(made), [phrase], {}, plurals=6)
    assert kept.msgstr_plural[1] == "one"


def test_the_same_words_in_two_contexts_are_two_messages() -> None:
    old = catalogue(entry("Apri", "Open", msgctxt="door"), entry("Apri", "Start", msgctxt="case"))
    merged = merge(old, [Phrase("Apri", context="case"), Phrase("Apri", context="door")], {})
    assert [e.msgstr for e in merged] == ["Start", "Open"]


texts = st.lists(
    st.text(alphabet="abc ", min_size=1, max_size=12).map(str.strip).filter(bool), unique=True, max_size=6
)


@given(texts, texts)
def test_merging_twice_changes_nothing_and_no_translation_is_lost(
    before: list[str], after: list[str]
) -> None:
    old = catalogue(*(entry(text, text.upper()) for text in before))
    once = merge(old, phrases(*after), {})
    assert {e.msgstr for e in once if e.msgstr} == {text.upper() for text in before}
    read = parse_po(str(catalogue(*once)).encode(), "x.po")
    assert isinstance(read, polib.POFile)
    assert said(merge(read, phrases(*after), {})) == said(once)


class FieldText:
    def __init__(self, field: str, text: str) -> None:
        self.field = field
        self.text = text


def test_a_page_offers_its_fields_then_its_blocks_each_text_once() -> None:
    fields = [FieldText("title", "Aiuto"), FieldText("offers.0", "Chiama "), FieldText("fees", "0 €")]
    found = page_phrases(
        PageText("x.md", fields, "# Aiuto\n\n[Scrivi](mailto:a@example.org)\n\n<p>\nraw\n</p>\n")
    )
    assert [(phrase.msgid, phrase.comments) for phrase in found] == [
        ("Aiuto", ("title", "heading")),
        ("Chiama", ("offers",)),
        ("[Scrivi]{1}", ("paragraph", "{1} = (mailto:a@example.org)")),
    ]
