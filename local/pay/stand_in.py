"""The stand-in as a whole: its state, its answers with the faults asked for, and its webhooks."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from local.pay.api import PayAnswer, PayApi
from local.pay.knobs import Knobs
from local.pay.machine import PayMachine
from local.pay.webhooks import Post, Telling

RECURRING = {"declined": ("P0010", True), "card expired": ("P0010", False)}


class ReplyLost(Exception):
    """The call was carried out, but its reply is to be lost."""


class PayStandIn:
    def __init__(
        self,
        clock: Callable[[], datetime],
        randomness: Callable[[int], bytes],
        *,
        address: str,
        key: str,
        webhook_secret: bytes,
    ) -> None:
        self.knobs = Knobs()
        self.address = address
        self.machine = PayMachine(lambda: clock() + timedelta(seconds=self.knobs.clock_ahead_seconds), randomness)
        self.api = PayApi(self.machine, address, key)
        self._telling = Telling(self.machine, self.api, self.knobs, webhook_secret)

    def turn(self, said: Mapping[str, object]) -> Knobs:
        """Set the named knobs and leave the others. Raises: pydantic.ValidationError."""
        wanted = Knobs.model_validate({**self.knobs.model_dump(), **said})
        for name in Knobs.model_fields:
            setattr(self.knobs, name, getattr(wanted, name))
        self.machine.success_after_cancel = self.knobs.success_after_cancel
        self.machine.refunds_fail = self.knobs.refunds_fail
        self.machine.never_active = self.knobs.never_active
        self.machine.recurring = RECURRING.get(self.knobs.recurring)
        return self.knobs

    def answer(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> PayAnswer:
        """Answer a request. Raises: ReplyLost."""
        if self.knobs.answers:
            status = self.knobs.answers.pop(0)
            code = "P0900" if status == 429 else "P0999"
            return PayAnswer(status, {"code": code, "description": "As asked for by a knob"})
        answer = self.api.answer(method, path, query, headers, body)
        if self.knobs.drop_replies:
            self.knobs.drop_replies -= 1
            raise ReplyLost(f"{method} {path}")
        return answer

    def tell(self, post: Post) -> int:
        """Send the webhooks that are due. Returns how many there were."""
        return self._telling.tell(post)
