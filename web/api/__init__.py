"""The public API as the pages call it: one module per domain, all using one client."""
