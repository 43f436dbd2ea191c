"""What every test may use, and which tests have to share a process when several run side by side."""

import pytest

pytest_plugins = ["tests.local_stack"]


@pytest.hookimpl(tryfirst=True)  # xdist reads the marks in this hook too
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        group = _group(item)
        if group is not None:
            item.add_marker(pytest.mark.xdist_group(group))


def _group(item: pytest.Item) -> str | None:
    """One local stack is enough, and its tests are served by it one after the other; the walked journeys too."""
    folder = item.path.relative_to(item.config.rootpath / "tests").parts[0]
    if folder == "local" or item.get_closest_marker("stack"):
        return "stack"
    return folder if folder in {"browser", "template"} else None
