"""Every page of the portal as somebody sees it who must not learn of a safeguarding concern."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from care.rules.concerns import CONCERN
from tests.security.concern_world import OTHER_TEAMS, Asked, World
from tests.support.in_process import staff_token
from tests.web.browser_double import Browser
from tests.web.fake_api import FakeApi
from tests.web.fake_staff_pool import token
from tests.web.real_operations import InProcessTransport
from web import cookies, routes
from web.api.client import Reply

PLACES = {"form_id": CONCERN, "kind": "concern_evidence", "path": "concern", "question": "savings", "number": "1"}
"""Parameters of addresses beside the ids that an attacker knows."""


@dataclass
class OfficersTransport(InProcessTransport):
    """Gives the API the officer of the pages' token in the form in which the portal in process reads it."""

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        payload = headers["Authorization"].split(".")[1]
        claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        known = staff_token(*claims["cognito:groups"], sub=claims["sub"])
        return super().send(method, path, {**headers, "Authorization": f"Bearer {known}"}, body)


def pages(world: World) -> dict[Asked, str]:
    """Statuses, headers and bodies of every page: for the person, for the person as the reporter's helper, and for an
    officer of every other team. The same visits make the same random choices each time.
    """
    found = dict[Asked, str]()
    for who, browser, addresses in _visitors(world):
        browser.now = world.portal.stack.clock()
        for address in addresses:
            page = browser.get(address.format(**{**world.ids, "file_id": world.ids["document_id"], **PLACES}))
            said = f"{page.status} {page.cause} {sorted(page.headers.items())} {page.body}"
            found[who, address] = world.without_ids(said)
    return found


def _visitors(world: World) -> Iterator[tuple[str, Browser, list[str]]]:
    reading = [address for address, name in routes.PAGES.items() if routes.Page(name).method("GET")]
    resident, transport = world.person, InProcessTransport(world.portal)
    session = {cookies.SESSION: resident.token or ""}
    _, of_reporter = world.residents["the person, as the reporter's helper"]
    acting = {**session, cookies.ACTING: cookies.pack({"id": of_reporter or "", "name": "Ann Smith"})}
    officer = {cookies.OFFICER: token("officer-1", OTHER_TEAMS)}
    of_residents = [one for one in reading if not one.startswith("/officer")]
    of_care = [one for one in reading if one.startswith("/care/")]
    of_officers = [one for one in reading if one.startswith("/officer/")]
    yield "the person", Browser(FakeApi(), session, transport=transport), of_residents
    yield "the person, as the reporter's helper", Browser(FakeApi(), acting, transport=transport), of_care
    yield "officers", Browser(FakeApi(), officer, transport=OfficersTransport(world.portal)), of_officers
