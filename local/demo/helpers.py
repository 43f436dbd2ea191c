"""A demo resident who named a helper, and the request that the helper sent for them. Made once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from local.demo.operations import Operations
from local.demo.request_stories import CARE, Story
from local.demo.requests import Acting, Requests
from local.demo.residents import PASSWORD
from local.demo.town import Made
from portal.london import today

HELPED, HELPER = "permit_free_live", "vehicle_change_in_review"
NAMED_FOR = timedelta(days=180)
SENT = Story("helped_by_another", HELPED, CARE, started=timedelta(minutes=30))


class Helpers:
    def __init__(self, operations: Operations, now: datetime) -> None:
        self._operations = operations
        self._now = now

    def make(self, everybody: Sequence[Made]) -> list[dict[str, str]]:
        """Make the naming and the request. Returns both people in the format of endpoints.json."""
        made = {one.resident.story.what: one for one in everybody}
        if not {HELPED, HELPER} <= made.keys():
            return []
        helper = made[HELPER]
        acting = Acting(helper.account_id, self._naming(made[HELPED], helper))
        [helped] = Requests(self._operations, self._now, acting).make([made[HELPED]], [SENT])
        both = {**helped, "helper_id": acting.helper_id}
        return [both, {**both, "email": helper.resident.email, "what": "helper_of_another"}]

    def _naming(self, helped: Made, helper: Made) -> str:
        """The id of the confirmed naming."""
        at, who = self._now - timedelta(hours=1), helper.account_id
        there = self._operations.call("auth.get_account", self._now, resident=who)["helping"]
        if there:
            return str(there[0]["helper_id"])
        resident = helper.resident
        named = {
            "name": f"{resident.first_name} {resident.last_name}",
            "email": resident.email,
            "relationship": "family",
            "until": (today(self._now) + NAMED_FOR).isoformat(),
            "password": PASSWORD,
        }
        key = f"name-helper-{today(self._now)}"
        asked = self._operations.call("auth.name_helper", at, named, resident=helped.account_id, key=key)
        path = {"helper_id": asked["helper_id"]}
        confirmed = {"status": "confirmed", "code": self._operations.newest_code(resident.email)}
        self._operations.call("auth.update_helper", at, confirmed, resident=who, path=path)
        return str(path["helper_id"])
