"""Page `export_file`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_security import EXPORT_ID, export

HERE = f"/account/export/{EXPORT_ID}/file"
OPERATION = ("GET", "/v1/account/exports/{id}")


def test_it_leads_to_where_the_file_lies_now(resident: Browser) -> None:
    resident.api.says(*OPERATION, 200, export("ready"))
    assert resident.get(HERE).headers["Location"] == "https://exports.example/copy.zip?signed"


@pytest.mark.parametrize(("status", "words"), [("preparing", "is being made"), ("expired", "not kept any more")])
def test_without_one_it_says_how_it_stands(resident: Browser, status: str, words: str) -> None:
    resident.api.says(*OPERATION, 200, export(status))
    assert resident.get(HERE).status == 200
    assert words in resident.text


def test_somebody_elses_is_not_found(resident: Browser) -> None:
    resident.api.refuses(*OPERATION, 404, "not_found")
    assert resident.get(HERE).status == 404
