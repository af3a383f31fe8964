"""Measures accuracy and speed through the functions that users call."""
