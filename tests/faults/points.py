"""The fault points that were run, for the summary at the end of the tests."""

points_run: list[str] = []
