"""A permit renews itself: announced, taken, declined, stopped."""

from tests.support.renewer import Renewer
from tests.support.visitor import Visitor

DECLINED_LATER = "5105105105105100"


def renewed_by_itself(visitor: Visitor) -> None:
    """Announced 14 days before the last day, taken 7 days before; then the holder stops it and agrees to it again."""
    one = Renewer.of(visitor)
    one.later(days=345)
    one.later(days=5)
    assert one.buyer.sees()["renews_on"] == "2027-11-13"
    one.later(days=7)
    renewal = one.renewal()
    assert (renewal["status"], renewal["valid_from"], renewal["auto_renew"]) == ("active", "2027-11-21", True)
    one.buyer.permit_id = renewal["permit_id"]
    assert one.switch(on=False).body == {"enabled": False, "starts": None}
    one.buyer.portal.settle()
    assert one.switch(on=True).body == {"enabled": True, "starts": "next_payment"}


def declined_twice(visitor: Visitor) -> None:
    """The card is declined, and again after 48 hours: the holder pays for the renewal with another."""
    one = Renewer.of(visitor, DECLINED_LATER)
    one.later(days=345)
    one.later(days=5)
    one.later(days=7)
    one.later(hours=49)
    assert one.buyer.sees()["auto_renew"] is False
    one.buyer.permit_id = str(one.renewal()["permit_id"])
    one.buyer.payment_id = str(one.buyer.sees()["payment_id"])
    one.buyer.pays()
    one.buyer.waits_for("active", "taken")


def stopped_by_telephone(visitor: Visitor) -> None:
    """The holder calls while the renewal waits for its second try: it is taken back."""
    one = Renewer.of(visitor, DECLINED_LATER)
    one.later(days=345)
    one.later(days=5)
    one.later(days=7)
    assert one.stopped_by_telephone().body == {"enabled": False, "starts": None}
    one.later(hours=49)
    assert one.renewal()["status"] == "withdrawn"


def stopped_by_link(visitor: Visitor) -> None:
    """The holder finds the announcement while the renewal waits for its second try: its link takes it back."""
    one = Renewer.of(visitor, DECLINED_LATER)
    one.later(days=345)
    one.later(days=5)
    one.later(days=7)
    visitor.sign_out()
    assert one.stopped_by_link().status == 204
    one.later(hours=49)
    assert one.renewal()["status"] == "withdrawn"


AUTO_RENEWALS = (renewed_by_itself, declined_twice, stopped_by_telephone, stopped_by_link)
