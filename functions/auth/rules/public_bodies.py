"""Whether an email address is of a public body: then what a professional sends needs no check of where they work."""

from functools import cache
from pathlib import Path

from pydantic import ConfigDict

from portal.shapes import Frozen

FILE = Path(__file__).parent.parent / "data" / "public_bodies.json"


class PublicBodies(Frozen):
    """`data/public_bodies.json`, checked. A domain with `*.` stands for what is below it, another for itself alone."""

    model_config = ConfigDict(extra="forbid")

    about: str
    as_of: str
    sources: list[str]
    domains: frozenset[str]


@cache
def public_bodies() -> PublicBodies:
    """Raises: pydantic.ValidationError naming what is wrong in the file."""
    return PublicBodies.model_validate_json(FILE.read_bytes())


def is_of_public_body(email: str) -> bool:
    """Whether the address is of a public body. Whole labels are compared: `evilgov.uk` and `gov.uk.example.org` do not
    match. `email` is normalised.
    """
    domain = email.rpartition("@")[2]
    labels = domain.split(".")
    above = {"*." + ".".join(labels[start:]) for start in range(1, len(labels))}
    return not public_bodies().domains.isdisjoint({domain, *above})
