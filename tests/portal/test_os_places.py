"""The client of OS Places, against answers in its shapes (`tests/contract/os_places_*.json`; invented addresses)."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.address import FoundAddress
from portal.gazetteer import UNAVAILABLE, Gazetteer
from portal.os_places import OsPlaces, PlacesUnavailable
from portal.outside import NoReply, OutsideCall, OutsideReply
from portal.problems import Refusal
from portal.table import Put, Tables
from tests.support.clock import TestClock
from tests.support.moto_stack import MotoStack
from tests.support.os_places import recorded


class Answers:
    """OS Places in one test: gives what it was given, keeps what it was asked."""

    def __init__(self, *bodies: Any, status: int = 200, before: Callable[[], None] = lambda: None) -> None:
        self.bodies, self.status, self.before = list(bodies), status, before
        self.asked: list[OutsideCall] = []

    def __call__(self, call: OutsideCall) -> OutsideReply:
        self.asked.append(call)
        self.before()
        body = self.bodies.pop(0)
        return OutsideReply(self.status, {}, body if isinstance(body, bytes) else json.dumps(body).encode())

    def places(self, clock: TestClock | None = None) -> OsPlaces:
        return OsPlaces(self, "https://places/", "the-key", clock or TestClock())


def test_a_postcodes_addresses_each_once_and_only_those_that_get_post() -> None:
    found = Answers(recorded("postcode")).places().at_postcode("LE11 3ED")
    assert {place.uprn: ", ".join(place.address.lines) for place in found} == {
        "10001000002": "Flat 2, 16 Market Place",
        "10001000001": "12A Market Place",
        "10001000003": "Old Hall, Market Place",
    }
    assert {(place.address.town, place.address.postcode, place.custodian_code) for place in found} == {
        ("Loughborough", "LE11 3ED", 2410)
    }


def test_one_property() -> None:
    place = Answers(recorded("uprn")).places().by_uprn("10001000002")
    assert place is not None
    assert (place.uprn, place.address.lines) == ("10001000002", ["Flat 2", "16 Market Place"])


def test_nothing_found_is_no_fault() -> None:
    assert Answers(recorded("nothing")).places().at_postcode("LE11 3ED") == []
    assert Answers(recorded("nothing")).places().by_uprn("1") is None


def test_another_property_than_asked_for_is_none() -> None:
    assert Answers(recorded("uprn")).places().by_uprn("10001000003") is None


def test_the_key_is_in_no_address() -> None:
    answers = Answers(recorded("nothing"))
    answers.places().at_postcode("LE11 3ED")
    [call] = answers.asked
    assert call.headers["key"] == "the-key"
    assert "the-key" not in call.url
    assert urlsplit(call.url).path == "/postcode"
    assert parse_qs(urlsplit(call.url).query) == {
        "postcode": ["LE11 3ED"],
        "offset": ["0"],
        "dataset": ["DPA,LPI"],
        "lr": ["EN"],
        "maxresults": ["100"],
    }


def page(count: int, start: int, total: int) -> Any:
    said = recorded("postcode")
    dpa = said["results"][0]["DPA"]
    results = [{"DPA": {**dpa, "UPRN": str(start + number)}} for number in range(count)]
    return {"header": {**said["header"], "totalresults": total}, "results": results}


def test_more_than_a_page_is_asked_for_page_by_page() -> None:
    answers = Answers(page(100, 1, 230), page(100, 101, 230), page(30, 201, 230))
    assert len(answers.places().at_postcode("LE11 3ED")) == 230
    assert [parse_qs(urlsplit(call.url).query)["offset"] for call in answers.asked] == [["0"], ["100"], ["200"]]


def test_a_header_that_promises_too_much_is_not_believed() -> None:
    assert (
        len(Answers(page(100, 1, 10**9), {"header": {"totalresults": 10**9}}).places().at_postcode("LE11 3ED")) == 100
    )
    endless = Answers(*[page(100, 100 * number + 1, 10**9) for number in range(20)])
    assert len(endless.places().at_postcode("LE11 3ED")) == 1000


def test_no_page_is_asked_for_when_the_gateway_might_give_up() -> None:
    clock = TestClock()
    answers = Answers(page(100, 1, 200), page(100, 101, 200), before=lambda: clock.forward(seconds=8.001))
    with pytest.raises(PlacesUnavailable, match="too slow"):
        answers.places(clock).at_postcode("LE11 3ED")
    assert len(answers.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 503])
def test_any_no_means_that_nothing_is_known(status: int) -> None:
    with pytest.raises(PlacesUnavailable, match=f"postcode: {status}"):
        Answers(recorded("refused"), status=status).places().at_postcode("LE11 3ED")


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b'{"header": {}}', b'{"header": {"totalresults": "x"}}']
)
def test_an_answer_that_cannot_be_read_is_none(body: bytes) -> None:
    with pytest.raises(PlacesUnavailable):
        Answers(body).places().by_uprn("1")


def test_no_reply_is_no_answer() -> None:
    def http(call: OutsideCall) -> OutsideReply:
        raise NoReply("os_places uprn: ReadTimeoutError")

    with pytest.raises(PlacesUnavailable):
        OsPlaces(http, "https://places", "k", TestClock()).by_uprn("1")


@pytest.mark.parametrize(
    "result",
    [
        {},
        {"UPRN": "1"},
        {"UPRN": "1", "BUILDING_NAME": "X", "POST_TOWN": "Y", "POSTCODE": "nowhere"},
        {"BUILDING_NAME": "X", "POST_TOWN": "Y", "POSTCODE": "LE11 3ED"},
    ],
)
def test_a_result_that_makes_no_address_is_left_out(result: Any) -> None:
    said = {"header": {"totalresults": 1}, "results": [{"DPA": result}, {"NEW": result}]}
    assert Answers(said).places().at_postcode("LE11 3ED") == []


# ------------------------------------------------------------------------------------------------------- the gazetteer


def gazetteer(stack: MotoStack, answers: Answers) -> Gazetteer:
    return Gazetteer(stack.context(), answers.places())


def put(stack: MotoStack, uprn: str, zone: str) -> None:
    item: Any = {"pk": "POSTCODE#LE113ED", "sk": f"UPRN#{uprn}", "uprn": uprn, "permit_zone": zone}
    whole = {"lines": ["An old line"], "town": "Elsewhere", "postcode": "LE11 3ED", "custodian_code": 2410}
    Tables(stack.aws.dynamodb, lambda _: None).put(Put("Addresses", item | whole))


def test_permit_zones_come_from_our_own_table(moto_stack: MotoStack) -> None:
    put(moto_stack, "10001000002", "Z3")
    found = gazetteer(moto_stack, Answers(recorded("postcode"))).at_postcode("LE11 3ED")
    assert not isinstance(found, Refusal)
    assert {one.uprn: one.permit_zone for one in found} == {
        "10001000001": None,
        "10001000002": "Z3",
        "10001000003": None,
    }
    one = gazetteer(moto_stack, Answers(recorded("uprn"))).by_uprn("10001000002")
    assert isinstance(one, FoundAddress)
    assert one.model_dump() == {
        "uprn": "10001000002",
        "address": {"lines": ["Flat 2", "16 Market Place"], "town": "Loughborough", "postcode": "LE11 3ED"},
        "in_county": True,
        "district": "Charnwood",
        "permit_zone": "Z3",
    }


def test_a_house_that_ordnance_survey_does_not_know_is_unknown(moto_stack: MotoStack) -> None:
    put(moto_stack, "7", "Z3")
    assert gazetteer(moto_stack, Answers(recorded("nothing"))).by_uprn("7") is None


def test_when_it_is_away_we_say_so_and_log_why_but_not_where(moto_stack: MotoStack) -> None:
    put(moto_stack, "10001000002", "Z3")
    for ask in ("at_postcode", "by_uprn"):
        away = gazetteer(moto_stack, Answers(b"", status=503))
        assert getattr(away, ask)("LE11 3ED") == UNAVAILABLE
    assert [line["why"] for line in moto_stack.lines.all] == ["postcode: 503", "uprn: 503"]
    assert "LE11" not in moto_stack.lines.text()
    assert UNAVAILABLE.retry_after == timedelta(minutes=1).total_seconds()
