"""What comments, docstrings and pages cite is in the repository: pages, titles, rules, decisions, tests.

Forms of a citation: `docs/rules/permits.md`, "Places"; `docs/rules/permits.md`, P9; I13; ADR 0011; Source: "Sign-in".
"""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RULES = ROOT / "docs" / "rules"
KINDS = {".py", ".md", ".yaml", ".html", ".txt", ".toml", ".js", ".css", ".sh", ""}
COPIES_OF_OTHERS = ("tests/contract/", "docs/viewer/", "functions/auth/data/common_passwords.txt")


@cache
def texts() -> dict[str, str]:
    """Every file of ours that can cite something, by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    ours = [
        name
        for name in listed.stdout.split()
        if Path(name).suffix in KINDS and not name.startswith(COPIES_OF_OTHERS) and (ROOT / name).is_file()
    ]
    return {name: (ROOT / name).read_text("utf-8") for name in ours}


def joined(text: str) -> str:
    """In one line: a citation may run over the end of a line, also of one that begins with `#`."""
    return re.sub(r"\s*\n\s*(?:# ?)?", " ", text)


@cache
def titles(page: str) -> frozenset[str]:
    return frozenset(re.findall(r"^#+ (.*)$", (ROOT / page).read_text("utf-8"), re.MULTILINE))


@cache
def numbers() -> dict[str, str]:
    """Each numbered rule and invariant, and the page that it stands on."""
    found: dict[str, str] = {}
    for page in sorted(RULES.glob("*.md")):
        for number in re.findall(r"^- \*\*([A-Z]\d+)\.\*\*", page.read_text("utf-8"), re.MULTILINE):
            assert number not in found, f"{number} stands twice"
            found[number] = page.relative_to(ROOT).as_posix()
    return found


def missing_pages(name: str, text: str) -> Iterator[str]:
    """A page is named from the root of the repository; a link may also start from its own folder."""
    for page in re.findall(r"(?<![\w/.-])([\w./-]*\w\.md)\b", text):
        beside = (ROOT / name).parent / page
        if not (ROOT / page).is_file() and not (name.endswith(".md") and beside.is_file()):
            yield page


def test_every_page_that_is_named_is_there() -> None:
    missing = {name: found for name, text in texts().items() if (found := sorted(set(missing_pages(name, text))))}
    assert missing == {}


def missing_titles(text: str) -> Iterator[str]:
    """Titles in quotes and numbers that follow the name of a page."""
    item = r'(?:"[^"]+"|[A-Z]\d+)'
    for page, cited in re.findall(
        rf"(docs/rules/[\w-]+\.md)`?,? (?:and )?({item}(?:,? (?:and )?{item})*)", joined(text)
    ):
        for title, number in re.findall(r'"([^"]+)"|\b([A-Z]\d+)', cited):
            if title and title.rstrip(".,") not in titles(page):
                yield f"{page}: {title}"
            if number and numbers().get(number) != page:
                yield f"{page}: {number}"


def test_every_title_and_number_that_is_cited_stands_on_its_page() -> None:
    missing = {name: found for name, text in texts().items() if (found := sorted(set(missing_titles(text))))}
    assert missing == {}


def test_every_source_that_code_names_is_one_that_the_rules_name() -> None:
    rules = " ".join(joined(page.read_text("utf-8")) for page in RULES.glob("*.md"))
    ours = {name: text for name, text in texts().items() if name.endswith(".py") and not name.startswith("tests/")}
    code = {name: joined(text) for name, text in ours.items()}
    cited = {(name, source) for name, text in code.items() for source in re.findall(r'Source: "([^"]+)"', text)}
    assert sorted((name, source) for name, source in cited if source.rstrip(".,") not in rules) == []


def test_every_invariant_that_is_named_is_defined() -> None:
    assert {f"I{number}" for number in range(1, 15)} <= numbers().keys()
    for name, text in texts().items():
        for number in re.findall(r"\b(I[1-9]\d?)\b", text):
            assert numbers().get(number) == "docs/rules/reliability.md", f"{name}: {number}"


def test_every_decision_that_is_named_is_there() -> None:
    there = {page.name[:4] for page in (ROOT / "docs" / "decisions").glob("*.md")}
    assert len(there) == len(list((ROOT / "docs" / "decisions").glob("*.md"))), "two decisions have one number"
    for name, text in texts().items():
        for number in re.findall(r"(?:ADR |docs/decisions/|\()(00\d\d)\b", joined(text)):
            assert number in there, f"{name}: decision {number}"


@pytest.mark.parametrize("page", sorted(path.name for path in RULES.glob("*.md")))
def test_every_test_that_the_rules_name_is_there(page: str) -> None:
    text = (RULES / page).read_text("utf-8")
    tests = "\n".join(text for name, text in texts().items() if name.startswith("tests/"))
    names = re.findall(r"`(test_\w+)`", text)
    assert [name for name in names if f"def {name}(" not in tests] == []
    for function, file in re.findall(r"`(\w+)`(?: in| \()`?\s*`?(tests/[\w/]+\.py)", joined(text)):
        assert f"def {function}(" in texts()[file], f"{function} is not in {file}"


@pytest.mark.parametrize("page", sorted(path.name for path in RULES.glob("*.md")))
def test_every_file_that_the_rules_name_is_there(page: str) -> None:
    text = (RULES / page).read_text("utf-8")
    named = re.findall(r"`((?:docs|functions|layers|tests|tools|web|local)/[\w./-]+)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []
