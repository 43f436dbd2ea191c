"""`Idempotency-Key`: the same key and body give the same result for 24 hours; another body is refused.

Rules: `docs/rules/api.md`, "The same request again".

The id of the result and an HMAC of the body are written in the transaction that makes the result, so that the domain's
own write decides. Neither the body nor the answer is stored.
"""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from portal.clock import epoch_seconds
from portal.conditions import Attr
from portal.problems import Refusal
from portal.table import Item, Key, Put, number

KEPT = timedelta(hours=24)


@dataclass(frozen=True)
class Idempotency:
    """A caller's key for an operation. `name`: a hash of all three. `body_hmac`: of the request's body."""

    name: str
    body_hmac: str
    now: datetime

    @classmethod
    def of(cls, operation: str, caller: str, key: str, body: bytes, pepper: bytes, now: datetime) -> "Idempotency":
        """The key of one request. `caller`: an account id, an officer's `sub`, or `public` (then all callers share the
        key).
        """
        name = hashlib.sha256(f"{operation}|{caller}|{key}".encode()).hexdigest()
        digest = hmac.new(pepper, b"idempotency|" + body, hashlib.sha256).hexdigest()
        return cls(name, digest, now)

    def part(self, of: str) -> "Idempotency":
        """The key for one of several results that the request makes, each in its own transaction. `of`: the part's
        name.
        """
        return replace(self, name=f"{self.name}#{of}")

    @property
    def key(self) -> Key:
        """The primary key of the record, in the table of the result."""
        name = f"IDEMPOTENCY#{self.name}"
        return {"pk": name, "sk": name}

    def record(self, table: str, result_id: str) -> Put:
        """The write for the transaction that makes the result. It fails if the key is in use."""
        ends = epoch_seconds(self.now + KEPT)
        return Put(
            table,
            {**self.key, "result_id": result_id, "body_hmac": self.body_hmac, "ttl": ends},
            condition=Attr("pk").not_exists() | Attr("ttl").lte(int(self.now.timestamp())),
        )

    def repeated(self, found: Item | None) -> str | Refusal | None:
        """The id of the earlier result, from the item under `key`, or a refusal if the body differs; None for a new
        key, or one older than 24 hours.
        """
        if found is None or number(found, "ttl") <= int(self.now.timestamp()):
            return None
        return self.earlier_result(found)

    def earlier_result(self, found: Item | None) -> str | Refusal:
        """The id of what the first request with this key made, from the record of the key that made the write fail.
        Returns a refusal (`idempotency_key_reused`) if that request had another body.
        """
        if found is None or not hmac.compare_digest(str(found["body_hmac"]), self.body_hmac):
            return Refusal(
                "idempotency_key_reused",
                "This Idempotency-Key was used with another body. Use a new key for a new request.",
            )
        return str(found["result_id"])
