"""The first journey: an account is made, looked at, changed, left and entered again."""

from tests.support.in_process import InProcessPortal
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
    said = {"satisfaction": "dissatisfied", "comment": "Too many codes.", "page": "/sign-in"}
    assert visitor.ask("POST", "/v1/feedback", said).status == 204
    visitor.sign_in()
    seen = visitor.ask("GET", "/v1/session")
    assert seen.status == 200, seen.body
    assert seen.body["account"]["phone"] == "+447911123456"


def second_thoughts(visitor: Visitor) -> None:
    """What people do beside the straight way: a house from the list, a wrong code, a wrong password, a second account,
    and before all that what care would cost and what is asked of those who need some.

    Needs an address in the gazetteer.
    """
    widow = {"age": 82, "lives": "alone"}
    cost = {"amount_pence": 30000, "every": "week"}
    asked = {"setting": "home", "person": widow, "cost_of_care": cost, "capital": {"savings_pence": 50_000_00}}
    estimate = visitor.ask("POST", "/v1/care-estimates", asked)
    assert estimate.status == 200, estimate.body
    [form, *_] = visitor.ask("GET", "/v1/forms").body["items"]
    assert visitor.ask("GET", f"/v1/forms/{form['form_id']}").body["version"] == form["version"]
    assert visitor.ask("GET", "/v1/forms/no-such-form").status == 404
    [house, *_] = visitor.ask("POST", "/v1/address-searches", {"postcode": "LE11 3ED"}).body["items"]
    registration_id = visitor.start_registration().body["registration_id"]
    sent = visitor.ask(
        "PUT", f"/v1/registrations/{registration_id}/contact", {"phone": "0116 305 0001", "uprn": house["uprn"]}
    )
    assert sent.status == 202, sent.body
    code = visitor.newest_code()
    assert visitor.activate(registration_id, another(code)).body["code"] == "invalid_code"
    active = visitor.activate(registration_id, code)
    assert active.body["account"]["address"]["uprn"] == house["uprn"]
    visitor.token = active.body["token"]
    moved = visitor.edit_profile(uprn=house["uprn"], phone="07911 123456")
    assert moved.status == 200, moved.body
    visitor.sign_out()

    assert visitor.start_sign_in(password="Wrong-horse-8").body["code"] == "invalid_credentials"
    visitor.sign_in()

    second = visitor.start_registration(key=f"{visitor.registration_key}-again").body["registration_id"]
    assert visitor.give_contact_details(second).status == 202
    assert visitor.activate(second, "12345678").body["code"] == "invalid_code"


def with_an_app(visitor: Visitor) -> None:
    """An authenticator app is added, signs in beside the mailed code, and is taken away."""
    assert isinstance(visitor.portal, InProcessPortal)
    clock = visitor.portal.stack.clock
    visitor.make_account()
    assert visitor.offer_app().status == 201
    added = visitor.confirm_app(visitor.app_code(clock()))
    assert added.status == 200 or added.body["code"] == "used_code", added.body
    visitor.sign_out()
    for _ in range(3):
        clock.forward(seconds=30)
        begun = visitor.start_sign_in()
        assert begun.body["methods"] == ["email", "authenticator"]
        answer = visitor.complete_by_app(begun.body["sign_in_id"], visitor.app_code(clock()))
        if answer.status == 201:
            break
    visitor.token = answer.body["token"]
    assert visitor.ask("DELETE", "/v1/account/authenticator").status == 204
    assert visitor.ask("GET", "/v1/account").body["authenticator"] is None


SECOND_PASSWORD, THIRD_PASSWORD = "Shining-armour-8", "Wandering-minstrel-9"


def new_passwords(visitor: Visitor) -> None:
    """Signed in three times; one session is ended, another by changing the password, which is then forgotten."""
    visitor.make_account()
    visitor.sign_in()
    visitor.sign_in()
    [left, *_] = [one for one in visitor.ask("GET", "/v1/sessions").body["items"] if not one["this_one"]]
    assert visitor.ask("DELETE", f"/v1/sessions/{left['session_id']}").status in {204, 404}
    assert visitor.change_password(SECOND_PASSWORD).status == 204
    visitor.password = SECOND_PASSWORD
    assert [one["this_one"] for one in visitor.ask("GET", "/v1/sessions").body["items"]] == [True]
    assert visitor.ask("DELETE", "/v1/sessions").status in {204, 403}
    visitor.sign_in()
    forgotten(visitor, THIRD_PASSWORD)


def address_stolen(visitor: Visitor) -> None:
    """Somebody at an open browser gives the account another address; its owner takes it back from the old mailbox."""
    visitor.make_account()
    owner, thief = visitor.email, "thief@example.org"
    change_id = visitor.change_email(thief).body["change_id"]
    code = visitor.newest_code(thief)
    assert visitor.confirm_email(change_id, another(code)).body["code"] == "invalid_code"
    done = visitor.confirm_email(change_id, code)
    assert done.status == 200 or done.body["code"] == "used_code", done.body
    notices_come(visitor)
    visitor.token = None
    undone = visitor.ask("POST", "/v1/email-change-reversals", {"token": visitor.newest_email_change_reversal(owner)})
    assert undone.status == 204 or undone.body["code"] == "link_used", undone.body
    forgotten(visitor, SECOND_PASSWORD)


def forgotten(visitor: Visitor, new: str) -> None:
    visitor.token = None
    reset_id = visitor.start_reset().body["reset_id"]
    done = visitor.reset_password(reset_id, visitor.newest_code(), new)
    assert done.status == 204 or done.body["code"] == "used_code", done.body
    visitor.password = new
    visitor.sign_in()


def notices_come(visitor: Visitor) -> None:
    """Whatever the stack does by itself within ten minutes."""
    assert isinstance(visitor.portal, InProcessPortal)
    for _ in range(2):
        visitor.portal.settle()
        visitor.portal.stack.clock.forward(minutes=6)
        visitor.portal.run_jobs()
        visitor.portal.settle()


def another(code: str) -> str:
    """Eight digits that are not these."""
    return f"{(int(code) + 1) % 10**8:08d}"
