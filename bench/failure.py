"""What can keep a benchmark from being measured."""

from __future__ import annotations


class BenchError(Exception):
    """A measurement is impossible: what was run failed. The message says what, and where its output is."""
