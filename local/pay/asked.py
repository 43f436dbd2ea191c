"""Checks of requests to the stand-in, as strict as Pay's; and the format of an agreement."""

import json
import re
from datetime import datetime
from typing import Any

from local.pay.machine import PayMachine
from local.pay.model import Agreement, Refusal

type Json = dict[str, Any]

MOST_PENCE = 10_000_000
TEXTS = {"reference": 255, "description": 255}
OF_WEB = {"return_url": 2000}
FIREWALL = re.compile(r'[<>"\\|]')
MAY = {
    "web": {*TEXTS, *OF_WEB, "amount", "delayed_capture", "email", "language", "metadata", "set_up_agreement"},
    "agreement": {*TEXTS, "amount", "agreement_id", "metadata"},
}


def checked_payment(asked: Json) -> None:
    """Check a request to create a payment. Raises: Refusal."""
    amount, mode = asked.get("amount"), asked.get("authorisation_mode", "web")
    if not isinstance(amount, int) or isinstance(amount, bool) or not 1 <= amount <= MOST_PENCE:
        raise _invalid("amount")
    if mode not in MAY:
        raise _invalid("authorisation_mode")
    _checked_texts(asked, TEXTS | OF_WEB if mode == "web" else TEXTS)
    unknown = asked.keys() - {*MAY[mode], "authorisation_mode", "agreement_payment_type"}
    if unknown:
        raise Refusal(400, "P0104", f"Unexpected attribute: {min(unknown)}", min(unknown))


def set_up(machine: PayMachine, asked: Json) -> Agreement:
    """Create an agreement. Raises: Refusal."""
    _checked_texts(asked, TEXTS)
    return machine.set_up(Agreement(agreement_id=machine.new_id(), created_at=machine.clock(), **asked))


def agreement_body(agreement: Agreement) -> Json:
    """An agreement as Pay shows it."""
    shown: Json = {
        "agreement_id": agreement.agreement_id,
        "reference": agreement.reference,
        "description": agreement.description,
        "status": agreement.status,
        "created_date": instant(agreement.created_at),
    }
    if agreement.cancelled_at:
        shown["cancelled_date"] = instant(agreement.cancelled_at)
    return shown


def instant(at: datetime) -> str:
    """An instant as Pay writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def read_json(body: bytes) -> Json:
    """The JSON object in a body. Raises: Refusal if there is none."""
    try:
        read = json.loads(body)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise Refusal(400, "P0197", "Unable to parse JSON")
    return read


def _checked_texts(asked: Json, longest: dict[str, int]) -> None:
    for name, most in longest.items():
        text = asked.get(name)
        if text is None:
            raise Refusal(400, "P0101", f"Missing mandatory attribute: {name}", name)
        if not isinstance(text, str) or len(text) > most:
            raise _invalid(name)
        if FIREWALL.search(text):
            raise Refusal(400, "P0920", "Request blocked by Pay's firewall")


def _invalid(name: str) -> Refusal:
    return Refusal(422, "P0102", f"Invalid attribute value: {name}", name)
