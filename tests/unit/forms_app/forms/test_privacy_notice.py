"""The privacy notice's version."""

from __future__ import annotations

import re

from forms_app.forms.privacy_notice import VERSION


def test_the_version_fits_its_column() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", VERSION)
