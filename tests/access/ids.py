"""How to come by the ids and bodies that a route needs: what the access matrix has to be told of a new operation."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from secrets import token_hex

from tests.access.callers import People
from tests.support.http_portal import new_visitor

MISSHAPEN = ("x", "A" * 300, "%00", "1%20OR%201=1", "%F0%9F%98%80")
"""No id looks like one of these."""


@dataclass(frozen=True)
class Id:
    """`own`: an id that opens something of the caller's. `foreign`: one of somebody else's, which must answer 404.

    An id that is its own key (`foreign` is None: 192 random bits, held by whoever was given it) opens for its holder
    whoever they are; there a made-up one stands for a foreign one.
    """

    own: Callable[[People, str], str]
    made_up: str
    foreign: Callable[[People, str], str] | None = None


@cache
def a_registration(people: People) -> str:
    visitor = new_visitor(people.portal)
    registration_id: str = visitor.start_registration().body["registration_id"]
    assert visitor.give_contact_details(registration_id).status == 202
    return registration_id


@cache
def a_sign_in(people: People) -> str:
    visitor = new_visitor(people.portal)
    visitor.make_account()
    sign_in_id: str = visitor.start_sign_in().body["sign_in_id"]
    return sign_in_id


IDS = {
    "registration_id": Id(own=lambda people, _: a_registration(people), made_up="A" * 32),
    "sign_in_id": Id(own=lambda people, _: a_sign_in(people), made_up="A" * 32),
}
"""By the name of the path parameter."""

BODIES: dict[str, Callable[[], dict[str, object]]] = {
    "start_registration": lambda: {
        "email": f"{token_hex(8)}@example.org",
        "first_name": "Ann",
        "last_name": "Smith",
        "password": "Correct-horse-7",
        "privacy_policy_accepted": True,
    },
    "give_contact_details": lambda: {
        "phone": "0116 305 0001",
        "address": {"lines": ["1 Invented Row"], "town": "Loughborough", "postcode": "LE11 3ED"},
    },
    "activate_account": lambda: {"code": "00000000"},
    "find_addresses": lambda: {"postcode": "LE11 3ED"},
    "start_sign_in": lambda: {"email": f"{token_hex(8)}@example.org", "password": "Correct-horse-7"},
    "complete_sign_in": lambda: {"code": "00000000"},
    "update_account": lambda: {"last_name": "Smith"},
}
"""A body that is right in form, by the operation's name."""


def id_for(parameter: str) -> Id:
    assert parameter in IDS, (
        f"a route has {{{parameter}}}: tell tests/access/ids.py (IDS) how to make one's own and somebody else's"
    )
    return IDS[parameter]


def body_for(operation: str, *, needed: bool) -> dict[str, object] | None:
    assert not needed or operation in BODIES, f"{operation} takes a body: give one in tests/access/ids.py (BODIES)"
    return BODIES[operation]() if needed else None
