"""Same answer, same work, same time, whether or not an address has an account: nobody can ask who has one.

Work is what an outsider could time: each AWS call, in order, and each password hash. Time is this process's own, the
least of several runs, so that a busy machine changes nothing.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest

from auth.rules import passwords
from tests.support.faults import Plan, counting
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import PASSWORD, Answer, Visitor

UNKNOWN = "nobody@example.org"


class CountingHasher:
    """Argon2 itself, and how often it was asked what."""

    def __init__(self, real: Any, asked: list[str]) -> None:
        self._real, self._asked = real, asked

    def __getattr__(self, name: str) -> Any:
        def ask(*given: object) -> Any:
            self._asked.append(name)
            return getattr(self._real, name)(*given)

        return ask


@dataclass
class Watched:
    """What an outsider sees of a few requests: the answers without what is random in them, the work behind them."""

    answers: list[tuple[int, Mapping[str, str], Any]] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    real = passwords._hasher()
    monkeypatch.setattr(passwords, "_hasher", lambda: CountingHasher(real, asked))
    return asked


type Steps = Callable[[Callable[..., Answer], str], object]
"""What somebody does with an address: `ask(method, path, body, **more)`."""


def watched(stack: MotoStack, hashes: list[str], steps: Steps, email: str) -> Watched:
    plan, seen = Plan(), Watched()
    portal = InProcessPortal(stack, counting(stack.aws, plan))

    def ask(*given: Any, **more: Any) -> Answer:
        answer = portal.call(*given, **more)
        seen.answers.append((answer.status, answer.headers, without_chance(answer.body, email)))
        return answer

    hashes.clear()
    steps(ask, email)
    seen.calls, seen.hashes = plan.seen, list(hashes)
    return seen


def without_chance(body: Any, email: str) -> Any:
    """Ids are random and addresses differ; all else has to be the same."""
    if not isinstance(body, dict):
        return body
    return {
        name: len(value) if name.endswith("_id") else value.replace(email, "it") if isinstance(value, str) else value
        for name, value in body.items()
    }


def signs_in_with_a_wrong_password(ask: Callable[..., Answer], email: str) -> None:
    for _ in range(7):
        ask("POST", "/v1/sign-ins", {"email": email, "password": "Wrong-horse-8"})


def begins_to_register(ask: Callable[..., Answer], email: str, key: str | None = None) -> Answer:
    body = {
        "email": email,
        "first_name": "Ann",
        "last_name": "Smith",
        "password": "Another-horse-9",
        "privacy_policy_accepted": True,
    }
    return ask("POST", "/v1/registrations", body, headers={"Idempotency-Key": key or f"registration-{len(email)}"})


def registers(ask: Callable[..., Answer], email: str) -> None:
    """All the way to a wrong code and a new one."""
    started = begins_to_register(ask, email)
    path = f"/v1/registrations/{started.body['registration_id']}"
    address = {"lines": ["1 Invented Row"], "town": "Loughborough", "postcode": "LE11 3ED"}
    ask("PUT", f"{path}/contact", {"phone": "0116 305 0001", "address": address})
    ask("POST", f"{path}/activation", {"code": "00000000"})
    ask("POST", f"{path}/code")
    for _ in range(5):
        ask("POST", f"{path}/activation", {"code": "00000000"})
    for _ in range(5):
        ask("POST", f"{path}/code")


def forgets_the_password(ask: Callable[..., Answer], email: str) -> None:
    """With wrong codes until none is compared, and more codes than are sent."""
    body = {"code": "00000000", "new_password": "Another-horse-9"}
    for _ in range(7):
        started = ask("POST", "/v1/password-resets", {"email": email})
        for _ in range(4 if started.status == 202 else 0):
            ask("PUT", f"/v1/password-resets/{started.body['reset_id']}", body)


WAYS: dict[str, Steps] = {
    "sign-in": signs_in_with_a_wrong_password,
    "registration": registers,
    "password reset": forgets_the_password,
}

ways = pytest.mark.parametrize("steps", WAYS.values(), ids=WAYS.keys())


@ways
def test_control_14_same_answers_for_the_same_work(
    steps: Steps, moto_stack: MotoStack, member: Visitor, hashes: list[str]
) -> None:
    known = watched(moto_stack, hashes, steps, member.email)
    unknown = watched(moto_stack, hashes, steps, UNKNOWN)
    assert known.answers == unknown.answers
    assert known.calls == unknown.calls
    assert known.hashes == unknown.hashes


@ways
def test_both_addresses_get_as_many_mails(
    steps: Steps, moto_stack: MotoStack, member: Visitor, portal: InProcessPortal, hashes: list[str]
) -> None:
    before = len(portal.mails(member.email))
    for email in (member.email, UNKNOWN):
        watched(moto_stack, hashes, steps, email)
    assert len(portal.mails(member.email)) - before == len(portal.mails(UNKNOWN))


def test_each_password_given_is_hashed_once(moto_stack: MotoStack, member: Visitor, hashes: list[str]) -> None:
    """Of seven at sign-in five are compared: the others have to wait, and cost nothing."""
    for email in (member.email, UNKNOWN):
        assert watched(moto_stack, hashes, signs_in_with_a_wrong_password, email).hashes == ["verify"] * 5
        assert watched(moto_stack, hashes, registers, email).hashes == ["hash"]
        assert watched(moto_stack, hashes, forgets_the_password, email).hashes == [], "a wrong code costs none"


def test_a_registration_too_many_costs_no_hash(moto_stack: MotoStack, hashes: list[str]) -> None:
    most = moto_stack.settings.registrations_per_client
    for number in range(most):
        watched(moto_stack, hashes, partial(begins_to_register, key=f"registration-{number}"), UNKNOWN)
    assert hashes == ["hash"]
    one_more = partial(begins_to_register, key="one-more")
    assert watched(moto_stack, hashes, one_more, UNKNOWN).answers[0][0] == 429
    assert hashes == []


@pytest.mark.parametrize("path", ["/v1/sign-ins", "/v1/registrations"])
def test_control_14_same_time(path: str, member: Visitor, portal: InProcessPortal) -> None:
    """A hash that is left out would show: it is most of the work."""

    def least(email: str) -> float:
        return min(took(email, number) for number in range(5))

    def took(email: str, number: int) -> float:
        body: dict[str, object] = {"email": email, "password": PASSWORD if path == "/v1/registrations" else "Wrong-8x"}
        if path == "/v1/registrations":
            body |= {"first_name": "Ann", "last_name": "Smith", "privacy_policy_accepted": True}
        headers = {"Idempotency-Key": f"registration-{len(email)}-{number}"}
        started = time.process_time()
        answer = portal.call("POST", path, body, headers=headers)
        assert answer.status in {201, 401}
        return time.process_time() - started

    known, unknown = least(member.email), least(UNKNOWN)
    assert 0.6 < known / unknown < 1.7
