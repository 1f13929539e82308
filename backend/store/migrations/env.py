"""What alembic runs: the revisions, on the connection and in the transaction that `run.py` hands over."""

from alembic import context

from backend.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
context.run_migrations()
