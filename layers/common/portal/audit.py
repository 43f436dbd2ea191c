"""Who at the council did what to whose record. Rows are added and never changed: roles may `PutItem` here, no more.

A row's sort key is a ULID of its instant and its own content: it can only ever be replaced by itself, so that a
transaction tried again leaves one row.

| access | key (Audit table) |
|---|---|
| what was done to one subject, in order | `pk` = `<subject kind>#<subject id>`, `sk` = the row's ULID |
| what was done to anything of one account | index `by_account`: `account_id`, `sk` |
"""

import hashlib
import json
from datetime import datetime, timedelta

from portal.clock import epoch_seconds, to_text
from portal.ids import ulid
from portal.table import Put

KEPT = timedelta(days=6 * 365 + 2)
"""As long as somebody may still sue over what was done."""


def row(
    table: str,
    actor_sub: str,
    action: str,
    subject_kind: str,
    subject_id: str,
    at: datetime,
    reason: str | None = None,
    *,
    account_id: str | None = None,
) -> Put:
    """The write that goes into the transaction of the act. `account_id`: whose record it is, for that person to see."""
    facts = {
        "actor_sub": actor_sub,
        "action": action,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "at": to_text(at),
        "reason": reason,
        "account_id": account_id,
    }
    digest = hashlib.sha256(json.dumps(facts).encode()).digest()
    key = {"pk": f"{subject_kind}#{subject_id}", "sk": ulid(at, lambda count: digest[:count])}
    return Put(table, {**key, **facts, "ttl": epoch_seconds(at + KEPT)})
