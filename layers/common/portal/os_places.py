"""OS Places: Ordnance Survey's addresses of the whole country (https://api.os.uk, licensed to public bodies).

Any answer but a complete 200 counts as unavailable, so that nobody is told that their house does not exist because a
key has run out. The key travels in a header, and no postcode is logged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, ValidationError

from portal.address import PostalAddress
from portal.address_parts import Parts, passed_over, written
from portal.clock import Clock
from portal.context import Context
from portal.outside import Http, NoReply, OutsideCall

PAGE = 100
"""The most results that OS Places gives in one answer."""

MOST = 1000
"""More results than any postcode has; a header that announces more is not believed."""

PATIENCE = timedelta(seconds=8)
"""How long further pages are asked for: the last one then comes, or fails, before the gateway gives up."""


class PlacesUnavailable(Exception):
    """OS Places did not answer, or refused the request: whether the address exists is not known."""


@dataclass(frozen=True)
class Place:
    """An address found. `custodian_code`: the code of the district that keeps the address (never the county's)."""

    uprn: str
    address: PostalAddress
    custodian_code: int | None


class _Header(BaseModel):
    totalresults: int


class _Found(BaseModel):
    """An answer of OS Places. Each result is `{"DPA": {…}}` or `{"LPI": {…}}`; without any, `results` is absent."""

    header: _Header
    results: list[Mapping[str, Mapping[str, Any]]] = []


class OsPlaces:
    def __init__(self, http: Http, address: str, key: str, clock: Clock) -> None:
        self._http = http
        self._address = address.rstrip("/")
        self._key = key
        self._clock = clock

    @classmethod
    def from_context(cls, context: Context) -> "OsPlaces":
        """The client. 1 call in the life of the process, for the key."""
        key = context.secret(context.settings.os_places_key_arn).decode().strip()
        return cls(context.http, context.settings.os_places_url, key, context.clock)

    def at_postcode(self, postcode: str) -> list[Place]:
        """All addresses of a postcode. Raises: PlacesUnavailable."""
        until = self._clock() + PATIENCE
        results: list[Mapping[str, Mapping[str, Any]]] = []
        for offset in range(0, MOST, PAGE):
            if self._clock() > until:
                raise PlacesUnavailable("postcode: too slow")
            page = self._ask("postcode", postcode=postcode, offset=offset)
            results += page.results
            if offset + PAGE >= page.header.totalresults or not page.results:
                break
        return _places(results)

    def by_uprn(self, uprn: str) -> Place | None:
        """The address with this UPRN; None if there is none. Raises: PlacesUnavailable."""
        return next((place for place in _places(self._ask("uprn", uprn=uprn).results) if place.uprn == uprn), None)

    def _ask(self, name: str, **query: str | int) -> _Found:
        asked = {**query, "dataset": "DPA,LPI", "lr": "EN", "maxresults": PAGE}
        url = f"{self._address}/{name}?{urlencode(asked)}"
        try:
            reply = self._http(
                OutsideCall("os_places", name, "GET", url, {"key": self._key, "Accept": "application/json"})
            )
        except NoReply as error:
            raise PlacesUnavailable(str(error)) from None
        if reply.status != 200:
            raise PlacesUnavailable(f"{name}: {reply.status}")
        try:
            return _Found.model_validate_json(reply.body)
        except ValidationError:
            raise PlacesUnavailable(f"{name}: cannot be read") from None


def _places(results: list[Mapping[str, Mapping[str, Any]]]) -> list[Place]:
    """Each property once: with Royal Mail's address if there is one, else with the council's."""
    found: dict[str, Place] = {}
    for kind in ("DPA", "LPI"):
        for place in _readable(result[kind] for result in results if kind in result):
            found.setdefault(place.uprn, place)
    return list(found.values())


def _readable(results: Iterator[Mapping[str, Any]]) -> Iterator[Place]:
    """The results that are addresses in use; entries that we pass over, or that make no address, are left out."""
    for result in results:
        parts: Parts = {name: text for name, value in result.items() if (text := str(value or "").strip())}
        custodian = parts.get("LOCAL_CUSTODIAN_CODE", "")
        if passed_over(parts):
            continue
        try:
            yield Place(parts["UPRN"].lstrip("0"), written(parts), int(custodian) if custodian.isdecimal() else None)
        except (KeyError, ValueError):
            continue
