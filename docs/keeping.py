"""The tables of `docs/privacy.md`: what is kept after an account is closed, how long files are kept, lifetimes."""

import json
from collections.abc import Iterator

from portal.retention import retention_schedule
from portal.tuning import FILE as TUNING
from tests.support.template import of_kind

UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def kept_after_closure() -> Iterator[str]:
    """The lines of the table of what is kept, from `layers/common/portal/retention.json`."""
    yield "| what | how long | why | ground | confirmed by the council |"
    yield "|---|---|---|---|---|"
    for kept in retention_schedule().kinds:
        confirmed = "yes" if kept.basis == "confirmed" else "not yet"
        yield f"| {kept.what} | {kept.words} ({kept.days:,} days) | {kept.why} | {kept.source} | {confirmed} |"


def lying_files() -> Iterator[str]:
    """The lines of the table of files, from the life cycle rules of the buckets."""
    yield "| bucket | under | gone after |"
    yield "|---|---|---|"
    for bucket in of_kind("AWS::S3::Bucket", "prod"):
        for rule in bucket.properties.get("LifecycleConfiguration", {}).get("Rules", []):
            if "ExpirationInDays" in rule:
                yield f"| {bucket.name} | `{rule['Prefix']}` | {rule['ExpirationInDays']} days |"


def lifetimes() -> Iterator[str]:
    """The lines of the table of lifetimes, from `layers/common/portal/data/tuning.json`."""
    yield "| setting | lives |"
    yield "|---|---|"
    for name, seconds in json.loads(TUNING.read_text("utf-8"))["lifetimes_in_seconds"].items():
        yield f"| `{name}` | {_duration(seconds)} |"


def _duration(seconds: int) -> str:
    size, unit = next((size, unit) for size, unit in UNITS if seconds % size == 0)
    count = seconds // size
    return f"{count} {unit}{'' if count == 1 else 's'}"
