"""Helpers, who may fill in forms for a resident (`functions/auth`), as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from web.api.answers import from_fields, path_segment
from web.api.client import Api, Json, Refusal
from web.api.sessions import CodeSent


@dataclass(frozen=True)
class Named:
    """A helper whom the resident named. `status`: `asked` until the helper has entered their code."""

    helper_id: str
    name: str
    email: str
    relationship: str
    until: str
    status: str

    @classmethod
    def of(cls, body: Json) -> "Named":
        return from_fields(cls, body)


@dataclass(frozen=True)
class Helped:
    """A person whom the resident helps."""

    helper_id: str
    name: str
    until: str

    @classmethod
    def of(cls, body: Json) -> "Helped":
        return from_fields(cls, body)


@dataclass(frozen=True)
class Helpers:
    named: tuple[Named, ...]
    helping: tuple[Helped, ...]

    @classmethod
    def of(cls, body: Json) -> "Helpers":
        return cls(tuple(Named.of(one) for one in body["helpers"]), tuple(Helped.of(one) for one in body["helping"]))


class HelpersApi:
    """One method per operation. Each may raise SignInAgain or Unavailable."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def all(self) -> Helpers | Refusal:
        return self._api.ask("GET", "/v1/account", Helpers.of)

    def name(self, whom: Mapping[str, str], idempotency_key: str) -> CodeSent | Refusal:
        return self._api.ask("POST", "/v1/helpers", CodeSent.of, dict(whom), idempotency_key=idempotency_key)

    def confirm(self, helper_id: str, code: str) -> Refusal | None:
        return self._change(helper_id, {"status": "confirmed", "code": code})

    def end(self, helper_id: str) -> Refusal | None:
        return self._change(helper_id, {"status": "ended"})

    def _change(self, helper_id: str, change: Json) -> Refusal | None:
        return self._api.order("PUT", f"/v1/helpers/{path_segment(helper_id)}", change)
