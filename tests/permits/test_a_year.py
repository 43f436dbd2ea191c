"""A permit and its renewal by the tests' clock: what the holder is told, what is taken, what is reserved and which of
two vehicles is covered, on each date.
"""

from datetime import UTC, date, datetime, time

import pytest

from tests.faults.invariants import rows
from tests.support.buyer import HOME
from tests.support.changer import Changer
from tests.support.in_process import InProcessPortal
from tests.support.renewer import Renewer
from tests.support.visitor import Visitor

OLD, NEW = "AB12CDE", "XY21ZZZ"

type Reserved = dict[str, list[tuple[str, str]]]


class Life:
    """Of one permit and its renewal."""

    def __init__(self, portal: InProcessPortal) -> None:
        self.renewer = Renewer.of(Visitor(portal))
        self.buyer = self.renewer.buyer
        self._told = 0
        self.told()  # of the account

    def on(self, day: str) -> None:
        """At noon, after the jobs of that morning."""
        noon = datetime.combine(date.fromisoformat(day), time(12), UTC)
        self.renewer.later(seconds=(noon - self.buyer.stack.clock.now).total_seconds())

    def told(self) -> list[str]:
        """The subjects of the mails that came since the last look, without codes and the permit's reference."""
        mails = self.buyer.portal.mails(self.buyer.visitor.email)
        new, self._told = mails[self._told :], len(mails)
        words = (mail.subject.split() for mail in new if "code" not in mail.subject)
        return [" ".join(word for word in one if not (len(word) == 8 and word.isupper())) for one in words]

    def taken(self) -> list[int]:
        """In pence, what Pay has taken and not given back, as each payment was begun."""
        payments = sorted(self.buyer.stack.pay.machine.payments.values(), key=lambda one: one.created_at)
        return [one.amount_available for one in payments if one.status == "success"]

    def reserved(self, of: str) -> Reserved:
        """`PLACES` by property or `COVER` by vehicle: first and last day of each stretch."""
        return {
            row["pk"].rpartition("#")[2]: sorted((one["first"], one["last"]) for one in row["reserved"])
            for row in rows(self.buyer.stack, "Permits")
            if row["sk"] == of and row["reserved"]
        }

    def valid(self) -> list[str]:
        """The vehicles that an enforcement officer finds valid now."""
        officer = Visitor(self.buyer.portal, token=self.buyer.portal.staff_token("enforcement"))
        path = "/v1/officer/vehicle-checks"
        return [vrm for vrm in (OLD, NEW) if officer.ask("POST", path, {"vrm": vrm}).body["valid"]]


@pytest.fixture
def life(portal: InProcessPortal) -> Life:
    return Life(portal)


def test_bought_announced_renewed_by_itself_changed_and_cancelled(life: Life) -> None:
    first, second = ("2026-11-21", "2027-11-20"), ("2027-11-21", "2028-11-20")
    place_first, place_second = ("2026-11-21", "2027-12-04"), ("2027-11-21", "2028-12-04")
    assert (life.taken(), life.valid()) == ([5500], [OLD])
    assert (life.reserved("PLACES"), life.reserved("COVER")) == ({HOME.uprn: [place_first]}, {OLD: [first]})

    life.on("2027-10-21")  # 30 days before: it renews itself, so nothing is said yet
    assert (life.told(), life.taken()) == ([], [5500])

    life.on("2027-11-06")
    assert life.told() == ["Your parking permit renews on 13 November 2027"]

    life.on("2027-11-10")  # another vehicle is asked for, and nobody decides for a while
    change = Changer(life.buyer)
    assert change.new_vehicle().status == 201
    change.sends("v5c")
    life.buyer.pays()
    change.waits_for("in_review", "authorised")
    assert (life.valid(), life.reserved("COVER")) == ([OLD], {OLD: [first]})

    life.on("2027-11-13")
    assert life.told() == ["Your parking permit is approved (it starts on 21 November 2027)"]
    renewal = life.renewer.renewal()
    assert (renewal["status"], renewal["valid_from"], renewal["vrm"]) == ("active", "2027-11-21", OLD)
    assert life.reserved("PLACES") == {HOME.uprn: [place_first, place_second]}
    assert life.reserved("COVER") == {OLD: [first, second]}
    assert life.taken() == [5500, 5500]

    life.on("2027-11-15")  # the hold would end
    assert (life.told(), life.taken()) == ([], [5500, 1100, 5500])

    life.on("2027-11-22")  # the first year is over, and the change goes on for the second
    assert (life.told(), life.valid(), life.buyer.sees()["status"]) == ([], [OLD], "expired")
    change.decided("approve")
    change.waits_for("approved", "taken")
    assert life.told() == ["Your parking permit is changed"]
    assert (life.valid(), life.reserved("COVER")) == ([NEW], {NEW: [second]})
    assert life.buyer.sees()["vrm"] == OLD

    life.buyer.permit_id = str(renewal["permit_id"])
    assert life.buyer.sees()["vrm"] == NEW
    life.on("2028-01-10")
    assert (life.told(), life.taken()) == ([], [5500, 1100, 5500])
    life.buyer.cancels()
    life.buyer.portal.settle()
    assert life.told() == ["Your parking permit is cancelled"]
    assert (life.valid(), life.reserved("COVER"), life.renewer.agreement()) == ([], {}, "cancelled")

    life.on("2028-11-21")
    assert (life.told(), life.taken()) == ([], [5500, 1100, 5500])
    assert life.reserved("PLACES") == {}
