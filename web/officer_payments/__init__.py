"""Officers ask for payments, and refund them."""
