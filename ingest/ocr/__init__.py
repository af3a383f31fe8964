"""Words read from the picture of a page that has no usable text layer."""
