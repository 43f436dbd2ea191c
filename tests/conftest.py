"""What every test may use."""

pytest_plugins = ["tests.local_stack", "tests.groups"]
