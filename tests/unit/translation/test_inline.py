"""Placeholders: what a translator cannot break, and what happens when one tries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.translation.inline import as_message, placeholder_changes, protect, restore

MARKDOWN = st.text(alphabet="ab [](){}!`<>/:.@#^_*\\\"'1\n", max_size=60)


@given(MARKDOWN)
def test_what_is_protected_comes_back(text: str) -> None:
    protected = protect(text)
    assert restore(protected.text, protected.kept) == text


@given(MARKDOWN)
def test_an_unchanged_message_lost_and_invented_nothing(text: str) -> None:
    message = protect(text).text
    assert placeholder_changes(message, message) == ([], [])


@pytest.mark.parametrize(
    ("text", "message", "kept"),
    [
        ("[Chiama](tel:+390375){ .b } ora", "[Chiama]{1} ora", ("(tel:+390375){ .b }",)),
        ("![foto](a.jpg)", "![foto]{1}", ("(a.jpg)",)),
        ("[![foto](a.jpg)](b.md)", "[![foto]{1}]{2}", ("(a.jpg)", "(b.md)")),
        ("[voce](https://it.example.org/A_(b))", "[voce]{1}", ("(https://it.example.org/A_(b))",)),
        ("`a` e <b>b</b>", "{1} e {2}b{3}", ("`a`", "<b>", "</b>")),
        ("nota[^1] e {1}", "nota{1} e {2}", ("[^1]", "{1}")),
        ("a@example.org o https://example.org/x.", "{1} o {2}.", ("a@example.org", "https://example.org/x")),
        (":material-phone: ore 9:30", "{1} ore 9:30", (":material-phone:",)),
        ("[tra quadre] e \\[no\\](x)", "[tra quadre] e \\[no\\](x)", ()),
        ("**forte**{ .x }", "**forte**{1}", ("{ .x }",)),
    ],
)
def test_protected_parts(text: str, message: str, kept: tuple[str, ...]) -> None:
    protected = protect(text)
    assert (protected.text, protected.kept) == (message, kept)


def test_reference_links_are_links_only_where_the_page_defines_them() -> None:
    text = "[qui][r], [r], [r][], [altro]"
    protected = protect(text, frozenset({"r"}))
    assert protected.text == "[qui]{1}, [r]{2}, [r]{3}, [altro]"
    assert restore("[here]{1}, [x]{2}, [y]{3}", protected.kept) == "[here][r], [x][r], [y][r]"
    assert protect(text).text == text


@pytest.mark.parametrize(
    ("source", "translation", "lost", "invented"),
    [
        ("[Chiama]{1} ora", "Now [call]{1}", [], []),
        ("[Chiama]{1} e {2}", "{2} and [call]{1}", [], []),
        ("[Chiama]{1} ora", "Call now", ["[…]{1}"], []),
        ("[Chiama]{1} ora", "Call {1} now", ["[…]{1}"], ["{1}"]),
        ("[Chiama]{1} ora", "Call]{1} now", ["[…]{1}"], ["{1}"]),
        ("[Chiama]{1} ora", "[Call] {1} now", ["[…]{1}"], ["{1}"]),
        ("![foto]{1}", "[photo]{1}", ["![…]{1}"], ["[…]{1}"]),
        ("Ciao", "Hi {1}", [], ["{1}"]),
        ("Ciao", "<script>x</script>", [], ["<script>", "</script>"]),
        ("Ciao", "[x](javascript:alert)", [], ["[…](javascript:alert)"]),
        (
            "vedi https://a.example.org",
            "see https://b.example.org",
            ["https://a.example.org"],
            ["https://b.example.org"],
        ),
        ("{1} e {1}", "{1}", ["{1}"], []),
    ],
)
def test_lost_and_invented(source: str, translation: str, lost: list[str], invented: list[str]) -> None:
    assert placeholder_changes(source, translation) == (lost, invented)


def test_messages_hold_no_odd_line_ends_at_which_catalogues_split() -> None:
    assert as_message(" a\u2028b\r\nc\x0b ") == "a b \nc"
