"""The workspace: database, tables, and how documents get in and out of it."""
