"""Pages of the care team: the queue of requests, and the work on each."""
