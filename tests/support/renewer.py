"""The holder of a permit that renews automatically, over the operations and the jobs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.buyer import Buyer
from tests.support.visitor import Answer, Visitor


@dataclass
class Renewer:
    """The holder. `buyer`: has a live permit with automatic renewal."""

    buyer: Buyer

    @classmethod
    def of(cls, visitor: Visitor, card: str | None = None) -> "Renewer":
        """A holder who buys the permit with this card."""
        visitor.make_account()
        buyer = Buyer(visitor)
        buyer.finds_the_property()
        buyer.applies(auto_renew=True)
        buyer.sends()
        buyer.pays(card=card)
        buyer.waits_for("in_review", "authorised")
        buyer.officer_decides("approve")
        buyer.waits_for("active", "taken")
        return cls(buyer)

    def later(self, **by: float) -> None:
        """Move the clock, run the jobs, deliver their events, and sign the holder in again."""
        self.buyer.stack.clock.forward(**by)
        for _ in range(5):
            self.buyer.portal.run_jobs()
            self.buyer.portal.settle()
            self.buyer.stack.clock.forward(minutes=6)
        self.buyer.visitor.sign_in()

    def switch(self, *, on: bool) -> Answer:
        path = f"/v1/permits/{self.buyer.permit_id}/auto-renewal"
        return self.buyer.visitor.ask("PUT", path, {"enabled": on})

    def stopped_by_telephone(self) -> Answer:
        return self.buyer.officer_asks("PUT", f"/v1/officer/permits/{self.buyer.permit_id}/auto-renewal")

    def stopped_by_link(self) -> Answer:
        """Stop the renewal by the link in its announcement."""
        visitor = self.buyer.visitor
        token = visitor.newest_stop_token(visitor.email)
        return visitor.ask("POST", "/v1/auto-renewal-stops", {"token": token})

    def renewal(self) -> Mapping[str, Any]:
        """The permit that renews this one."""
        answer = self.buyer.visitor.ask("GET", f"/v1/permits/{self.buyer.sees()['renewal']}")
        assert answer.status == 200, answer.body
        view: Mapping[str, Any] = answer.body
        return view

    def charged(self) -> list[str]:
        """The status of each charge by an agreement at Pay."""
        payments = self.buyer.stack.pay.machine.payments.values()
        return [one.status for one in payments if one.agreement_id is not None]

    def agreement(self) -> str:
        """The status of the only agreement at Pay."""
        [found] = self.buyer.stack.pay.machine.agreements.values()
        return found.status

    def told(self, word: str) -> int:
        """The number of emails with this word in their subject."""
        mails = self.buyer.portal.mails(self.buyer.visitor.email)
        return sum(word in mail.subject for mail in mails)
