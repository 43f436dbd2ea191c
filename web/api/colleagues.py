"""The other officers of a team, and giving a case to one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from web.api.answers import from_fields, path_segment
from web.api.client import Api, Json, Refusal


@dataclass(frozen=True)
class Colleague:
    """An officer of the team. `officer`: their id. `email`: what colleagues know them by."""

    officer: str
    email: str


class ColleaguesApi:
    """One method per operation. Each may raise SignInAgain or Unavailable, and answer `wrong_role`."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def of_team(self, team: str) -> tuple[Colleague, ...] | Refusal:
        """The officers of a team, except the caller."""
        return self._api.ask("GET", f"/v1/officer/colleagues?team={team}", _all)

    def give(self, permit_id: str, change_id: str, to: str) -> Refusal | None:
        """Give a case to a colleague. `change_id`: empty for the application itself."""
        body: Mapping[str, str] = {"to": to} | ({"case_id": change_id} if change_id else {})
        return self._api.order("PUT", f"/v1/officer/permits/{path_segment(permit_id)}/colleague", body)


def _all(body: Json) -> tuple[Colleague, ...]:
    return tuple(from_fields(Colleague, one) for one in body["items"])
