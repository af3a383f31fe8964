"""What is said and what is missing: places by labels and by what is asked of them."""
