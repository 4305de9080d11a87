"""Asking the owners of facts whether they are still right, by a signed link; nothing wrong is published by itself."""
