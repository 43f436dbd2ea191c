"""The audit trail: what was done to whose record, and by whom. Rows are added and never changed: roles may only
`PutItem`.

An operation that decides something puts the row into its own transaction, so that neither is written without the other;
an operation that only shows something to an officer writes the row first (`Tables.put`). `at` is the moment of writing,
never that of an event that came late: a day's rows are sealed two hours after the day ends (`docs/decisions/0024`).

    audit.row(table, AuditEvent.PASSWORD_CHANGED, now, account_id=account_id)

`portal.audit_events` lists the events.

A row's sort key is a ULID made from its instant and its content, and the write's condition lets a row be replaced only
by itself: a transaction that is tried again leaves one row.

| access | key (Audit table) |
|---|---|
| what was done in one day, in order: the day's shards merged | `pk` = `DAY#2026-11-21#5` (UTC), `sk` = the row's ULID |
| what one account's owner may see, newest first | index `by_account`: `account_id`, `sk` |
"""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

from portal.audit_events import AuditEvent
from portal.clock import epoch_seconds, to_text
from portal.conditions import Attr
from portal.ids import ulid
from portal.table import Put

__all__ = ["KEPT", "SHARDS", "AuditEvent", "partitions", "row"]

SHARDS = 8
"""Partitions that a day's rows are spread over, so that no single one takes all writes (`docs/decisions/0024`). A row's
digest decides its shard. The number must never change: with another one, a row tried again could be stored twice."""

KEPT = timedelta(days=6 * 365 + 2)
"""How long rows are kept: the six years in which somebody may still sue (Limitation Act 1980), with leap days."""


def row(
    table: str,
    what: AuditEvent,
    at: datetime,
    *,
    account_id: str | None,
    subject: tuple[str, str] | None = None,
    officer: str | None = None,
    reason: str | None = None,
    mail: str | None = None,
) -> Put:
    """The write that puts one action into the audit trail.

    `account_id`: the account whose owner sees the row in their account's history; None for what they must not see
    (safeguarding), or if there is no account. `subject`: kind and id of the record acted on; by default the account.
    `officer`: the officer's `sub`. `mail`: the name of the mail that was sent (a file of `mails/`).
    """
    kind, subject_id = subject or ("account", account_id)
    facts = {
        "at": to_text(at),
        "what": what.value,
        "account_id": account_id,
        "subject_kind": kind,
        "subject_id": subject_id,
        "officer": officer,
        "reason": reason,
        "mail": mail,
    }
    digest = hashlib.sha256(json.dumps(facts).encode())
    return Put(
        table,
        {
            "pk": partitions(at.astimezone(UTC).date())[digest.digest()[-1] % SHARDS],
            "sk": ulid(at, lambda count: digest.digest()[:count]),
            **facts,
            "digest": digest.hexdigest(),
            "ttl": epoch_seconds(at + KEPT),
        },
        condition=Attr("pk").not_exists() | Attr("digest").eq(digest.hexdigest()),
    )


def partitions(day: date) -> list[str]:
    """The partition keys of a day's shards. Days are UTC days, like every stored instant."""
    return [f"DAY#{day.isoformat()}#{shard}" for shard in range(SHARDS)]
