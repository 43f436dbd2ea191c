"""A live permit is changed from page to page before the portal's own operations."""

import pytest

from tests.journeys.changes import changer
from tests.support.changer import ELSEWHERE, NEW_HOME, Changer
from tests.support.fixtures import moto, moto_stack, no_network
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor
from tests.web.real_operations import Resident
from web import cookies

__all__ = ["moto", "moto_stack", "no_network"]


@pytest.fixture
def one(moto_stack: MotoStack) -> Changer:
    """The holder of a live permit."""
    return changer(Visitor(InProcessPortal(moto_stack, lambda _: moto_stack.aws)))


@pytest.fixture
def ann(one: Changer) -> Resident:
    """The same person, signed in at a browser."""
    made = Resident(one.buyer.portal, one.buyer.visitor.email)
    made.cookies[cookies.SESSION] = one.buyer.visitor.token or ""
    return made


def seen(ann: Resident, address: str) -> str:
    assert ann.get(address).status == 200
    return ann.text


def test_another_vehicle_from_asking_to_the_approval(one: Changer, ann: Resident) -> None:
    permit = f"/permits/{one.buyer.permit_id}"
    ann.get(f"{permit}/change-vehicle")
    where = ann.send(f"{permit}/change-vehicle", why="another_vehicle", vrm="XY21 ZZZ").headers["Location"]
    one.change_id = where.rpartition("/")[2]
    assert "You can pay when all documents are uploaded." in seen(ann, where)
    one.buyer.payment_id = one.change()["payment_id"]
    one.sends("v5c")
    assert "Pay £11.00" in seen(ann, where)
    one.buyer.pays()
    assert "Your permit is not changed yet." in seen(ann, f"/payments/{one.buyer.payment_id}")
    assert "Your permit is live" in seen(ann, permit)
    one.decided("ask", "Is it yours?")
    ann.get(f"{where}/reply")
    assert ann.send(f"{where}/reply", text="Yes").headers["Location"] == where
    one.decided("approve")
    assert "Your permit is changed" in seen(ann, where)
    assert "XY21ZZZ may park in zone Z3" in seen(ann, permit)
    assert "We changed the vehicle." in ann.text
    ann.portal.settle()
    reference = one.buyer.sees()["reference"]
    assert [mail.subject for mail in ann.portal.mails(ann.email)][-2:] == [
        f"A question about the change of your permit {reference}",
        f"Your parking permit {reference} is changed",
    ]


def test_a_move_within_the_zone_taken_back_and_one_out_of_it(one: Changer, ann: Resident) -> None:
    page = f"/permits/{one.buyer.permit_id}/change-address"
    for home in (NEW_HOME, ELSEWHERE):
        one.buyer.portal.add_address(home.row())
    near = {"postcode": NEW_HOME.postcode, "house": NEW_HOME.house, "uprn": NEW_HOME.uprn}
    ann.get(page)
    where = ann.send(page, **near, action="choose").headers["Location"]
    assert "Finish your change" in seen(ann, where)
    ann.get(f"{where}/withdraw")
    assert ann.send(f"{where}/withdraw").headers["Location"] == where
    assert "You withdrew this change" in seen(ann, where)
    far = {"postcode": ELSEWHERE.postcode, "house": ELSEWHERE.house, "uprn": ELSEWHERE.uprn}
    ann.get(page)
    ann.send(page, **far, action="choose")
    assert "You need a new permit" in ann.text
    assert ann.send(page, **far, action="apply").headers["Location"] == "/permits/buy/price"
    assert "£55.00" in seen(ann, "/permits/buy/price")
