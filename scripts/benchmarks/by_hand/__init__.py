"""What people would write by hand: a statement for each query, and a small application around them."""
