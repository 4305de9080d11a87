"""Leaflets and cards of programs and desks: page data → HTML → PDF, and only those that changed.

`printing` needs the extra `leaflets` and Pango; `ready` says whether they are there.
"""
