"""Pages on which officers ask for payments and refund them."""
