"""Translations out to agencies and back in as XLIFF 1.2, the form that every translator's program reads.

Needs translate-toolkit, which comes with `sportello[xliff]`.
"""
