"""Looking after one's account, from page to page, before the portal's own operations."""

import pytest

from tests.support.fixtures import moto, moto_stack, no_network
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.web.real_operations import PASSWORD, Resident
from web import cookies

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
