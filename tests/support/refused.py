"""An answer of AWS that is a no."""


class Refused(Exception):
    """An answer of AWS: its error code and its words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


def invalid(words: str) -> Refused:
    return Refused("ValidationException", words)


def out_of_bounds(value: object, name: str, bound: str) -> Refused:
    return invalid(f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: {bound}")
