"""Municipalities by what people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue.sites import catalogue, municipality

HERE = catalogue(
    municipality("san-giovanni-in-croce", "019090", "San Giovanni in Croce", "S. Giovanni in C."),
    municipality("cingia-de-botti", "019031", "Cingia de' Botti"),
    municipality("san-martino-del-lago", "019091", "San Martino del Lago", "S. Martino d/L"),
    municipality("gussola", "019052", "Gussola"),
)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("San Giovanni in Croce", "san-giovanni-in-croce"),
        ("  s.giovanni   IN c ", "san-giovanni-in-croce"),
        ("S. Martino d/L.", "san-martino-del-lago"),
        ("CINGIA DE BOTTI", "cingia-de-botti"),
        ("Cingia de\u2019 Botti", "cingia-de-botti"),
        ("Gùssola", "gussola"),
        ("019052", "gussola"),
    ],
)
def test_any_spelling_finds_it(typed: str, slug: str) -> None:
    found = HERE.find_municipality(typed)
    assert found
    assert found.slug == slug


def test_a_slip_is_answered_with_what_is_near() -> None:
    assert HERE.find_municipality("Gusola") is None
    assert [m.slug for m in HERE.similar_municipalities("Gusola")] == ["gussola"]
    assert [m.slug for m in HERE.similar_municipalities("san")] == [
        "san-giovanni-in-croce",
        "san-martino-del-lago",
    ]
    assert HERE.similar_municipalities("  ") == ()


@given(st.text(max_size=100))
def test_any_text_is_answered(text: str) -> None:
    found = HERE.find_municipality(text)
    assert found is None or found in HERE.municipalities.values()
    assert len(HERE.similar_municipalities(text)) <= 5
