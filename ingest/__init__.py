"""Reads a strategy PDF into pages, blocks and passages that know where they stand."""
