"""Looking after one's account, from page to page, before the portal's own operations."""

import re

import pyotp
import pytest

from tests.support.fixtures import moto, moto_stack, no_network
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.web.real_operations import PASSWORD, Resident
from web import cookies

NEW = "Another-horse-8"
__all__ = ["moto", "moto_stack", "no_network"]


@pytest.fixture
def ann(moto_stack: MotoStack) -> Resident:
    """Signed in."""
    made = Resident(InProcessPortal(moto_stack, lambda _: moto_stack.aws))
    made.make_account()
    return made


def test_this_browser_is_known_again(ann: Resident) -> None:
    token = ann.cookies[cookies.DEVICE]
    ann.send("/sign-out")
    ann.sign_in()
    assert "My account" in ann.title
    assert ann.cookies[cookies.DEVICE] != token
    ann.send("/sign-out")
    ann.cookies[cookies.DEVICE] = "altered"
    ann.sign_in()
    assert "My account" in ann.title


def test_a_copy_is_asked_for_and_fetched(ann: Resident) -> None:
    ann.get("/account/export")
    where = ann.send("/account/export").headers["Location"]
    ann.follow()
    assert "Your copy is being made" in ann.text
    ann.portal.settle()
    ann.get(where)
    assert "Your copy is ready" in ann.text
    assert "Signature=" in ann.get(f"{where}/file").headers["Location"]
    ann.portal.stack.clock.forward(days=14)
    ann.get("/account")
    ann.sign_in()
    ann.get(where)
    assert "This copy is not kept any more" in ann.text


def test_the_account_is_closed(ann: Resident) -> None:
    ann.get("/account/close")
    ann.send("/account/close", understood="yes", password="Wrong-horse-7")
    assert ann.page.status == 422
    assert 'href="#password"' in ann.page.body
    ann.send("/account/close", understood="yes", password=PASSWORD)
    assert ann.page.status == 200
    assert "Your account is closed" in ann.text
    assert "What we keep" in ann.text
    assert "Until" in ann.text
    ann.get("/sign-in")
    assert ann.send("/sign-in", email=ann.email, password=PASSWORD).status == 422


def test_what_happened_is_told(ann: Resident) -> None:
    ann.get("/account/activity")
    assert "You made your account." in ann.text


def test_the_password_is_changed_and_every_other_browser_is_signed_out(ann: Resident) -> None:
    other = ann.elsewhere()
    other.sign_in()
    ann.get("/account/sessions")
    assert "Elsewhere" in ann.text
    ann.get("/account/password")
    ann.send("/account/password", current_password="Wrong-horse-7", new_password=NEW)
    assert 'href="#current_password"' in ann.page.body
    ann.send("/account/password", current_password=PASSWORD, new_password="short")
    assert 'href="#new_password"' in ann.page.body
    ann.send("/account/password", current_password=PASSWORD, new_password=NEW)
    ann.follow()
    assert "Your password is changed." in ann.text
    assert other.get("/account").headers["Location"].startswith("/session-ended")
    assert ann.mailed(r"(password)")


def test_a_browser_elsewhere_is_signed_out_by_hand(ann: Resident) -> None:
    other = ann.elsewhere()
    other.sign_in()
    ann.get("/account/sessions")
    session_id = re.findall(r'name="session_id" value="([^"]+)"', ann.page.body)
    assert len(session_id) == 1
    ann.send("/account/sessions", session_id=session_id[0])
    ann.follow()
    assert "You are not signed in anywhere else." in ann.text
    assert other.get("/account").headers["Location"].startswith("/session-ended")
    ann.send("/account/sessions")
    assert ann.page.headers["Location"] == "/signed-out"
    assert ann.get("/account").headers["Location"] == "/sign-in?next=/account"


