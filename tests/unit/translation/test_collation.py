"""Names in the order in which readers of a language look for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.translation.collation import sort_key


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("it", "città Cittadella Éboli estate zèbre Zeta"),
        ("en", "apple äpple banana"),
        ("fr", "cote coté côte côté cotée œuf offre"),
        ("es", "nube nuez ñandú oca"),
        ("ro", "aur ăsta âncora bine iaz înger joc sare știință tare țară"),
        ("uk", "гора ґанок дім ерудит єдність жук ива істина їжак йод ящик Zeta"),
        ("ar", "أب باب تاج ثوب حكم زيت Casalasco"),
        (
            "sq",
            "cep çaj dorë dhomë emër ënë fap lot llak natë njeri rast rrugë sot shtëpi tani thes zog zhurmë",
        ),
        ("zh", "帮助 服务 工作 家庭 学校 住房 Casalasco"),
    ],
)
def test_each_language_has_its_order(language: str, names: str) -> None:
    expected = names.split()
    backwards = expected[::-1]
    assert sorted(backwards, key=sort_key(language)) == expected


def test_spaces_digits_and_case() -> None:
    names = ["Job 2.0", "Job 10", "job", "Job", "Jobs", "San Giovanni", "Sanremo", "5 agosto"]
    expected = ["5 agosto", "job", "Job", "Job 10", "Job 2.0", "Jobs", "San Giovanni", "Sanremo"]
    assert sorted(names, key=sort_key("it")) == expected


@given(st.sampled_from(["it", "es", "sq", "uk", "ar", "zh", "xx"]), st.lists(st.text(max_size=6), max_size=6))
def test_order_does_not_depend_on_what_came_first(language: str, names: list[str]) -> None:
    key, backwards = sort_key(language), names[::-1]
    assert sorted(names, key=key) == sorted(backwards, key=key)
