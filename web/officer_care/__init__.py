"""Pages of the care team: what was asked for, and what comes of it."""
