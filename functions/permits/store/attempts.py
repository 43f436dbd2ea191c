"""The daily limit of an account's applications, since a refusal reveals that a vehicle has a permit."""

from datetime import datetime, timedelta

from portal.context import Context
from portal.limits import Counter, Limit
from portal.problems import Refusal
from portal.table import Tables


def count_application(context: Context, tables: Tables, account_id: str, now: datetime) -> Refusal | None:
    """Count one more application today; a Refusal if there are too many, else None. 1 call."""
    settings = context.settings
    limit = Limit("applications", settings.applications_per_account, timedelta(days=1))
    counter = Counter.of(settings.codes_table, limit, account_id, context.pepper, now)
    if counter.take(tables):
        return None
    words = "You have made many applications today. Try again tomorrow, or call us."
    return Refusal("too_many_applications", words, retry_after=counter.retry_after(now))
