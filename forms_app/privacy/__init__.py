"""Sealing, padding, keys, the type in which personal text travels. Bytes in, bytes out, keys as arguments."""
