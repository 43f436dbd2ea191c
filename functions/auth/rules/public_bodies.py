"""Whether an email address is of a public body. If so, nobody has to check where the professional who has it works."""

from functools import cache
from pathlib import Path

from pydantic import ConfigDict

from portal.shapes import Frozen

FILE = Path(__file__).parent.parent / "data" / "public_bodies.json"


class PublicBodies(Frozen):
    """The contents of `data/public_bodies.json`, validated. `domains`: `*.example.uk` means every domain below
    `example.uk`; a domain without `*.` means itself alone.
    """

    model_config = ConfigDict(extra="forbid")

    about: str
    as_of: str
    sources: list[str]
    domains: frozenset[str]


@cache
def public_bodies() -> PublicBodies:
    """The public bodies, read from the file once. Raises: pydantic.ValidationError naming what is wrong in it."""
    return PublicBodies.model_validate_json(FILE.read_bytes())


def is_of_public_body(email: str) -> bool:
    """Whether the address is of a public body. Whole labels are compared: `evilgov.uk` and `gov.uk.example.org` do not
    match. `email` is normalised.
    """
    domain = email.rpartition("@")[2]
    labels = domain.split(".")
    above = {"*." + ".".join(labels[start:]) for start in range(1, len(labels))}
    return not public_bodies().domains.isdisjoint({domain, *above})