def test_a_forgotten_password_is_replaced(ann: Resident) -> None:
    ann.send("/sign-out")
    ann.get("/forgotten-password")
    ann.send("/forgotten-password", email=ann.email)
    ann.follow()
    code = ann.code()
    ann.send("/forgotten-password/new", code=code, new_password="short")
    assert 'href="#new_password"' in ann.page.body
    ann.send("/forgotten-password/new", code=f"{(int(code) + 1) % 10**8:08d}", new_password=NEW)
    assert "That code is not right." in ann.text
    ann.send("/forgotten-password/new", code=code, new_password=NEW)
    ann.follow()
    assert "Sign in with the new password." in ann.text
    ann.sign_in(NEW)
    assert "Care records are closed until" in ann.text


def test_an_address_without_an_account_sees_the_same(ann: Resident) -> None:
    ann.send("/sign-out")
    ann.get("/forgotten-password")
    ann.send("/forgotten-password", email="nobody@example.org")
    ann.follow()
    assert "nobody@example.org" in ann.text
    ann.send("/forgotten-password/new", code="12345678", new_password=NEW)
    assert "That code is not right." in ann.text


def test_the_address_is_changed_and_taken_back(ann: Resident) -> None:
    old, new = ann.email, "new.address@example.org"
    ann.get("/account/email")
    ann.send("/account/email", new_email=new, password="Wrong-horse-7")
    assert 'href="#password"' in ann.page.body
    ann.send("/account/email", new_email=new, password=PASSWORD)
    ann.follow()
    assert new in ann.text
    ann.email = new
    ann.send("/account/email/code", code=ann.code())
    ann.follow()
    assert "Your email address is changed." in ann.text
    assert new in ann.text
    ann.email = old
    token = ann.mailed(r"/undo-email-change#(\S+)")
    assert ann.mailed(rf"^({re.escape(token)})\s*$")
    assert re.fullmatch(r"[\w.~-]{20,}", token), "our script would not take it"
    ann.get("/undo-email-change")
    ann.send("/undo-email-change", token=token)
    ann.follow()
    assert "Your old email address is back" in ann.text
    ann.get("/undo-email-change")
    ann.send("/undo-email-change", token=token)
    assert ann.page.status == 422
    ann.send("/undo-email-change", token="x" * len(token))
    assert ann.page.status == 422
    ann.get("/forgotten-password")
    ann.send("/forgotten-password", email=old)
    ann.follow()
    ann.send("/forgotten-password/new", code=ann.code(), new_password=NEW)
    ann.sign_in(NEW)
    assert "My account" in ann.title


def test_an_app_is_added_used_and_removed(ann: Resident) -> None:
    ann.get("/account/authenticator")
    ann.send("/account/authenticator", password="Wrong-horse-7")
    assert 'href="#password"' in ann.page.body
    ann.send("/account/authenticator", password=PASSWORD)
    assert 'class="portal-qr"' in ann.page.body
    [secret] = re.findall(r"secret=([A-Z2-7]+)", ann.hidden("/account/authenticator/confirm")["uri"])
    app = pyotp.TOTP(secret)
    code = app.at(ann.portal.stack.clock())
    ann.send("/account/authenticator/confirm", code=f"{(int(code) + 1) % 10**6:06d}")
    assert 'href="#code"' in ann.page.body
    ann.send("/account/authenticator/confirm", code=f"{code[:3]} {code[3:]}")
    ann.follow()
    assert "Your authenticator app is added." in ann.text
    ann.send("/sign-out")
    ann.start_sign_in()
    ann.get("/sign-in/app")
    ann.send("/sign-in/app", code=code)
    assert "used already" in ann.text
    ann.portal.stack.clock.forward(seconds=30)
    ann.send("/sign-in/app", code=app.at(ann.portal.stack.clock()))
    ann.follow()
    assert "My account" in ann.title
    ann.get("/account/sessions")
    assert "with a code from your app" in ann.text
    ann.get("/account/authenticator/remove")
    ann.send("/account/authenticator/remove")
    ann.follow()
    assert "Your authenticator app is removed." in ann.text
