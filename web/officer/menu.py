"""What an officer's menu offers: the pages that the groups of their account may open."""

from dataclasses import dataclass

from web.api.staff_login import groups

CARE = frozenset({"care", "blue-badge", "safeguarding"})


@dataclass(frozen=True)
class Entry:
    """`groups`: those that may open the page; every officer's where there are none."""

    path: str
    words: str
    groups: frozenset[str] = frozenset()


ENTRIES = (
    Entry("/officer/permits", "Permit applications", frozenset({"permits"})),
    Entry("/officer/search", "Search all permits", frozenset({"permits"})),
    Entry("/officer/requests", "Requests", CARE),
    Entry("/officer/payments", "Payments", frozenset({"payments"})),
    Entry("/officer/vehicle-check", "Check a vehicle", frozenset({"enforcement"})),
    Entry("/officer/summary", "What waits and what was decided"),
    Entry("/officer/undelivered", "Messages to send by hand"),
)


def menu(token: str) -> tuple[Entry, ...]:
    """`token`: the officer's. Whether they may see a page, the API decides: this only offers it."""
    mine = groups(token)
    return tuple(one for one in ENTRIES if mine and (not one.groups or mine & one.groups))
