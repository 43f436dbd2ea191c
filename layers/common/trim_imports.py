"""Leaves out what packages import or declare and we never use: `python trim_imports.py <the layer's python folder>`.

Each place is replaced in the layer's copy only, with what it gained in `docs/decisions/0038-trimmed-imports.md`.
"""

import sys
from pathlib import Path
from typing import NamedTuple


class Trim(NamedTuple):
    """`before` stands once in the file, and `after` stands there from then on."""

    file: str
    before: str
    after: str


TRIMS = (
    # 70 TypedDicts for type checkers: Python would compile each of their 500 annotations when it declares them.
    Trim(
        "pydantic_core/core_schema.py",
        "    from typing import TypedDict\n",
        "\n    class TypedDict(dict):\n        def __init_subclass__(cls, total=True):\n            pass\n",
    ),
    # There is no plugin in the layer; to look for one, pydantic reads about every package that is installed.
    Trim("pydantic/plugin/_loader.py", "import importlib.metadata as importlib_metadata\n", ""),
    Trim(
        "pydantic/plugin/_loader.py",
        "    disabled_plugins = os.getenv('PYDANTIC_DISABLE_PLUGINS')\n",
        "    disabled_plugins = '__all__'\n",
    ),
    # Asked only when somebody turns HTTP/2 on.
    Trim("urllib3/http2/__init__.py", "from importlib.metadata import version\n", ""),
    # Its own version, from a text that is parsed as an email.
    Trim("ulid/__init__.py", "from importlib.metadata import version\n", ""),
    Trim("ulid/__init__.py", '__version__ = version("python-ulid")\n', ""),
    # Metrics are imported where one is sent; nothing is traced.
    Trim(
        "aws_lambda_powertools/__init__.py",
        "from aws_lambda_powertools.metrics import Metrics, single_metric\n",
        "",
    ),
    Trim("aws_lambda_powertools/__init__.py", "from aws_lambda_powertools.tracing import Tracer\n", ""),
)


def trim(packages: Path) -> None:
    """Raises: ValueError where a package is not as it was when this was written."""
    for one in TRIMS:
        place = packages / one.file
        text = place.read_text("utf-8")
        if text.count(one.before) != 1:
            raise ValueError(f"{place} is not as it was: look whether this is still needed")
        place.write_text(text.replace(one.before, one.after), "utf-8")


if __name__ == "__main__":
    trim(Path(sys.argv[1]))
