"""An error answer of AWS."""


class Refused(Exception):
    """An error answer of AWS: its code and its message."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


def invalid(words: str) -> Refused:
    return Refused("ValidationException", words)


def out_of_bounds(value: object, name: str, bound: str) -> Refused:
    return invalid(f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: {bound}")
