"""The nine labels of a passage, each with how sure and the words that carry it."""
