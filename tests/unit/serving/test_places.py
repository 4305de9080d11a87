from __future__ import annotations

from pathlib import Path

from sportello.serving.places import Places


def test_programs_are_told_to_stay_on_this_machine_and_below_var() -> None:
    places = Places(Path("/site"), 8000)
    told = places.environment({"SPORTELLO_ENVIRONMENT": "production", "LANG": "it_IT.UTF-8"})
    assert told["SPORTELLO_ENVIRONMENT"] == "development"
    assert told["SPORTELLO_VAR"] == "/site/var"
    assert told["SPORTELLO_SITE"] == "/site/var/site"
    assert told["LANG"] == "it_IT.UTF-8"
