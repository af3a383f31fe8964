"""What part each piece plays: headings and their levels, lists, notes, passages."""
