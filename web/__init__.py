"""The reference front end: server-rendered pages, a client of the public API like any other."""
