"""The officers of a team: the members of a group of the staff user pool, to whom cases can be given."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.context import Context


@dataclass(frozen=True)
class Colleague:
    """A member of a team. `sub`: the `sub` of their access token. `email`: their email address in the staff pool."""

    sub: str
    email: str


class Colleagues:
    def __init__(self, context: Context) -> None:
        self._context = context

    @classmethod
    def from_context(cls, context: Context) -> "Colleagues":
        return cls(context)

    def of_team(self, team: str) -> Sequence[Colleague]:
        """All members of the team who can sign in, sorted by email. 1 call for each 60."""
        found: list[Colleague] = []
        more: dict[str, str] = {}
        while True:
            page = self._context.aws.cognito.list_users_in_group(
                UserPoolId=self._context.settings.staff_pool_id, GroupName=team, Limit=60, **more
            )
            for user in page["Users"]:
                said = {one["Name"]: one.get("Value", "") for one in user.get("Attributes", [])}
                if user.get("Enabled", True):
                    found.append(Colleague(said["sub"], said.get("email", said["sub"])))
            if "NextToken" not in page:
                return sorted(found, key=lambda one: one.email)
            more = {"NextToken": page["NextToken"]}

    def subs(self, team: str) -> frozenset[str]:
        """The `sub`s of all members of the team who can sign in, to whom a case can be given. 1 call for each 60."""
        return frozenset(one.sub for one in self.of_team(team))
