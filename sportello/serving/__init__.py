"""`make serve`: site, forms and local mailbox on one address of one's own machine, rebuilt on every save.

A supervisor that only starts other programs: MkDocs builds, Waitress serves, the worker delivers. It imports none of
them, so that one that breaks cannot break it.
"""
