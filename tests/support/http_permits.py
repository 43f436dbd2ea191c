"""Homes, vehicles, GOV.UK Pay and time for buying permits on the local stack.

Each buyer has a property of their own in a zone of its own, so that their places are free and the officers' queue of
that zone holds nobody else, whatever else is on the stack.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import choice, randbelow
from string import ascii_uppercase
from typing import Any

import httpx

from portal.clock import to_text
from portal.london import today
from tests.local_stack import RunningStack
from tests.support.buyer import Buyer, Home
from tests.support.http_portal import HttpPortal, until
from tests.support.visitor import Visitor

POSTCODE = "LE11 9ZZ"


def new_home(stack: RunningStack, zone: str | None = None) -> Home:
    """A new property, added to the gazetteer. `zone`: of its own by default; empty for none."""
    number = randbelow(10**8)
    zone = f"T{number}" if zone is None else zone
    home = Home(f"9911{number:08d}", str(number), zone, street="Trial Street", postcode=POSTCODE)
    portal = HttpPortal(stack)
    portal.add_address(home.row())
    portal.close()
    return home


def new_vrm() -> str:
    """A new registration of the format used since 2001, without letters that look like numbers."""
    letters = sorted(set(ascii_uppercase) - {"I", "O", "Q"})
    return f"AB{randbelow(90) + 10}{''.join(choice(letters) for _ in range(3))}"


def new_buyer(visitor: Visitor, home: Home) -> Buyer:
    """A buyer with a new vehicle, from tomorrow on, so that the day is not past if midnight comes during the test."""
    tomorrow = today(datetime.now(UTC)) + timedelta(days=1)
    return Buyer(visitor, home, vrm=new_vrm(), start_date=tomorrow.isoformat())


def mails_about(buyer: Buyer, words: str) -> int:
    return sum(words in mail.subject for mail in buyer.visitor.portal.mails(buyer.visitor.email))


def gets_mail_about(buyer: Buyer, words: str) -> None:
    """Wait for exactly one email about this. (A second one would have come before the wait is over, or has a test of
    its own.)
    """
    until(lambda: mails_about(buyer, words), lambda count: count == 1)


def money_seen(buyer: Buyer) -> list[tuple[str, str]]:
    """The buyer's payments as they see them, newest first: the status, and what became of the money."""
    answer = buyer.visitor.ask("GET", "/v1/payments")
    assert answer.status == 200, answer.body
    return [(one["status"], one["money"]) for one in answer.body["items"]]


@dataclass(frozen=True)
class AtPay:
    """GOV.UK Pay's payments, asked for as the council would."""

    stack: RunningStack

    def statuses(self, payment_id: str | None) -> list[str]:
        """The statuses of Pay's payments for one of ours, oldest first."""
        return self.by_payment().get(str(payment_id), [])

    def by_payment(self) -> dict[str, list[str]]:
        """The statuses of Pay's payments, by the id of our payment."""
        ours: dict[str, list[str]] = {}
        for one in self._all():
            ours.setdefault(_ours(one), []).append(one["state"]["status"])
        return ours

    def kept(self, payment_id: str | None) -> int:
        """Pence that Pay has captured for one of our payments and not given back."""
        captured = [one for one in self._all() if _ours(one) == payment_id and one["state"]["status"] == "success"]
        return sum(one["amount"] - one["refund_summary"]["amount_submitted"] for one in captured)

    def agreement(self, payment_id: str | None) -> str:
        """The status of the agreement that one of our payments has set up."""
        [found] = [one for one in self._kept()[2].values() if one["reference"] == payment_id]
        return str(found["status"])

    def _all(self) -> list[dict[str, Any]]:
        """Pay's payments, oldest first."""
        secrets = self.stack.emulator.client("secretsmanager")
        key = secrets.get_secret_value(SecretId=self.stack.outputs["PayApiKeyArn"])["SecretString"].strip()
        answer = httpx.get(f"{self.stack.pay}/v1/payments", headers={"Authorization": f"Bearer {key}"})
        answer.raise_for_status()
        found = answer.json()
        assert found["count"] == found["total"], "more than one answer holds"
        return list(reversed(found["results"]))

    def has_told_all(self) -> None:
        """Wait until Pay has sent its messages and we have handled them."""
        until(lambda: self._kept()[1], lambda untold: untold == [])
        until(self._messages_waiting, lambda count: count == 0)

    def _kept(self) -> list[Any]:
        """The stand-in's state as it keeps it (`PayMachine.as_json`)."""
        state: list[Any] = json.loads((self.stack.emulator.home / "pay-state.json").read_bytes())
        return state

    def _messages_waiting(self) -> int:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        sqs = self.stack.emulator.client("sqs")
        queue = self.stack.resources["SettleQueue"]
        found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
        return sum(int(found[name]) for name in names)

    def turn(self, **knobs: object) -> None:
        """Set faults from now on (`local.pay.knobs`)."""
        httpx.put(f"{self.stack.pay}/_knobs", json=knobs).raise_for_status()


def _ours(payment: Mapping[str, Any]) -> str:
    """The id of our payment that one of Pay's is for."""
    return str(payment["reference"].rpartition("-")[0])


def six_minutes_pass(stack: RunningStack, payment_id: str | None) -> None:
    """Let a new attempt's first check, five minutes after its start, be due now."""
    table = stack.emulator.table(stack.outputs["PaymentsTable"])
    table.update_item(
        Key={"pk": f"PAYMENT#{payment_id}", "sk": "PAYMENT"},
        UpdateExpression="SET settle_at = :then",
        ConditionExpression="attribute_exists(to_settle)",
        ExpressionAttributeValues={":then": to_text(datetime.now(UTC) - timedelta(minutes=1))},
    )


def sweep(stack: RunningStack) -> None:
    invoke(stack, "SettleOpenAttempts")


def invoke(stack: RunningStack, function: str, event: object = None) -> None:
    """Invoke a function as a schedule or another service of AWS does."""
    functions = stack.emulator.client("lambda")
    answer = functions.invoke(FunctionName=stack.resources[function], Payload=json.dumps(event or {}).encode())
    assert "FunctionError" not in answer, answer["Payload"].read()
