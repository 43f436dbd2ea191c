"""Pages of officers: signing in, the permit queue, cases and decisions."""
