"""Turns the words of passages into vectors, themes and commitments."""
