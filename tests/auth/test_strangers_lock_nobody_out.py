"""A lockout that a stranger cannot cause: whoever knows an address, and no more, keeps its owner from nothing."""

from typing import Any

import pytest

from tests.support.in_process import InProcessPortal
from tests.support.visitor import PASSWORD, Visitor

HOME, ABROAD = "198.51.100.7", "203.0.113.9"


def device_of(member: Visitor) -> str:
    """What the browser was given when its owner signed in last."""
    [*_, token] = [answer.body["device_token"] for answer in member.answers if "device_token" in (answer.body or {})]
    return str(token)


def tried(portal: InProcessPortal, email: str, password: str, device: str | None = None, source: str = HOME) -> Any:
    more = {"device_token": device} if device else {}
    return portal.call("POST", "/v1/sign-ins", {"email": email, "password": password, **more}, source=source)


def hammered(portal: InProcessPortal, email: str, times: int = 60) -> None:
    """Wrong passwords, as fast as they are taken, from where the owner is."""
    for _ in range(times):
        tried(portal, email, "Wrong-horse-8")
        portal.stack.clock.forward(seconds=1)
    assert tried(portal, email, PASSWORD).status == 429


def test_control_10_a_stranger_in_the_same_network_does_not_lock_a_known_browser_out(
    member: Visitor, portal: InProcessPortal
) -> None:
    hammered(portal, member.email)
    begun = tried(portal, member.email, PASSWORD, device_of(member))
    assert begun.status == 201
    assert member.send_code(begun.body["sign_in_id"]).status == 202
    assert member.complete_sign_in(begun.body["sign_in_id"], member.newest_code()).status == 201


def test_nor_one_who_uses_up_the_clients_tries_on_others(member: Visitor, portal: InProcessPortal) -> None:
    for number in range(51):
        tried(portal, f"nobody{number}@example.org", "Wrong-horse-8")
    assert tried(portal, "nobody99@example.org", PASSWORD).status == 429
    assert tried(portal, member.email, PASSWORD, device_of(member)).status == 201


def test_a_known_browser_waits_for_its_own_wrong_passwords_alone(member: Visitor, portal: InProcessPortal) -> None:
    device = device_of(member)
    assert [tried(portal, member.email, "Wrong-horse-8", device).status for _ in range(6)] == [401] * 5 + [429]
    assert tried(portal, member.email, PASSWORD, device).headers["retry-after"] == "1"
    assert tried(portal, member.email, PASSWORD).status == 201


def test_another_browser_of_the_owner_is_counted_apart_too(member: Visitor, portal: InProcessPortal) -> None:
    first = device_of(member)
    member.sign_in()
    second = device_of(member)
    assert first != second
    for _ in range(5):
        tried(portal, member.email, "Wrong-horse-8", first)
    assert tried(portal, member.email, PASSWORD, first).status == 429
    assert tried(portal, member.email, PASSWORD, second).status == 201


@pytest.mark.parametrize("days", [89, 90])
def test_a_browser_is_known_for_ninety_days(member: Visitor, portal: InProcessPortal, days: int) -> None:
    device = device_of(member)
    portal.stack.clock.forward(days=days)
    hammered(portal, member.email, 10)
    assert tried(portal, member.email, PASSWORD, device).status == (201 if days < 90 else 429)


def test_a_strangers_own_token_is_worth_nothing_here(member: Visitor, portal: InProcessPortal) -> None:
    stranger = Visitor(portal, email="stranger@example.org", registration_key="registration-2")
    stranger.make_account()
    hammered(portal, member.email, 10)
    assert tried(portal, member.email, PASSWORD, device_of(stranger)).status == 429


@pytest.mark.parametrize("brought", ["x", "A" * 72, "ä€", " ", "=" * 200])
def test_what_is_no_token_is_like_none(member: Visitor, portal: InProcessPortal, brought: str) -> None:
    assert tried(portal, member.email, PASSWORD, brought).status == 201


