"""The theory of change: the national one, the steps and links of a strategy, and value chains."""
