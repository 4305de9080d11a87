"""`python -m sportello.serving`: what `make serve` runs."""

from __future__ import annotations

from sportello.serving.command import serve

serve(prog_name="sportello serve")
