"""The audit trail: what was done to whose record, and by whom. Rows are added and never changed: roles may
`PutItem` here and no more.

An operation that decides something puts the row into its own transaction, so that neither is without the other; one
that only shows something to an officer writes it first (`Tables.put`). `at` is the moment of writing, never that of an
event that came late: the day that a row belongs to is sealed two hours after it ends (`docs/decisions/0024`).

    audit.row(table, AuditEvent.PASSWORD_CHANGED, now, account_id=account_id)

`portal.audit_events` lists the events.

A row's sort key is a ULID of its instant and its own content, and its condition lets it be replaced by itself alone: so
a transaction tried again leaves one row.

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
"""Parts of a day, so that no partition takes all that is written at one time (`docs/decisions/0024`). A row's digest
says which is its own. The number is for ever: with another one, a row tried again could stand twice."""

KEPT = timedelta(days=6 * 365 + 2)
"""The six years in which somebody may still sue (Limitation Act 1980), leap days included."""


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
    """The write that puts it on record.

    `account_id`: whose record it is, who will see it among what happened to their account; None for what they must
    not see (safeguarding), or where there is no account. `subject`: kind and id of what it was done to, the account
    itself unless said. `officer`: their `sub`. `mail`: which of `mails/` was sent.
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
    """The keys of a day's shards. A day is one of UTC's, like every instant that is stored."""
    return [f"DAY#{day.isoformat()}#{shard}" for shard in range(SHARDS)]
