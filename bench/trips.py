"""AWS calls of each operation on its ordinary way, a cold start's secrets apart; a test holds them to the count."""

from collections.abc import Iterator

from bench.row import Row
from tests.support.moto_stack import handler_of
from tests.support.template import routes


def measure() -> Iterator[Row]:
    for route in routes():
        calls = handler_of(route.function).calls
        authorizer = 1 if route.authorizer == "Resident" else 0
        yield Row("round trips", f"{route.method} {route.path}", calls + authorizer, "AWS calls, authorizer included")
