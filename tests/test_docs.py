"""The pages in `docs/` say what is so: made tables are up to date, what they name is there, every page can be found."""

import re
from pathlib import Path

import pytest

from docs.access_patterns import named_indexes
from docs.api_page import TAGS
from docs.events import every_event, hearers, sayers
from docs.openapi import operations
from docs.tables import TABLES, fresh_pages
from tests.support.template import of_kind
from tests.support.written import emails, papers

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
RUNBOOK = (ROOT / "docs/runbook.md").read_text("utf-8")
PEOPLE = ROOT / "docs/journeys/pages.md"
NO_JOURNEYS = {
    "test_nobody_gets_round_the_front",
    "test_the_policy_names_where_forms_lead_and_nothing_more",
    "test_the_policy_stops_a_foreign_script",
    "test_the_skip_link_comes_first",
}
"""What is tested beside the journeys, about the pages themselves."""


def test_every_made_table_is_what_templates_and_code_say() -> None:
    """`make docs` writes them anew."""
    fresh = dict(fresh_pages())
    assert [page.name for page, text in fresh.items() if page.read_text("utf-8") != text] == []
    made = {name for text in fresh.values() for name in re.findall(r"<!-- made: ([a-z-]+) -->", text)}
    assert made == TABLES.keys()


def test_every_index_is_there_for_a_named_access_pattern() -> None:
    there = {
        index["IndexName"]
        for table in of_kind("AWS::DynamoDB::Table", "prod")
        for index in table.properties.get("GlobalSecondaryIndexes", [])
    }
    assert there == named_indexes()


def test_every_event_is_said_by_somebody_and_every_rule_hears_one_that_there_is() -> None:
    events = every_event()
    assert [event.__name__ for event in events if not sayers(event)] == []
    assert hearers().keys() <= {event.__name__ for event in events}


def test_the_page_of_the_api_needs_no_network() -> None:
    text = (DOCS / "api.html").read_text("utf-8")
    [viewer] = re.findall(r'<script src="([^"]+)"', text)
    assert (DOCS / viewer).is_file()
    assert "default-src 'none'" in text
    assert {one.function.__module__.split(".")[0] for one in operations()} == TAGS.keys()


def test_the_runbook_knows_every_alarm_and_no_other() -> None:
    alarms = {alarm.name for alarm in of_kind("AWS::CloudWatch::Alarm", "prod")}
    rows = re.findall(r"^\| ([A-Z]\w+(?:, [A-Z]\w+)*) \|", RUNBOOK, re.MULTILINE)
    assert {name for row in rows for name in row.split(", ")} == alarms


def test_every_call_of_a_journey_and_of_the_example_is_an_operation() -> None:
    there = {(one.method, one.path) for one in operations()}
    journeys = "".join(page.read_text("utf-8") for page in DOCS.glob("journeys/*.md"))
    named = set(re.findall(r"\b(GET|POST|PUT|PATCH|DELETE) (/v1/[\w/{}-]+)", journeys))
    example = (ROOT / "examples/client/client.ts").read_text("utf-8")
    called = set(re.findall(r'api\.(GET|POST|PUT|PATCH|DELETE)\("([^"]+)"', example))
    assert named
    assert called
    shapes = {(method, re.sub(r"{\w+}", "{}", path)) for method, path in there}
    assert {(method, re.sub(r"{\w+}", "{}", path)) for method, path in named | called} <= shapes


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md")))
def test_what_a_page_names_is_there(page: str) -> None:
    """Files, and commands of the Makefile."""
    text = (DOCS / page).read_text("utf-8")
    files = re.findall(r"`((?:docs|functions|layers|tests|tools|web|local|bench|examples)/[\w./-]+)`", text)
    assert [name for name in files if not (ROOT / name).exists()] == []
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets


def test_every_page_is_linked_from_the_readme_or_a_page_that_is() -> None:
    reached, open_pages = set[Path](), [ROOT / "README.md"]
    while open_pages:
        page = open_pages.pop()
        if page in reached or not page.is_file():
            continue
        reached.add(page)
        links = re.findall(r"\]\(([\w./-]+\.md)\)", page.read_text("utf-8"))
        open_pages += [(page.parent / link).resolve() for link in links]
    pages = {*DOCS.glob("*.md"), *DOCS.glob("journeys/*.md"), *DOCS.glob("rules/*.md")}
    assert sorted(page.name for page in pages - reached) == []


def test_every_journey_at_the_pages_is_walked_by_a_browser_test_and_the_other_way_round() -> None:
    """Those of the files `test_*journey.py`, and what the table takes from others of that folder."""
    table = re.findall(r"^\| (?!who|---).*", PEOPLE.read_text("utf-8"), re.MULTILINE)
    named = set(re.findall(r"`(test_\w+)`", "".join(table)))
    walked = {path.name: _tests(path) for path in (ROOT / "tests/browser").glob("test_*.py")}
    assert named <= set().union(*walked.values())
    assert [row for row in table if "`test_" not in row] == []
    journeys = set().union(*(tests for name, tests in walked.items() if name.endswith("journey.py")))
    assert journeys - named == NO_JOURNEYS


def _tests(path: Path) -> set[str]:
    return set(re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE))


def test_every_letter_receipt_and_email_has_its_picture() -> None:
    """`make screens-written` takes them."""
    pictures = {
        folder: {path.stem for path in (DOCS / "screens" / folder).iterdir()} for folder in ("letters", "emails")
    }
    assert pictures == {"letters": papers().keys(), "emails": emails().keys()}
