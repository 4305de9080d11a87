"""For every test."""

from __future__ import annotations

from hypothesis import settings

# No test is timed: on a busy machine one example in a hundred is slow.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