def test_the_owner_elsewhere_needs_no_token(member: Visitor, portal: InProcessPortal) -> None:
    hammered(portal, member.email)
    assert tried(portal, member.email, PASSWORD, source=ABROAD).status == 201


def test_control_10_without_the_password_nobody_reaches_the_codes(member: Visitor, portal: InProcessPortal) -> None:
    """Sendings and guesses of a sign-in are counted only for a sign-in, and that takes the password."""
    for _ in range(12):
        refused = tried(portal, member.email, "Wrong-horse-8", source=ABROAD)
        assert "sign_in_id" not in refused.body
    for _ in range(12):
        assert portal.call("POST", f"/v1/sign-ins/{'A' * 32}/code").status == 404
        assert portal.call("POST", f"/v1/sign-ins/{'A' * 32}/session", {"code": "00000000"}).status == 404
    member.sign_in()


def asked_for_reset(portal: InProcessPortal, email: str, device: str | None = None, source: str = HOME) -> Any:
    more = {"device_token": device} if device else {}
    return portal.call("POST", "/v1/password-resets", {"email": email, **more}, source=source)


def guessed(portal: InProcessPortal, reset_id: str, code: str, source: str = HOME) -> Any:
    new = {"code": code, "new_password": "Another-horse-9"}
    return portal.call("PUT", f"/v1/password-resets/{reset_id}", new, source=source)


def use_up_guesses(portal: InProcessPortal, email: str, source: str) -> None:
    """Resets of somebody else's address, and wrong codes until no more are compared."""
    refusals = []
    for _ in range(4):
        reset_id = asked_for_reset(portal, email, source=source).body["reset_id"]
        refusals = [guessed(portal, reset_id, "00000000", source) for _ in range(3)]
    assert (refusals[-1].status, refusals[-1].body["code"]) == (429, "too_many_wrong_codes")
    portal.stack.clock.forward(minutes=15)  # the codes that may be sent are others by then, the hour's guesses are not


def test_control_10_guesses_at_resets_from_elsewhere_are_not_the_owners(
    member: Visitor, portal: InProcessPortal
) -> None:
    use_up_guesses(portal, member.email, ABROAD)
    begun = asked_for_reset(portal, member.email)
    assert guessed(portal, begun.body["reset_id"], member.newest_code()).status == 204


def test_control_10_nor_from_next_door_if_the_browser_is_known(member: Visitor, portal: InProcessPortal) -> None:
    device = device_of(member)
    use_up_guesses(portal, member.email, HOME)
    begun = asked_for_reset(portal, member.email, device)
    assert guessed(portal, begun.body["reset_id"], member.newest_code()).status == 204


def test_the_guesses_of_a_known_browser_end_too(member: Visitor, portal: InProcessPortal) -> None:
    device, answers = device_of(member), []
    for _ in range(4):
        reset_id = asked_for_reset(portal, member.email, device).body["reset_id"]
        answers += [guessed(portal, reset_id, "00000000").status for _ in range(3)]
    assert answers == [401] * 10 + [429] * 2


def test_control_10_codes_that_a_stranger_has_sent_keep_none_from_a_known_browser(
    member: Visitor, portal: InProcessPortal
) -> None:
    device = device_of(member)
    assert [asked_for_reset(portal, member.email, source=ABROAD).status for _ in range(6)] == [202] * 5 + [429]
    assert [asked_for_reset(portal, member.email, device).status for _ in range(6)] == [202] * 5 + [429]


def test_control_10_nor_do_the_resets_of_a_whole_network(member: Visitor, portal: InProcessPortal) -> None:
    for number in range(21):
        last = asked_for_reset(portal, f"nobody{number}@example.org")
    assert last.status == 429
    assert asked_for_reset(portal, member.email).status == 429
    assert asked_for_reset(portal, member.email, device_of(member)).status == 202
