from __future__ import annotations

from sportello.pages.render import BODY, RenderedPage

PAGE = RenderedPage(f'<h1 id="top">T</h1>\n<div markdown="1">\n{BODY}\n</div>', "## Uno\n", {"title": "T"})


def test_page_as_markdown_holds_the_editors_text_as_written() -> None:
    assert PAGE.markdown == '<h1 id="top">T</h1>\n<div markdown="1">\n\n## Uno\n\n\n</div>'


def test_page_as_html_holds_no_trace_of_markdown() -> None:
    assert PAGE.html("<h2>Uno</h2>") == '<h1 id="top">T</h1>\n<div>\n<h2>Uno</h2>\n</div>'


def test_fragments_of_the_frame_are_known() -> None:
    assert PAGE.ids == {"top"}
