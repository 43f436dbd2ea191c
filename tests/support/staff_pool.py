"""The staff pool for tests in process; Cognito itself is tested on the local stack."""

from dataclasses import dataclass
from typing import Any

LEFT = "officer-0"
MEMBERS = (LEFT, "officer-1", "officer-2")
"""The officers of every team: one who can no longer sign in, and the `sub`s of the tokens that `staff_token` makes."""
APART = {"enforcement": ("officer-3",)}
"""The members of teams that have others."""


@dataclass
class StaffPool:
    """The staff pool. `at_a_time`: users per page."""

    at_a_time: int = 60

    def list_users_in_group(self, **asked: Any) -> Any:
        first = int(asked.get("NextToken", 0))
        following = first + self.at_a_time
        members = APART.get(asked["GroupName"], MEMBERS)
        page = {"Users": [_user(sub) for sub in members[first:following]]}
        return page | ({"NextToken": str(following)} if following < len(members) else {})


def _user(sub: str) -> Any:
    attributes = {"sub": sub, "email": f"{sub}@staff.example.org"}
    shown = [{"Name": name, "Value": value} for name, value in attributes.items()]
    return {"Username": sub, "Enabled": sub != LEFT, "Attributes": shown}
