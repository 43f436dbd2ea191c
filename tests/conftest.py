"""What every test may use."""

import pytest

pytest_plugins = ["tests.local_stack", "tests.groups"]


@pytest.hookimpl(tryfirst=True)  # before `-m` selects
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all that tries orders of events as slow."""
    for item in items:
        if isinstance(item, pytest.Function) and "in_orders" in item.fixturenames:
            item.add_marker(pytest.mark.slow)
