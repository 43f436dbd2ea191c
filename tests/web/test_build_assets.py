"""What is served at /assets/."""

import json
from pathlib import Path

import pytest

from web.build_assets import GOVUK, VERSION, build, stylesheet


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("assets") / "assets"
    build(out)
    return out


def test_nothing_of_gov_uks_own_marks(assets: Path) -> None:
    sheet = (assets / "portal.css").read_text()
    for mark in ("GDS Transport", "@font-face", "crest", "#1d70b8", "Calvert"):
        assert mark not in sheet
    assert "govuk-button" in sheet
    assert "--govuk-brand-colour: #0b4f49" in sheet
    names = {path.name for path in assets.iterdir()}
    assert names == {"favicon.svg", "govuk-frontend.min.js", "manifest.json", "portal.css", "portal.js"}


def test_a_sheet_that_we_do_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="npm ci"):
        stylesheet("body{font-family:Other}", "")


def test_one_version_everywhere() -> None:
    wanted = json.loads(Path("package.json").read_text())["dependencies"]["govuk-frontend"]
    installed = json.loads((GOVUK / "package.json").read_text())["version"]
    assert wanted == installed == VERSION


def test_the_lock_names_no_registry() -> None:
    assert "resolved" not in Path("package-lock.json").read_text()
