"""The table's wanted content, read from the files into a temporary database, so that memory does not grow with the
county.
"""

import csv
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Self, TextIO

from tools.gazetteer.rows import PassedOver, Shapeless, address, columns, uprn_of, whole
from tools.steps import ToolError

type Progress = Callable[[int], None]
"""Called with the number of bytes read."""


@dataclass
class Remarks:
    """Remarks for the supplier of a file, by line. `left_out`: number of right lines that are not addresses, by
    reason.
    """

    to: TextIO
    rows: int = 0
    bad: int = 0
    zones_of_nobody: int = 0
    first: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, file: Path, line: int, what: str) -> None:
        """Add a remark to the report. The first ones are also shown on screen."""
        self.bad += 1
        csv.writer(self.to).writerow((file.name, line, what))
        if len(self.first) < 20:
            self.first.append(f"{file.name}, line {line}: {what}")


class Wanted:
    """The addresses of FILE with the permit zones of ZONES, and the differences from the table."""

    def __init__(self, place: Path) -> None:
        self._rows = sqlite3.connect(place)
        self._rows.executescript(
            """
            PRAGMA journal_mode = OFF;
            PRAGMA synchronous = OFF;
            CREATE TABLE zones (uprn TEXT PRIMARY KEY, zone TEXT) WITHOUT ROWID;
            CREATE TABLE wanted (uprn TEXT PRIMARY KEY, item TEXT, there INTEGER DEFAULT 0) WITHOUT ROWID;
            CREATE TABLE unread (kind TEXT, uprn TEXT, PRIMARY KEY (kind, uprn)) WITHOUT ROWID;
            CREATE TABLE zones_lost (uprn TEXT PRIMARY KEY, held TEXT) WITHOUT ROWID;
            CREATE TABLE removable (pk TEXT, sk TEXT, gone INTEGER);
            """
        )
        self.custodians: Counter[int] = Counter()
        self.nameless = 0
        """The number of faulty lines of FILE that do not say which property they are about."""
        self.nameless_zones = 0
        """The number of faulty lines of ZONES that do not say which property they are about."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def read_zones(self, file: Path, remarks: Remarks, progress: Progress) -> None:
        """Read ZONES, `uprn,zone` per line. Raises: ToolError if the file is of another kind."""
        lines = _lines(file, progress)
        _, header = next(lines, (0, []))
        if [cell.strip().lstrip("\ufeff").lower() for cell in header] != ["uprn", "zone"]:
            raise ToolError(f"The first line of {file.name} must be: uprn,zone")
        for line, cells in lines:
            try:
                self._add_zone(cells)
            except Shapeless as error:
                remarks.add(file, line, str(error))
                self.nameless_zones += 1
            except ValueError as error:
                remarks.add(file, line, str(error))
                self.nameless_zones += not self._note_unread("zone", cells[0])

    def _add_zone(self, cells: list[str]) -> None:
        whole(cells, 2)
        if not cells[1].strip() or len(cells[1]) > 20:
            raise ValueError("not a UPRN and a zone")
        uprn, zone = uprn_of(cells[0]), cells[1].strip().upper()
        if self._rows.execute("SELECT 1 FROM zones WHERE uprn = ? AND zone <> ?", (uprn, zone)).fetchone():
            raise ValueError(f"UPRN {uprn} has another zone in a line before")
        self._rows.execute("INSERT OR IGNORE INTO zones (uprn, zone) VALUES (?, ?)", (uprn, zone))

    def read_addresses(self, file: Path, remarks: Remarks, progress: Progress) -> None:
        """Read FILE. Raises: ToolError if the file is of another kind or has no usable address."""
        names: tuple[str, ...] = ()
        for line, cells in _lines(file, progress):
            if not names:
                names = columns(cells)
                continue
            remarks.rows += 1
            try:
                self._add_address(names, cells)
            except PassedOver as why:
                remarks.left_out[str(why)] += 1
            except Shapeless as error:
                remarks.add(file, line, str(error))
                self.nameless += 1
            except ValueError as error:
                remarks.add(file, line, _plainly(error))
                self.nameless += not self._note_unread("address", cells[names.index("UPRN")])
        if not self.custodians:
            raise ToolError(f"There is no address in {file.name} that could be used: nothing is changed.")

    def _add_address(self, names: tuple[str, ...], cells: list[str]) -> None:
        found = address(names, cells, _Zones(self._rows))
        try:
            self._rows.execute("INSERT INTO wanted (uprn, item) VALUES (?, ?)", (found.uprn, _body(found.item)))
        except sqlite3.IntegrityError:
            raise ValueError(f"UPRN {found.uprn} has an address in a line before") from None
        self.custodians[found.custodian] += 1
        if found.zone_dropped:
            raise ValueError(f"permit zone {found.zone_dropped} is left out: the property is in none of our districts")

    def _note_unread(self, kind: str, uprn: str) -> bool:
        """Remember the property of a faulty line, so that it is not removed. False if the line does not say which
        property it is.
        """
        try:
            self._rows.execute("INSERT OR IGNORE INTO unread VALUES (?, ?)", (kind, uprn_of(uprn)))
        except ValueError:
            return False
        return True

    def zones_of_nobody(self) -> int:
        """The number of properties in ZONES that are not in FILE."""
        [(count,)] = self._rows.execute(
            "SELECT count(*) FROM zones WHERE NOT EXISTS (SELECT 1 FROM wanted WHERE wanted.uprn = zones.uprn)"
        )
        return int(count)

    def item_of(self, uprn: str) -> dict[str, Any] | None:
        """The wanted item of a property; None if FILE does not have it."""
        row = self._rows.execute("SELECT item FROM wanted WHERE uprn = ?", (uprn,)).fetchone()
        found: dict[str, Any] | None = json.loads(row[0]) if row else None
        return found

    def was_unread(self, uprn: str) -> bool:
        """Whether FILE has the property in a faulty line."""
        return (
            self._rows.execute("SELECT 1 FROM unread WHERE kind = 'address' AND uprn = ?", (uprn,)).fetchone()
            is not None
        )

    def is_there(self, item: Mapping[str, Any]) -> bool:
        """Whether the table's item is exactly as wanted. If so, it is marked as written."""
        body = _body(item)
        done = self._rows.execute(
            "UPDATE wanted SET there = 1 WHERE uprn = ? AND item = ?", (str(item.get("uprn")), body)
        )
        return done.rowcount == 1

    def missing(self) -> int:
        """The number of items still to be written."""
        [(count,)] = self._rows.execute("SELECT count(*) FROM wanted WHERE there = 0")
        return int(count)

    def each_missing(self) -> Iterator[dict[str, Any]]:
        """The items still to be written."""
        for (item,) in self._rows.execute("SELECT item FROM wanted WHERE there = 0"):
            yield json.loads(item)

    def remember_zone(self, item: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Remember an item whose permit zone would be lost: it has one, ZONES has none, and the district is the
        same.
        """
        if "permit_zone" in item and "permit_zone" not in new and new["custodian_code"] == item.get("custodian_code"):
            self._rows.execute("INSERT OR IGNORE INTO zones_lost VALUES (?, ?)", (item["uprn"], _body(item)))

    def count_zones_lost(self) -> int:
        """The number of properties whose zone is no longer in ZONES."""
        [(count,)] = self._rows.execute(
            "SELECT count(*) FROM zones_lost WHERE uprn NOT IN (SELECT uprn FROM unread WHERE kind = 'zone')"
        )
        return int(count)

    def keep_zones(self, *, also_lost: bool) -> int:
        """Keep the zones of properties whose line in ZONES is faulty and, with `also_lost`, of those without a line.

        Returns the number of items that therefore need no writing.
        """
        same = 0
        lost = self._rows.execute(
            "SELECT uprn, held FROM zones_lost WHERE ? OR uprn IN (SELECT uprn FROM unread WHERE kind = 'zone')",
            (also_lost,),
        )
        for uprn, held in lost.fetchall():
            [(new,)] = self._rows.execute("SELECT item FROM wanted WHERE uprn = ?", (uprn,))
            kept = _body(json.loads(new) | {"permit_zone": json.loads(held)["permit_zone"]})
            self._rows.execute("UPDATE wanted SET item = ?, there = ? WHERE uprn = ?", (kept, int(kept == held), uprn))
            same += kept == held
        return same

    def remember(self, pk: str, sk: str, *, gone: bool) -> None:
        """Remember an item of the table to remove: either `gone` from FILE, or under its former postcode."""
        self._rows.execute("INSERT INTO removable VALUES (?, ?, ?)", (pk, sk, int(gone)))

    def count_gone(self) -> int:
        """The number of items that are no longer in FILE."""
        [(count,)] = self._rows.execute("SELECT count(*) FROM removable WHERE gone = 1")
        return int(count)

    def each_removable(self, *, also_gone: bool) -> Iterator[dict[str, str]]:
        """The keys of the items to remove. `also_gone`: include those no longer in FILE."""
        for pk, sk in self._rows.execute("SELECT pk, sk FROM removable WHERE gone <= ?", (int(also_gone),)):
            yield {"pk": pk, "sk": sk}


class _Zones(Mapping[str, str]):
    def __init__(self, rows: sqlite3.Connection) -> None:
        self._rows = rows

    def __getitem__(self, uprn: str) -> str:
        row = self._rows.execute("SELECT zone FROM zones WHERE uprn = ?", (uprn,)).fetchone()
        if row is None:
            raise KeyError(uprn)
        return str(row[0])

    def __iter__(self) -> Iterator[str]:
        return (str(uprn) for (uprn,) in self._rows.execute("SELECT uprn FROM zones"))

    def __len__(self) -> int:
        return int(self._rows.execute("SELECT count(*) FROM zones").fetchone()[0])


def _lines(file: Path, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    """The file's lines as cells, with their line numbers, without empty lines."""
    with file.open("rb") as raw:
        counted = _Counted(raw, progress)
        reader = csv.reader(counted)
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise ToolError(f"{file.name}, line {reader.line_num}: {error}. Is it a CSV file?") from None
            if cells is None:
                return
            if cells:
                yield reader.line_num, cells


class _Counted:
    """Lines decoded to text, with progress. An invalid UTF-8 byte spoils only its own line."""

    def __init__(self, raw: Iterable[bytes], progress: Progress) -> None:
        self._raw, self._progress, self._read = raw, progress, 0

    def __iter__(self) -> Iterator[str]:
        for line in self._raw:
            self._read += len(line)
            self._progress(self._read)
            yield line.decode("utf-8", "replace")


def _plainly(error: ValueError) -> str:
    """The error's text for the report: that of a postcode is written for people at a form."""
    return "the postcode is not of a British shape" if "UK postcode" in str(error) else str(error)


def _body(item: Mapping[str, Any]) -> str:
    """An item as text; equal items give equal texts."""
    return json.dumps(item, sort_keys=True, default=_integer)


def _integer(value: object) -> int:
    if isinstance(value, Decimal):
        return int(value)
    raise TypeError(type(value).__name__)
