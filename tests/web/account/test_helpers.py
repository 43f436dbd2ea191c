"""Page `helpers`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_security import ACCOUNT, HELPER, event
from web import cookies
from web.api.client import Unavailable
from web.api.records import RecordsApi

HERE = "/account/helpers"


def test_both_sides(resident: Browser) -> None:
    resident.get(HERE)
    assert "Bo Jones Family, bo@example.com Can act for you until 1 March 2027" in resident.text
    assert "Cy Lee Friend, cy@example.com Has not confirmed yet" in resident.text
    assert "Mary Smith Until 1 March 2027" in resident.text


def test_what_a_helper_did_lately_stands_with_them(resident: Browser) -> None:
    looked = event("The person who helps you looked at a form of yours.", who="Your helper")
    signed_in = event("You signed in with a code by email.")
    resident.api.says("GET", "/v1/account/activity", 200, {"items": [signed_in, *[looked] * 6], "next": None})
    resident.get(HERE)
    assert resident.text.count("looked at a form of yours") == 5
    assert "You signed in with" not in resident.text


def test_nothing_lately_and_what_cannot_be_read_hide_no_button(resident: Browser) -> None:
    resident.get(HERE)
    assert "Nothing lately." in resident.text
    resident.api.refuses("GET", "/v1/account/activity", 503, "try_again", "Try again.")
    resident.get(HERE)
    assert "We cannot show this just now." in resident.text
    assert resident.hidden(HERE)["helper_id"]


def test_an_activity_that_does_not_come_hides_no_button(resident: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(_self: RecordsApi) -> None:
        raise Unavailable("timed out")

    monkeypatch.setattr(RecordsApi, "activity", lost)
    resident.get(HERE)
    assert "We cannot show this just now." in resident.text
    assert resident.hidden(HERE)["helper_id"]


def test_nobody(resident: Browser) -> None:
    resident.api.says("GET", "/v1/account", 200, {**ACCOUNT, "helpers": [], "helping": []})
    resident.get(HERE)
    assert "Nobody can act for you." in resident.text
    assert "People you help" not in resident.text


def test_ended_with_one_button(resident: Browser) -> None:
    resident.get(HERE)
    assert resident.send(HERE, helper_id="01K/..").headers["Location"] == HERE
    assert resident.api.called("PUT", "/v1/helpers/{id}")[-1].path == "/v1/helpers/01K%2F.."
    resident.follow()
    assert "This has ended." in resident.text


def test_what_is_over_already_is_ended_and_another_refusal_is_said(resident: Browser) -> None:
    resident.get(HERE)
    resident.api.refuses("PUT", "/v1/helpers/{id}", 404, "not_found")
    assert resident.send(HERE, helper_id=HELPER).headers["Location"] == HERE
    resident.get(HERE)
    resident.api.refuses("PUT", "/v1/helpers/{id}", 503, "try_again", "Try again.")
    assert resident.send(HERE, helper_id=HELPER).status == 503


def test_acting_shows_on_the_pages_of_forms_alone_and_stops(resident: Browser) -> None:
    resident.get(HERE)
    assert resident.send(HERE, helper_id=HELPER, action="act").headers["Location"] == "/care/requests"
    resident.follow()
    assert "You are filling this in for Mary Smith" in resident.text
    assert "Requests for Mary Smith" in resident.text
    assert resident.api.calls[-1].path == f"/v1/requests?acting_for={HELPER}"
    resident.api.calls.clear()
    resident.get("/account")
    assert "Mary Smith" not in resident.text
    assert [call.path for call in resident.api.called("GET", "/v1/requests")] == ["/v1/requests"]
    resident.get(HERE)
    assert "you act for Mary Smith at the moment" in resident.text
    resident.send(HERE, action="stop")
    assert cookies.ACTING not in resident.cookies
    resident.get("/care/requests")
    assert "Your requests" in resident.text


def test_nobody_acts_by_an_id_that_is_not_among_theirs(resident: Browser) -> None:
    resident.get(HERE)
    resident.send(HERE, helper_id="01KANOTHER", action="act")
    assert cookies.ACTING not in resident.cookies
    resident.follow()
    assert "You can no longer act for this person." in resident.text


def test_a_list_that_cannot_be_read_is_said(resident: Browser) -> None:
    resident.get(HERE)
    resident.api.refuses("GET", "/v1/account", 503, "try_again", "Try again.")
    assert resident.send(HERE, helper_id=HELPER, action="act").status == 503
    assert resident.get(HERE).status == 503


def test_who_ended_it_meanwhile_is_led_out(resident: Browser) -> None:
    resident.get(HERE)
    resident.send(HERE, helper_id=HELPER, action="act")
    resident.api.refuses("GET", "/v1/requests", 404, "not_found")
    assert resident.get("/care/requests").headers["Location"] == HERE
    assert cookies.ACTING not in resident.cookies


def test_the_next_person_at_this_browser_acts_for_nobody(resident: Browser) -> None:
    resident.get(HERE)
    resident.send(HERE, helper_id=HELPER, action="act")
    resident.get("/account")
    resident.send("/sign-out")
    assert cookies.ACTING not in resident.cookies
