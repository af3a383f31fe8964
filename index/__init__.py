"""Keeps what was read and answers across places: search, overlaps, coverage."""
