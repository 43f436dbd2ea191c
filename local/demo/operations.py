"""The portal's own operations, called in this process on the running stack's data, at any moment in the past.

So the demo's data is written by the same code that residents and officers use, with the clock of the day on which it is
meant to have happened.
"""

import json
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from typing import Any

import httpx

from local.deploy import variables_of_functions
from local.emulator import Emulator
from local.places import HOST
from local.sam_transform import REGION
from payments.store.payments import Payments
from portal.aws import Aws
from portal.clock import to_text
from portal.config import Settings
from portal.context import Context
from portal.problems import unwrap
from tools.steps import ToolError

OFFICER = {
    "sub": "demo-officer",
    "token_use": "access",
    "cognito:groups": "[permits payments care blue-badge safeguarding]",
}


class Refused(ToolError):
    """An operation refused the call. `code`: from the catalogue of problems."""

    def __init__(self, words: str, code: str | None) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True)
class Operations:
    """All operations behind the API's routes, on one stack. `mailbox`: the address of the stack's mailbox."""

    context: Context
    mailbox: str
    pause: Callable[[float], None]

    @classmethod
    def of_stack(cls, emulator: Emulator, mailbox: str) -> "Operations":
        """The operations of a running stack, with the deployed functions' settings and the emulator as AWS."""
        os.environ.update(variables_of_functions(emulator))
        os.environ.update(
            AWS_ENDPOINT_URL=emulator.url,
            AWS_ACCESS_KEY_ID="test",
            AWS_SECRET_ACCESS_KEY="test",
            AWS_DEFAULT_REGION=REGION,
        )
        return cls(Context(Settings.from_environment(os.environ), Aws(), _NoLog()), mailbox, time.sleep)

    def call(
        self,
        module: str,
        now: datetime,
        body: object = None,
        *,
        resident: str | None = None,
        professional: bool = False,
        officer: bool = False,
        key: str | None = None,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Mapping[str, Any]:
        """Call an operation such as `permits.apply_for_permit` at `now`, as a resident, an officer or nobody. Returns
        its answer.

        Raises: Refused.
        """
        event: dict[str, Any] = {
            "headers": {"idempotency-key": key} if key else {},
            "pathParameters": dict(path or {}),
            "queryStringParameters": dict(query or {}),
            "requestContext": {
                "requestId": "demo",
                "http": {"sourceIp": HOST},
                **_caller(resident, now, professional=professional, officer=officer),
            },
            "body": json.dumps(body) if body is not None else None,
        }
        reply = import_module(module).handler.__self__.reply(event, replace(self.context, clock=lambda: now))
        answer: dict[str, Any] = json.loads(reply.get("body") or "{}")
        if reply["statusCode"] >= 400:
            words = f"{module} refused to make the demo: {reply['statusCode']} {answer.get('detail', answer)}"
            raise Refused(words, answer.get("code"))
        return answer

    def tell(self, module: str, kind: str, now: datetime, **facts: object) -> None:
        """Pass an event to its consumer now. The bus passes it again a moment later, when it has no more effect."""
        detail = {"event_id": f"demo-{kind}-{facts.get('permit_id') or facts.get('payment_id')}", "at": to_text(now)}
        message = {"detail-type": kind, "detail": {**detail, **facts}}
        self.hear(module, message, now)

    def tell_of_payment(self, kind: str, now: datetime, payment_id: str, for_kind: str, for_id: str) -> None:
        """Pass the newest event of a payment to the permit (`docs/rules/permits.md`, P72)."""
        order = unwrap(Payments.from_context(self.context).get(payment_id)).version
        facts = {"payment_id": payment_id, "for_kind": for_kind, "for_id": for_id, "payment_version": order}
        self.tell("permits.on_payment", kind, now, **facts)

    def hear(self, module: str, message: object, now: datetime) -> None:
        """Pass a message to the consumer of its queue. Raises: ToolError if it fails several times."""
        batch = {"Records": [{"messageId": "demo", "body": json.dumps(message)}]}
        for pause in (0.1, 0.3, 1, 3):  # the stack's own consumer may write the same item at the same time
            answer = import_module(module).handler.__self__.reply(batch, replace(self.context, clock=lambda: now))
            if not answer["batchItemFailures"]:
                return
            self.pause(pause)
        raise ToolError(f"{module} could not act on a message: see the stack's logs, then run `make demo` again.")

    def upload(self, form: Mapping[str, Any], name: str, content: bytes) -> None:
        """Send a file by the form for it that an operation returned."""
        httpx.post(form["url"], data=form["fields"], files={"file": (name, content)}).raise_for_status()

    def run(self, module: str, now: datetime) -> None:
        """Run a scheduled job at `now`."""
        import_module(module).handler.__self__.reply({}, replace(self.context, clock=lambda: now))

    def newest_code(self, to: str) -> str:
        """The code in the newest email to an address. Raises: ToolError if there is none."""
        code = re.search(r"^([0-9]{8})\s*$", self.newest_mail(to), re.MULTILINE)
        if code is None:
            raise ToolError(f"The mail to {to} has no code: run `make demo` again.")
        return code[1]

    def newest_mail(self, to: str) -> str:
        """The text of the newest email to an address. Raises: ToolError if there is none."""
        answer = httpx.get(self.mailbox, params={"to": to}, headers={"accept": "application/json"})
        mails = answer.raise_for_status().json()
        if not mails:
            raise ToolError(f"No mail has come for {to}: run `make demo` again.")
        return str(mails[0]["text"])


class _NoLog:
    """A log that discards everything: failures are reported to the person who runs the demo."""

    def line(self, message: str, **facts: str | int | float | bool | None) -> None:
        pass

    def unexpected(self, message: str, error: BaseException, **facts: str | int | float | bool | None) -> None:
        pass

    def count(self, metric: str, domain: str) -> None:
        pass


def _caller(resident: str | None, now: datetime, *, professional: bool, officer: bool) -> dict[str, Any]:
    """The request context of the caller, as the gateway's authorizers would fill it in."""
    if officer:
        return {"authorizer": {"jwt": {"claims": OFFICER}}}
    if resident is None:
        return {}
    session = {
        "account_id": resident,
        "kind": "professional" if professional else "resident",
        "session_id": "demo",
        "session_key": "demo",
        "session_created_at": to_text(now),
        "session_expires_at": to_text(now),
        "session_idle_expires_at": to_text(now),
        "care_closed_until": "",
    }
    return {"authorizer": {"lambda": session}}
