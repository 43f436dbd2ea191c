"""The staff pool as officers in process have it; Cognito itself is on the local stack."""

from typing import Any

MEMBERS = ("officer-1", "officer-2")
"""The `sub` of those whose tokens `staff_token` makes."""


class StaffPool:
    def list_users_in_group(self, **asked: Any) -> Any:
        """A page for each member, as Cognito's pages are short; one more who has left."""
        number = int(asked.get("NextToken", 0))
        users = [user(MEMBERS[number])] if number else [user("officer-0", enabled=False), user(MEMBERS[number])]
        return {"Users": users} | ({"NextToken": str(number + 1)} if number + 1 < len(MEMBERS) else {})


def user(sub: str, *, enabled: bool = True) -> Any:
    attributes = {"sub": sub, "email": f"{sub}@staff.example.org"}
    shown = [{"Name": name, "Value": value} for name, value in attributes.items()]
    return {"Username": sub, "Enabled": enabled, "Attributes": shown}
