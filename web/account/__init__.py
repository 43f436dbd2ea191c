"""Pages of an account: creating it, signing in, profile, sessions, copies of what is kept."""
