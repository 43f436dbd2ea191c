"""AWS calls of each operation in the ordinary case, without the secrets read at a cold start. A test checks the
counts.
"""

from collections.abc import Iterator

from bench.row import Row
from tests.support.moto_stack import handler_of
from tests.support.template import routes


def measure() -> Iterator[Row]:
    for route in routes():
        calls = handler_of(route.function).calls
        authorizer = 1 if route.authorizer == "Resident" else 0
        yield Row("round trips", f"{route.method} {route.path}", calls + authorizer, "AWS calls, authorizer included")
