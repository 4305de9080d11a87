"""Benchmarks: `python -m bench [--large] [--only site|forms]` measures, prints tables, and leaves nothing behind."""
