"""Run by Alembic: migrate over the connection that `forms_app.database.upgrade` opened."""

from alembic import context

from forms_app.database import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
