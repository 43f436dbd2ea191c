"""The facts about a permit or a payment that a notice tells, in words. Pure."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from notifications.model import Notice
from notifications.rules import STARTS_MAIL
from portal.london import day_in_words, moment_in_words
from portal.money import pounds
from portal.payment_card import PaymentCard
from portal.permit_card import PermitCard

DOCUMENTS = {
    "v5c": "your vehicle's registration certificate (V5C)",
    "tenancy_agreement": "your tenancy agreement",
    "proof_of_residency": "your proof of residency",
}
"""The documents that a notice may name. A Blue Badge is not among them: it would tell of somebody's health (N3)."""
RENEWABLE_FOR = timedelta(days=14)
"""How long after its last day a permit can still be renewed (P33)."""


def wording_of(notice: Notice, card: PermitCard, day: date) -> str:
    """The name of the text that is true on `day`, the day of sending: a permit is not live before its first day."""
    return STARTS_MAIL if notice.mail == "permit_active" and day < card.valid_from else notice.mail


def permit_facts(notice: Notice, card: PermitCard, stop_token: Callable[[str], str]) -> Mapping[str, str] | None:
    """The facts about the permit that fill in the notice's text; None if the notice is outdated: the permit was renewed
    or cancelled, or the application no longer waits; or it is an automatic renewal that lapsed, whose holder is told by
    the notice of the permit that it should have renewed. `stop_token`: makes, from the permit's id, the token of the
    link that stops its automatic renewal (P74).
    """
    if notice.mail in {"permit_ending", "permit_ended"}:
        return _of_last_day(card)
    if notice.mail == "permit_renewal_announced":
        return _of_renewal(notice.permit_id or "", card, stop_token)
    if notice.mail == "permit_lapsed":
        return None if card.told_by_permit else {}
    price = pounds(card.price_pence)
    if notice.mail == "permit_active":
        first, last = day_in_words(card.valid_from), day_in_words(card.valid_until)
        paid = f"You paid {price}." if card.price_pence else "It is free."
        return {"vrm": card.vrm, "first_day": first, "last_day": last, "paid": paid}
    if card.lapses_at is None:
        return None
    upload = "" if card.all_clean else f"upload {_documents(card.documents)}"
    pay = f"pay {price}" if card.price_pence else ""
    to_do = ", then ".join(step for step in (upload, pay) if step)
    return {"vrm": card.vrm, "to_do": to_do, "until": moment_in_words(card.lapses_at)}


def payment_facts(notice: Notice, card: PaymentCard) -> Mapping[str, str] | None:
    """The facts about the payment that fill in the notice's text; None if the notice is outdated: what it asks for is
    paid or withdrawn, or there is no such refund.
    """
    amount = pounds(card.amount_pence)
    if notice.mail == "payment_refunded":
        refunded = card.refunds.get(notice.refund_id or "")
        return None if refunded is None else {"amount": amount, "refunded": pounds(refunded)}
    return {"amount": amount, "due_day": day_in_words(card.due_date)} if card.owed else None


def _of_last_day(card: PermitCard) -> Mapping[str, str] | None:
    """The facts of a notice about the permit's last day; None once the permit was renewed or cancelled."""
    if not card.ends:
        return None
    until = day_in_words(card.valid_until + RENEWABLE_FOR)
    return {"vrm": card.vrm, "last_day": day_in_words(card.valid_until), "renew_until": until}


def _of_renewal(permit_id: str, card: PermitCard, stop_token: Callable[[str], str]) -> Mapping[str, str] | None:
    """The facts of a notice about the automatic renewal; None once the permit was renewed or cancelled, or no longer
    renews itself.
    """
    if card.renews_on is None or not card.ends:
        return None
    first = day_in_words(card.valid_until + timedelta(days=1))
    return {
        "stop_token": stop_token(permit_id),
        "vrm": card.vrm,
        "first_day": first,
        "price": pounds(card.renewal_pence),
        "renewal_day": day_in_words(card.renews_on),
    }


def _documents(kinds: Sequence[str]) -> str:
    named = [DOCUMENTS[kind] for kind in kinds if kind in DOCUMENTS]
    return " and ".join(named) if len(named) == len(kinds) else "the documents that your application asks for"
