"""Alembic's migrations, inside the package so that the wheel carries them."""
