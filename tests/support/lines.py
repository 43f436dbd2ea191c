"""A log that keeps its lines, so that tests can check what it must not contain."""

import json


class Lines:
    def __init__(self) -> None:
        self.all: list[dict[str, object]] = []
        self.errors: list[BaseException] = []
        self.counted: list[tuple[str, str]] = []

    def line(self, message: str, **facts: str | int | float | bool | None) -> None:
        self.all.append({"message": message, **facts})

    def unexpected(self, message: str, error: BaseException, **facts: str | int | float | bool | None) -> None:
        self.errors.append(error)
        self.all.append({"message": message, "error": type(error).__name__, **facts})

    def count(self, metric: str, domain: str) -> None:
        self.counted.append((metric, domain))

    def text(self) -> str:
        return json.dumps(self.all)
