"""Plain language: how long, how hard and how full of abbreviations the Italian of the pages is."""

from sportello.plain.check import plain_language_problems

__all__ = ["plain_language_problems"]
