"""The letter back to an area."""
