"""The first journey: an account is made, looked at, changed, left and entered again."""

from tests.support.visitor import Visitor


def first_visit(visitor: Visitor) -> None:
    """Every operation of the accounts domain that this journey is made of, once at least."""
    visitor.ask("GET", "/v1/health")
    visitor.ask("POST", "/v1/address-searches", {"postcode": "LE11 3ED"})
    visitor.make_account()
    changed = visitor.edit_profile(phone="07911 123456")
    assert changed.status == 200, changed.body
    assert changed.body["phone"] == "+447911123456"
    visitor.sign_out()
    visitor.sign_in()
    seen = visitor.ask("GET", "/v1/session")
    assert seen.status == 200, seen.body
    assert seen.body["account"]["phone"] == "+447911123456"
