"""Pages about care: the estimator of its cost, and the request forms."""
