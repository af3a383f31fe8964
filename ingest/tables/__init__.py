"""Target tables as header and rows of cells, ruled or not."""
