"""Where is it said? Passages by meaning and by words, and how probable they answer."""
