"""Warm handlers: CPU time of an invocation without its AWS calls; and of Argon2, which is most of a sign-in."""

import time
from collections.abc import Iterator
from statistics import median

from auth.rules.passwords import hash_password
from bench.row import Row
from bench.walked import Watch, fresh_walker
from tests.template.recorded import WALKS


def measure() -> Iterator[Row]:
    watch = watched(times=3)
    for name, took in sorted(watch.took.items(), key=lambda one: -median(one[1])):
        yield Row("warm handler", name, median(took), "ms CPU")
    yield Row("warm handler", "one Argon2id hash", median(_argon2() for _ in range(15)), "ms CPU")


def watched(times: int) -> Watch:
    """The measurements of every journey, walked several times."""
    watch = Watch()
    for _ in range(times):
        for walk in WALKS:
            with fresh_walker(watch) as walker:
                walk(walker.visitor)
                walker.rest()
    return watch


def _argon2() -> float:
    begun = time.process_time()
    hash_password("Correct-horse-7")
    return (time.process_time() - begun) * 1000
