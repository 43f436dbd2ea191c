"""Code shared by several kinds of tests."""
