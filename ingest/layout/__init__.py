"""Which lines belong together on a page, and in which order a person reads them."""
