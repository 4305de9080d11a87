"""The whole product in a real browser: the server that `make serve` starts, on a copy of this checkout."""
