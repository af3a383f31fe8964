"""Vectors of texts, and the model files they are made with."""
