"""The catalogue for other systems: HSDS 3.1, schema.org, CPSV-AP 3.2.0, DCAT-AP, Atom.

Knows no site generator. `files.py` makes all files of one language, `head.py` what a page carries in its head.
"""
