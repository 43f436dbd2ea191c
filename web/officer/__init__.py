"""Pages of officers: signing in, the queue, a case, its decision."""
