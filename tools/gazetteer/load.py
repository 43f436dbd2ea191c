"""Brings the table up to date with the files. Unchanged items are not written, so a second run changes nothing.

An address in the table that is missing from the file is removed if the file covers its district. So the file of one
district leaves the others alone, and a truncated file does not empty the county: see `MOST_REMOVED`. The same goes for
the zone of a property that is missing from ZONES. A faulty line never removes anything.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mypy_boto3_dynamodb.service_resource import Table

from tools.gazetteer.wanted import Wanted

MOST_REMOVED = 0.05
"""The largest share of addresses, or of zones, held for the file's districts that a run removes. If it would be more,
none is removed unless the operator says so.
"""

type Progress = Callable[[int], None]


@dataclass
class Compared:
    """Counts from the comparison. `covered`: items of the file's districts; `zoned`: those of them with a zone; `same`:
    items that need no writing.
    """

    covered: int = 0
    zoned: int = 0
    same: int = 0


@dataclass(frozen=True)
class Outcome:
    """The result of a run. `kept_back`: addresses not removed, because they were too many or a faulty line may hold
    them; `zones_kept`: the same for zones.
    """

    same: int
    written: int
    removed: int
    kept_back: int
    zones_kept: int = 0


def compare(table: Table, wanted: Wanted, progress: Progress) -> Compared:
    """Read the whole table once and note the differences in `wanted`."""
    found = Compared()
    for number, item in enumerate(_items(table), start=1):
        progress(number)
        covered = item.get("custodian_code") in wanted.custodians
        found.covered += covered
        found.zoned += covered and "permit_zone" in item
        if wanted.is_there(item):
            found.same += 1
            continue
        uprn = str(item.get("uprn"))
        new = wanted.item_of(uprn)
        if new is None:
            if covered and not wanted.was_unread(uprn):
                wanted.remember(item["pk"], item["sk"], gone=True)
            continue
        wanted.remember_zone(item, new)
        if new["pk"] != item["pk"]:
            wanted.remember(item["pk"], item["sk"], gone=False)
    return found


def bring(table: Table, wanted: Wanted, found: Compared, progress: Progress, *, remove_many: bool) -> Outcome:
    """Write first and remove afterwards, so that no address is missing in between. `remove_many`: remove however many
    they are.
    """
    written = removed = 0
    zones_lost = wanted.count_zones_lost()
    keep_zones = not remove_many and (wanted.nameless_zones > 0 or zones_lost > found.zoned * MOST_REMOVED)
    same = found.same + wanted.keep_zones(also_lost=keep_zones)
    with table.batch_writer() as batch:
        for item in wanted.each_missing():
            batch.put_item(Item=item)
            written += 1
            progress(written)
    gone = wanted.count_gone()
    remove_gone = remove_many or (wanted.nameless == 0 and gone <= found.covered * MOST_REMOVED)
    with table.batch_writer() as batch:
        for key in wanted.each_removable(also_gone=remove_gone):
            batch.delete_item(Key=key)
            removed += 1
            progress(written + removed)
    return Outcome(same, written, removed, 0 if remove_gone else gone, zones_lost if keep_zones else 0)


def _items(table: Table) -> Iterator[Mapping[str, Any]]:
    page = table.scan(ConsistentRead=True)
    while True:
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        page = table.scan(ConsistentRead=True, ExclusiveStartKey=page["LastEvaluatedKey"])
