"""A code opens what it was sent for and nothing else: purpose by challenge by account (I5)."""

import pytest

from tests.faults.invariants import rows
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor


def test_control_05_each_code_against_each_challenge(portal: InProcessPortal) -> None:
    """Two accounts, two sign-ins each, two registrations of other addresses: each of six codes tried at each."""
    opened: dict[str, str] = {}
    sessions_before = 0
    codes: dict[str, str] = {}
    for name in ("ann", "bob"):
        visitor = Visitor(portal, email=f"{name}@example.org")
        registration_id = visitor.start_registration(key=f"registration-{name}").body["registration_id"]
        visitor.give_contact_details(registration_id)
        visitor.activate(registration_id, visitor.newest_code())
    sessions_before = len(rows(portal.stack, "Sessions"))
    portal.stack.clock.forward(hours=1)
    for name in ("ann", "bob"):
        for number in (1, 2):
            visitor = Visitor(portal, email=f"{name}@example.org")
            sign_in_id = visitor.start_sign_in().body["sign_in_id"]
            visitor.send_code(sign_in_id)
            opened[f"{name} {number}"] = f"/v1/sign-ins/{sign_in_id}/session"
            codes[f"{name} {number}"] = visitor.newest_code()
    for name in ("cat", "dan"):
        visitor = Visitor(portal, email=f"{name}@example.org")
        registration_id = visitor.start_registration(key=f"registration-{name}").body["registration_id"]
        visitor.give_contact_details(registration_id)
        opened[name] = f"/v1/registrations/{registration_id}/activation"
        codes[name] = visitor.newest_code()
    assert len(set(codes.values())) == 6
    for challenge, path in opened.items():
        for wrong in [code for name, code in codes.items() if name != challenge][:2]:
            assert portal.call("POST", path, {"code": wrong}).body["code"] == "invalid_code"
    for challenge, path in list(opened.items()):
        assert portal.call("POST", path, {"code": codes[challenge]}).status == 201
    assert len(rows(portal.stack, "Sessions")) - sessions_before == 6


@pytest.mark.parametrize("skip", [2, 3, 4])
def test_the_rest_of_the_matrix(portal: InProcessPortal, skip: int) -> None:
    """Three guesses kill a challenge, so the codes that are left are tried at challenges made anew."""
    names = ["ann", "bob", "cat"]
    paths: list[str] = []
    codes: list[str] = []
    for name in names:
        visitor = Visitor(portal, email=f"{name}@example.org")
        first = visitor.start_registration(key=f"registration-{name}").body["registration_id"]
        visitor.give_contact_details(first)
        paths.append(f"/v1/registrations/{first}/activation")
        codes.append(visitor.newest_code())
        second = visitor.start_registration(key=f"again-{name}-{skip}").body["registration_id"]
        visitor.give_contact_details(second)
        paths.append(f"/v1/registrations/{second}/activation")
        codes.append(visitor.newest_code())
    for number, path in enumerate(paths):
        wrong = codes[(number + skip) % len(codes)]
        assert portal.call("POST", path, {"code": wrong}).body["code"] == "invalid_code"
    assert rows(portal.stack, "Sessions") == []


def test_an_id_of_one_kind_is_unknown_as_the_other(member: Visitor) -> None:
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    member.send_code(sign_in_id)
    code = {"code": member.newest_code()}
    for path in (f"/v1/registrations/{sign_in_id}/activation", f"/v1/sign-ins/{'x' * 32}/session"):
        assert member.ask("POST", path, code).status == 404
