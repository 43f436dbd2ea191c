"""Pages of an account: creating it, signing in, profile, sessions, copies of the resident's records."""
