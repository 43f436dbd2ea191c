"""`python -m tools.gazetteer FILE ZONES --table … [--profile … --remove]`; `make gazetteer` calls it."""

import argparse
import sys
import tempfile
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_dynamodb.service_resource import Table

from tools.bar import bar
from tools.gazetteer.load import MOST_REMOVED, Outcome, bring, compare
from tools.gazetteer.wanted import Remarks, Wanted
from tools.steps import ToolError

REPORT = Path(__file__).resolve().parents[2] / ".local" / "gazetteer-report.csv"
CONFIG = Config(retries={"mode": "adaptive", "total_max_attempts": 10}, connect_timeout=5, read_timeout=60)


def table_of_addresses(name: str, profile: str | None) -> Table:
    """The Addresses table with this name.

    Raises: ToolError if it does not exist, is another kind of table, or the AWS profile cannot be used.
    """
    try:
        table = boto3.Session(profile_name=profile).resource("dynamodb", config=CONFIG).Table(name)
        indexes = {index["IndexName"] for index in table.global_secondary_indexes or []}
    except ClientError as error:
        said = error.response["Error"]["Message"]
        raise ToolError(f"{name}: {said}. The stack's output AddressesTable names the table.") from None
    except BotoCoreError as error:
        raise ToolError(f"{error} Choose an AWS profile that has a region with PROFILE=…") from None
    if indexes != {"by_uprn"}:
        raise ToolError(f"{name} is not a table of addresses: the stack's output AddressesTable names the right one.")
    return table


def load(table: Table, file: Path, zones: Path, report: Path, *, remove_many: bool) -> tuple[Outcome, Remarks]:
    """Load both files into the table and show the progress. Both are read to their ends before anything is written."""
    report.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=report.parent) as scratch,
        report.open("w", newline="", encoding="utf-8") as to,
        Wanted(Path(scratch) / "wanted.sqlite") as wanted,
    ):
        remarks = Remarks(to)
        with bar(f"Reading {zones.name}", zones.stat().st_size) as progress:
            wanted.read_zones(zones, remarks, progress)
        with bar(f"Reading {file.name}", file.stat().st_size) as progress:
            wanted.read_addresses(file, remarks, progress)
        remarks.zones_of_nobody = wanted.zones_of_nobody()
        with bar("Comparing with the table", table.item_count or wanted.missing()) as progress:
            found = compare(table, wanted, progress)
        with bar("Writing what differs", wanted.missing()) as progress:
            return bring(table, wanted, found, progress, remove_many=remove_many), remarks


def summary(outcome: Outcome, remarks: Remarks, report: Path) -> str:
    """The result, as text for the person who ran it."""
    lines = [
        f"{remarks.rows:,} lines: {outcome.written:,} addresses written, {outcome.same:,} were so already, "
        f"{outcome.removed:,} removed."
    ]
    lines += [f"Left out, {why}: {count:,}" for why, count in remarks.left_out.most_common()]
    if remarks.zones_of_nobody:
        lines.append(f"Zones of properties that are not in the file: {remarks.zones_of_nobody:,}")
    if remarks.bad:
        lines += [
            f"Wrong and skipped: {remarks.bad:,}, all of them in {report}",
            *(f"  {one}" for one in remarks.first),
        ]
    if outcome.kept_back:
        lines.append(
            f"NOT removed: {outcome.kept_back:,} addresses that are no longer in the file. They are more than "
            f"{MOST_REMOVED:.0%} of their districts, or a wrong line does not say whose it is: is the file whole? "
            "If these addresses are really gone, run again with REMOVE=yes."
        )
    if outcome.zones_kept:
        lines.append(
            f"NOT removed: {outcome.zones_kept:,} permit zones of properties that are no longer in ZONES. They are "
            f"more than {MOST_REMOVED:.0%} of the zones held, or a wrong line does not say whose it is: is the file "
            "whole? If these zones are really gone, run again with REMOVE=yes."
        )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Load the files that the arguments name. Returns 1 if some removals were held back."""
    parser = argparse.ArgumentParser(prog="make gazetteer", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("zones", type=Path)
    parser.add_argument("--table", required=True, help="the stack's output AddressesTable")
    parser.add_argument("--profile")
    parser.add_argument("--remove", action="store_true")
    given = parser.parse_args(arguments)
    for name, place in (("FILE", given.file), ("ZONES", given.zones)):
        if not place.is_file():
            raise ToolError(f"There is no file {place}: make gazetteer {name}=… names it.")
    table = table_of_addresses(given.table, given.profile)
    outcome, remarks = load(table, given.file, given.zones, REPORT, remove_many=given.remove)
    print(summary(outcome, remarks, REPORT))
    return 1 if outcome.kept_back or outcome.zones_kept else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ToolError as trouble:
        sys.exit(f"\n{trouble}")
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. Run it again: it goes on with what is missing.")
