"""Page `export_one`."""

from tests.web.browser_double import Browser
from tests.web.fake_security import EXPORT_ID, export

HERE = f"/account/export/{EXPORT_ID}"
OPERATION = ("GET", "/v1/account/exports/{id}")


def test_while_it_is_made_the_page_looks_again(resident: Browser) -> None:
    answer = resident.get(HERE)
    assert "data-watch" in answer.body
    assert "data-pending" in answer.body
    assert f'href="{HERE}"' in answer.body
    assert resident.api.calls[-1].path == f"/v1/account/exports/{EXPORT_ID}"


def test_when_it_is_ready_it_can_be_fetched(resident: Browser) -> None:
    resident.api.says(*OPERATION, 200, export("ready"))
    answer = resident.get(HERE)
    assert f'href="{HERE}/file"' in answer.body
    assert "exports.example" not in answer.body
    assert "data-pending" not in answer.body
    assert "until 28 November 2026, 2:03pm" in resident.text


def test_when_it_is_over_another_can_be_had(resident: Browser) -> None:
    resident.api.says(*OPERATION, 200, export("expired"))
    assert 'href="/account/export"' in resident.get(HERE).body
    assert "not kept any more" in resident.text


def test_somebody_elses_is_not_found(resident: Browser) -> None:
    resident.api.refuses(*OPERATION, 404, "not_found")
    assert resident.get(HERE).status == 404
