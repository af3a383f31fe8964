"""Run revisions on the connection that `open_workspace` hands over, in its transaction."""

from alembic import context

from index.storage import outcome_tables, review_tables, schema

# Every module of tables adds its own to the metadata of the schema.
(metadata,) = {tables.metadata for tables in (schema, review_tables, outcome_tables)}

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller's transaction holds the whole upgrade
)
context.run_migrations()
