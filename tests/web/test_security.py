"""The secret that CloudFront shows may turn without a resident noticing."""

from web.security import REREAD_AFTER_SECONDS, OriginSecret


class Store:
    """The values in Secrets Manager, and how often they were read."""

    def __init__(self, *values: str) -> None:
        self.values = values
        self.reads = 0

    def read(self) -> tuple[str, ...]:
        self.reads += 1
        return self.values


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def shown(secret: OriginSecret, value: str) -> bool:
    return secret.is_shown_in({"x-origin-secret": value})


def test_the_value_before_counts_too() -> None:
    secret = OriginSecret(Store("new", "old").read, Clock())
    assert shown(secret, "new")
    assert shown(secret, "old")
    assert not shown(secret, "older")
    assert not secret.is_shown_in({})


def test_a_warm_function_learns_of_the_new_value_when_it_is_shown() -> None:
    store, clock = Store("old"), Clock()
    secret = OriginSecret(store.read, clock)
    store.values = ("new", "old")
    clock.now = REREAD_AFTER_SECONDS
    assert shown(secret, "old")
    assert store.reads == 1, "what fits needs no reading"
    assert shown(secret, "new")
    assert store.reads == 2


def test_guesses_are_no_load_on_secrets_manager() -> None:
    store, clock = Store("secret"), Clock()
    secret = OriginSecret(store.read, clock)
    for second in range(180):
        clock.now = float(second)
        assert not shown(secret, "a guess")
    assert store.reads == 3
