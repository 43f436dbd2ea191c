"""What is served at /assets/."""

import json
import re
from pathlib import Path

import pytest

from tests.web.browser_double import Browser
from web.build_assets import GOVUK, NAMES, UNAVAILABLE, VERSION, build, stylesheet

type Written = dict[str, Path]


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Each asset's file, by the name that it has in the sources."""
    out = tmp_path_factory.mktemp("assets") / "assets"
    return {name: out / written for name, written in build(out).items()}


def test_nothing_of_gov_uks_own_marks(assets: Written) -> None:
    sheet = assets["portal.css"].read_text()
    for mark in ("GDS Transport", "@font-face", "crest", "#1d70b8", "Calvert"):
        assert mark not in sheet
    assert "govuk-button" in sheet
    assert "--govuk-brand-colour: #0b4f49" in sheet
    assert set(assets) == {"favicon.svg", "govuk-frontend.min.js", "manifest.json", "portal.css", "portal.js"}


def test_another_content_has_another_name_and_the_old_file_stays(assets: Written, tmp_path: Path) -> None:
    old = tmp_path / "portal.0123456789ab.css"
    old.write_text("of an earlier release")
    again = build(tmp_path)
    assert again == {name: file.name for name, file in assets.items()}, "the same content has the same name"
    assert old.exists()
    theirs = tmp_path / "govuk"
    (theirs / "dist" / "govuk").mkdir(parents=True)
    for name in ("govuk-frontend.min.js", "govuk-frontend.min.css"):
        text = (GOVUK / "dist" / "govuk" / name).read_text()
        (theirs / "dist" / "govuk" / name).write_text(text + "\n")
    changed = build(tmp_path, theirs)
    assert {name for name in again if again[name] != changed[name]} >= {"govuk-frontend.min.js", "portal.js"}


def test_what_refers_to_another_file_refers_to_its_name(assets: Written) -> None:
    names = {file.name for file in assets.values()}
    referred = re.findall(
        r"/([\w.-]+\.(?:js|svg))", assets["portal.js"].read_text() + assets["manifest.json"].read_text()
    )
    assert set(referred) == names - {assets[name].name for name in ("manifest.json", "portal.css", "portal.js")}


def test_the_pages_know_the_names(assets: Written, browser: Browser) -> None:
    """`make assets` writes them anew."""
    assert json.loads(NAMES.read_text()) == {name: file.name for name, file in assets.items()}
    page = browser.get("/").body
    linked = set(re.findall(r'"/assets/([^"]+)"', page))
    assert linked == {assets[name].name for name in ("favicon.svg", "manifest.json", "portal.css", "portal.js")}


def test_the_page_for_when_ours_cannot_be_reached_needs_nothing_of_them(assets: Written) -> None:
    page = (assets["portal.css"].parent / UNAVAILABLE).read_text()
    assert set(re.findall(r'"/assets/([^"]+)"', page)) == {assets[name].name for name in ("favicon.svg", "portal.css")}
    for words in ('<html lang="en"', "there is a problem with the service", "0116 305 0001", "call 999"):
        assert words in page
    assert "<script" not in page


def test_a_sheet_that_we_do_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="npm ci"):
        stylesheet("body{font-family:Other}", "")


def test_one_version_everywhere() -> None:
    wanted = json.loads(Path("package.json").read_text())["dependencies"]["govuk-frontend"]
    installed = json.loads((GOVUK / "package.json").read_text())["version"]
    assert wanted == installed == VERSION


def test_the_lock_names_no_registry() -> None:
    assert "resolved" not in Path("package-lock.json").read_text()
