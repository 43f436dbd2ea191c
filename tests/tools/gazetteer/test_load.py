"""From two files to the table: what differs is written, what is gone goes, and a second run changes nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws
from mypy_boto3_dynamodb.service_resource import Table

from portal.gazetteer import Gazetteer
from portal.problems import Refusal
from tests.support.moto_stack import CREDENTIALS, MotoStack, fresh_stack
from tests.support.template import REGION
from tools.gazetteer.__main__ import load, main, summary, table_of_addresses
from tools.gazetteer.load import Outcome
from tools.gazetteer.wanted import Remarks
from tools.steps import ToolError

HEADER = "UPRN,LOCAL_CUSTODIAN_CODE,BUILDING_NUMBER,THOROUGHFARE,POST_TOWN,POSTCODE\n"


@pytest.fixture
def stack() -> Iterator[MotoStack]:
    with mock_aws():
        yield fresh_stack()


@pytest.fixture
def table(stack: MotoStack) -> Table:
    return boto3.resource("dynamodb", REGION, **CREDENTIALS).Table("Addresses")


def house(number: int, *, custodian: int = 2410, postcode: str = "LE11 3ED") -> str:
    return f"{1000 + number},{custodian},{number},MARKET PLACE,LOUGHBOROUGH,{postcode}\n"


def run(table: Table, place: Path, rows: str, zones: str = "", *, remove_many: bool = False) -> tuple[Outcome, Remarks]:
    file, zone_file = place / "addresses.csv", place / "zones.csv"
    file.write_text(HEADER + rows)
    zone_file.write_text("uprn,zone\n" + zones)
    return load(table, file, zone_file, place / "report.csv", remove_many=remove_many)


def street(*numbers: int) -> str:
    return "".join(house(number) for number in numbers)


def held(table: Table) -> dict[str, Any]:
    return {str(item["uprn"]): item for item in table.scan()["Items"]}


def test_what_is_loaded_is_what_the_portal_finds(stack: MotoStack, table: Table, tmp_path: Path) -> None:
    outcome, remarks = run(table, tmp_path, street(8, 10) + house(12, custodian=2465), "1008,z3\n1999,Z1\n")
    assert (outcome, remarks.bad, remarks.zones_of_nobody) == (Outcome(0, 3, 0, 0), 0, 1)
    gazetteer = Gazetteer.from_context(stack.context())
    street_found = gazetteer.at_postcode("LE11 3ED")
    assert not isinstance(street_found, Refusal)
    found = {one.uprn: one for one in street_found}
    assert found["1008"].address.lines == ["8 Market Place"]
    assert (found["1008"].permit_zone, found["1008"].district, found["1008"].in_county) == ("Z3", "Charnwood", True)
    assert found["1010"].permit_zone is None
    assert (found["1012"].district, found["1012"].in_county) == ("Leicester City", False)
    assert gazetteer.by_uprn("1010") == found["1010"]


def test_a_second_run_writes_nothing(table: Table, tmp_path: Path) -> None:
    run(table, tmp_path, street(*range(30)), "1008,Z3\n")
    before = held(table)
    assert run(table, tmp_path, street(*range(30)), "1008,Z3\n")[0] == Outcome(30, 0, 0, 0)
    assert held(table) == before


def test_only_what_differs_is_written(table: Table, tmp_path: Path) -> None:
    run(table, tmp_path, street(8, 10, 12), "1008,Z3\n1010,Z3\n")
    outcome, _ = run(table, tmp_path, street(8, 10, 12), "1008,Z3\n1010,Z4\n1012,Z4\n")
    assert outcome == Outcome(1, 2, 0, 0)
    assert {uprn: item["permit_zone"] for uprn, item in held(table).items()} == {
        "1008": "Z3",
        "1010": "Z4",
        "1012": "Z4",
    }
    run(table, tmp_path, street(8, 10, 12), "1008,Z3\n", remove_many=True)
    assert "permit_zone" not in held(table)["1012"]


def test_a_house_whose_postcode_changed_is_in_one_place(table: Table, tmp_path: Path) -> None:
    run(table, tmp_path, street(8, 10))
    outcome, _ = run(table, tmp_path, house(8, postcode="LE11 9ZZ") + house(10))
    assert outcome == Outcome(1, 1, 1, 0)
    assert table.scan()["Count"] == 2
    assert held(table)["1008"]["pk"] == "POSTCODE#LE119ZZ"


def test_a_house_that_is_gone_goes(table: Table, tmp_path: Path) -> None:
    run(table, tmp_path, street(*range(40)))
    outcome, _ = run(table, tmp_path, street(*range(38)))
    assert outcome == Outcome(38, 0, 2, 0)
    assert not {"1038", "1039"} & set(held(table))


def test_a_file_that_was_cut_off_empties_nothing_unless_we_are_told(table: Table, tmp_path: Path) -> None:
    run(table, tmp_path, street(*range(40)))
    outcome, remarks = run(table, tmp_path, street(*range(37)) + house(50))
    assert outcome == Outcome(37, 1, 0, 3)
    assert "NOT removed: 3 addresses" in summary(outcome, remarks, tmp_path)
    assert len(held(table)) == 41
    outcome, _ = run(table, tmp_path, street(*range(37)) + house(50), remove_many=True)
    assert outcome == Outcome(38, 0, 3, 0)


def test_one_districts_file_leaves_the_others_alone(table: Table, tmp_path: Path) -> None:
    run(table, tmp_path, street(8) + house(10, custodian=2430))
    outcome, _ = run(table, tmp_path, street(8), remove_many=True)
    assert outcome == Outcome(1, 0, 0, 0)
    assert set(held(table)) == {"1008", "1010"}


def test_bad_rows_are_named_by_their_line_and_skipped(table: Table, tmp_path: Path) -> None:
    rows = house(8) + "x,2410,1,A,B,LE11 3ED\n\n" + house(10, postcode="LE1") + house(8) + "1,2\n" + house(12)
    outcome, remarks = run(table, tmp_path, rows, "1008,Z3\n1008,Z4\n1012\n")
    assert (outcome.written, remarks.bad) == (2, 6)
    assert (tmp_path / "report.csv").read_text().splitlines() == [
        "zones.csv,3,UPRN 1008 has another zone in a line before",
        "zones.csv,4,1 columns instead of 2",
        "addresses.csv,3,the UPRN is not a number of up to 12 digits",
        "addresses.csv,5,the postcode is not of a British shape",
        "addresses.csv,6,UPRN 1008 has an address in a line before",
        "addresses.csv,7,2 columns instead of 6",
    ]
    told = summary(outcome, remarks, tmp_path / "report.csv")
    assert "Wrong and skipped: 6" in told
    assert "addresses.csv, line 5" in told


def test_a_zone_of_ours_in_another_county_is_left_out_and_told(table: Table, tmp_path: Path) -> None:
    outcome, remarks = run(table, tmp_path, house(8) + house(10, custodian=2465), "1010,Z3\n")
    assert "permit zone Z3 is left out" in remarks.first[0]
    assert outcome.written == 2
    assert "permit_zone" not in held(table)["1010"]


def zones(*numbers: int) -> str:
    return "".join(f"{1000 + number},Z3\n" for number in numbers)


def zoned(table: Table) -> set[str]:
    return {uprn for uprn, item in held(table).items() if "permit_zone" in item}


def test_a_zones_file_that_was_cut_off_takes_no_zone_unless_we_are_told(table: Table, tmp_path: Path) -> None:
    everybody = street(*range(40))
    run(table, tmp_path, everybody, zones(*range(40)))
    outcome, remarks = run(table, tmp_path, everybody, zones(*range(37)))
    assert outcome == Outcome(40, 0, 0, 0, zones_kept=3)
    assert "NOT removed: 3 permit zones" in summary(outcome, remarks, tmp_path)
    assert len(zoned(table)) == 40
    outcome, _ = run(table, tmp_path, everybody, zones(*range(37)), remove_many=True)
    assert outcome == Outcome(37, 3, 0, 0)
    assert len(zoned(table)) == 37


def test_a_few_properties_leave_their_zones(table: Table, tmp_path: Path) -> None:
    run(table, tmp_path, street(*range(40)), zones(*range(40)))
    assert run(table, tmp_path, street(*range(40)), zones(*range(38)))[0] == Outcome(38, 2, 0, 0)
    assert not {"1038", "1039"} & zoned(table)


def test_a_kept_zone_does_not_keep_the_rest_from_changing(table: Table, tmp_path: Path) -> None:
    run(table, tmp_path, street(8, 10), zones(8, 10))
    moved = house(8, postcode="LE11 9ZZ") + house(10)
    assert run(table, tmp_path, moved, zones(10))[0] == Outcome(1, 1, 1, 0, zones_kept=1)
    assert (held(table)["1008"]["postcode"], held(table)["1008"]["permit_zone"]) == ("LE11 9ZZ", "Z3")


def test_a_run_that_was_broken_off_is_finished_by_the_next(table: Table, tmp_path: Path) -> None:
    """The new item is written, the one under the old postcode is still there: with zones that are to be kept."""
    run(table, tmp_path, street(8, 10), zones(8, 10))
    old = held(table)["1008"]
    moved = house(8, postcode="LE11 9ZZ") + house(10)
    run(table, tmp_path, moved, zones(8, 10))
    table.put_item(Item=old)
    assert run(table, tmp_path, moved, zones(10))[0].removed == 1
    assert table.scan()["Count"] == 2
    assert (held(table)["1008"]["postcode"], zoned(table)) == ("LE11 9ZZ", {"1008", "1010"})


def test_a_property_that_moved_to_another_county_keeps_no_zone_of_ours(table: Table, tmp_path: Path) -> None:
    run(table, tmp_path, street(8, 10), zones(8, 10))
    run(table, tmp_path, house(8, custodian=2465) + house(10), zones(10))
    assert zoned(table) == {"1010"}


@pytest.mark.parametrize("wrong", [house(39, postcode="LE1"), house(39).replace("PLACE", "\ufffd")])
def test_a_wrong_line_takes_nothing_away(table: Table, tmp_path: Path, wrong: str) -> None:
    run(table, tmp_path, street(*range(40)))
    outcome, remarks = run(table, tmp_path, street(*range(39)) + wrong)
    assert (outcome, remarks.bad) == (Outcome(39, 0, 0, 0), 1)
    assert "1039" in held(table)


@pytest.mark.parametrize("wrong", ["x" + house(39), "103\n", "1039,2410\n"])
def test_nor_one_that_does_not_say_whose_it_is(table: Table, tmp_path: Path, wrong: str) -> None:
    run(table, tmp_path, street(*range(40)))
    outcome, remarks = run(table, tmp_path, street(*range(39)) + wrong)
    assert outcome == Outcome(39, 0, 0, 1)
    assert "NOT removed: 1 addresses" in summary(outcome, remarks, tmp_path)
    assert "1039" in held(table)


def test_a_quotation_mark_that_is_not_closed_swallows_no_neighbours(table: Table, tmp_path: Path) -> None:
    run(table, tmp_path, street(*range(100)))
    open_ended = house(97).replace("MARKET PLACE", '"MARKET PLACE') + house(98) + house(99)
    outcome, remarks = run(table, tmp_path, street(*range(97)) + open_ended)
    assert outcome == Outcome(97, 0, 0, 3)
    assert "line 101: it runs on into the next line" in remarks.first[0]
    assert len(held(table)) == 100


def test_nor_in_the_zones(table: Table, tmp_path: Path) -> None:
    everybody = street(*range(100))
    run(table, tmp_path, everybody, zones(*range(100)))
    outcome, _ = run(table, tmp_path, everybody, zones(*range(97)) + '1097,"Z3\n' + zones(98, 99))
    assert outcome == Outcome(100, 0, 0, 0, zones_kept=3)
    assert len(zoned(table)) == 100


def test_nor_one_of_the_zones_that_does_not_say_whose_it_is(table: Table, tmp_path: Path) -> None:
    everybody = street(*range(40))
    run(table, tmp_path, everybody, zones(*range(40)))
    outcome, remarks = run(table, tmp_path, everybody, zones(*range(39)) + "1O39,Z3\n")
    assert outcome == Outcome(40, 0, 0, 0, zones_kept=1)
    assert "NOT removed: 1 permit zones" in summary(outcome, remarks, tmp_path)


@pytest.mark.parametrize("wrong", ["1039,\n", "1039,a zone of more than twenty letters\n"])
def test_nor_one_of_the_zones(table: Table, tmp_path: Path, wrong: str) -> None:
    run(table, tmp_path, street(*range(40)), zones(*range(40)))
    outcome, remarks = run(table, tmp_path, street(*range(40)), zones(*range(39)) + wrong)
    assert (outcome, remarks.bad) == (Outcome(40, 0, 0, 0), 1)
    assert "1039" in zoned(table)


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "no address"), (HEADER, "no address"), ("UPRN,POSTCODE\n1,LE11 3ED\n", "LOCAL_CUSTODIAN_CODE")],
)
def test_a_file_of_nothing_changes_nothing(table: Table, tmp_path: Path, content: str, said: str) -> None:
    run(table, tmp_path, street(8))
    (tmp_path / "addresses.csv").write_text(content)
    with pytest.raises(ToolError, match=said):
        load(table, tmp_path / "addresses.csv", tmp_path / "zones.csv", tmp_path / "report.csv", remove_many=True)
    assert set(held(table)) == {"1008"}


@pytest.mark.parametrize("content", ["1008,Z3\n", "", "\n\n"])
def test_zones_without_their_header_are_refused(table: Table, tmp_path: Path, content: str) -> None:
    (tmp_path / "addresses.csv").write_text(HEADER + house(8))
    (tmp_path / "zones.csv").write_text(content)
    with pytest.raises(ToolError, match="must be: uprn,zone"):
        load(table, tmp_path / "addresses.csv", tmp_path / "zones.csv", tmp_path / "report.csv", remove_many=False)
    assert held(table) == {}


def test_a_table_that_is_none_of_addresses_is_refused(
    table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_DEFAULT_REGION", REGION),
    ):
        monkeypatch.setenv(name, value)
    assert table_of_addresses("Addresses", None).name == table.name
    with pytest.raises(ToolError, match="not a table of addresses"):
        table_of_addresses("Accounts", None)
    with pytest.raises(ToolError, match="AddressesTable names the table"):
        table_of_addresses("Nowhere", None)
    with pytest.raises(ToolError, match="PROFILE"):
        table_of_addresses("Addresses", "no-such-profile")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="FILE="):
        main([str(tmp_path / "nothing.csv"), str(tmp_path / "zones.csv"), "--table", "Addresses"])


def test_the_report_names_nobody(table: Table, tmp_path: Path) -> None:
    """It is passed on to the supplier: places of faults, not the addresses."""
    run(table, tmp_path, house(8) + house(10, postcode="LE1"))
    assert "MARKET" not in (tmp_path / "report.csv").read_text()
