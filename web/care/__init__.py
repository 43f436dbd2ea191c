"""Pages about the cost of care: the estimator."""
