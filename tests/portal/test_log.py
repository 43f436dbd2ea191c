import json

import pytest

from portal.log import hashed, powertools_log

SECRET = "ann.smith@example.org"


@pytest.fixture(autouse=True)
def _service(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Another one for each test: a service's Logger keeps the output that it was first made with."""
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", request.node.name)


def failed() -> Exception:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as first:
            raise ValueError(f"{SECRET} cannot be read") from first
    except ValueError as error:
        return error


def test_an_unexpected_error_is_told_by_its_kind_and_its_places_never_by_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    powertools_log().unexpected("failed", failed(), domain="auth", operation="get_account")
    written = capsys.readouterr().out
    assert SECRET not in written
    line, metric = (json.loads(text) for text in written.strip().splitlines())
    assert (line["level"], line["error"], line["operation"]) == ("ERROR", "ValueError", "get_account")
    assert "test_log.py" in line["where"]
    assert "failed" in line["where"]
    assert (metric["UnexpectedErrors"], metric["domain"]) == ([1.0], "auth")
    assert metric["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Portal"


def test_a_line_is_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    powertools_log().line("served", operation="get_health", status=200, account=None)
    line = json.loads(capsys.readouterr().out)
    assert (line["message"], line["operation"], line["status"]) == ("served", "get_health", 200)


def test_an_account_can_be_followed_without_being_named() -> None:
    assert hashed("01ARZ3NDEKTSV4RRFFQ69G5FAV") == hashed("01ARZ3NDEKTSV4RRFFQ69G5FAV")
    assert hashed("01ARZ3NDEKTSV4RRFFQ69G5FAV") != hashed("01ARZ3NDEKTSV4RRFFQ69G5FAW")
    assert "01ARZ3" not in hashed("01ARZ3NDEKTSV4RRFFQ69G5FAV")
