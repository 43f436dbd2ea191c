"""The public API as the pages see it: one file per domain, over one client."""
