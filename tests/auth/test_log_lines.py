"""Control 40: who signed in, who was refused and who was held back is in the log, as facts that identify nobody."""

import json
import re
import time
from datetime import datetime, timedelta

import pytest

from portal.log import hashed, powertools_log
from tests.journeys.accounts import another
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.visitor import Visitor

LINES = {
    "served": {"operation", "correlation_id", "domain", "account", "status", "milliseconds"},
    "authorized": {"correlation_id", "allowed", "account"},
    "published": {"events", "refused"},
    "consumed": {"domain", "consumer", "message_id"},
}
"""What each kind of line says; a refusal's has its `code` too."""


def shape(line: dict[str, object]) -> None:
    facts = set(line) - {"message"}
    assert facts - {"code"} == LINES[str(line["message"])], line
    if line["message"] == "served":
        assert ("code" in line) == (int(str(line["status"])) >= 400), line
        assert re.fullmatch(r"[a-z_]+", str(line.get("code", "x")))
    if "correlation_id" in facts:
        assert line["correlation_id"] == "request-1"
    account = line.get("account")
    assert account is None or re.fullmatch(r"[0-9a-f]{16}", str(account))


def test_control_40_every_line_of_a_way_in_and_out_has_its_shape(portal: InProcessPortal, member: Visitor) -> None:
    """Right and wrong: password, code, role, session, and a limit that is reached."""
    own = member.ask("GET", "/v1/account").body["account_id"]
    member.sign_out()
    assert member.ask("GET", "/v1/account").status == 403
    member.token = None
    assert member.ask("GET", "/v1/account").status == 401
    member.start_sign_in(password="Wrong-horse-8")
    member.sign_in()
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    member.send_code(sign_in_id)
    member.complete_sign_in(sign_in_id, another(member.newest_code()))
    for _ in range(6):
        member.send_code(sign_in_id)
    assert portal.call("GET", "/v1/officer/permits", token=staff_token("care")).status == 403
    portal.settle()

    lines = portal.stack.lines.all
    for line in lines:
        shape(line)
    said = {(line.get("operation"), line.get("code")) for line in lines}
    assert {
        ("complete_sign_in", None),
        ("start_sign_in", "invalid_credentials"),
        ("complete_sign_in", "invalid_code"),
        ("send_sign_in_code", "too_many_codes"),
        ("review_queue", "wrong_role"),
        ("sign_out", None),
    } <= said
    authorized = [line for line in lines if line["message"] == "authorized"]
    assert {line["allowed"] for line in authorized} == {True, False}
    assert hashed(own) in {line["account"] for line in authorized}
    assert own not in portal.stack.lines.text()


def test_control_40_a_line_is_json_with_its_time_in_utc(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "utc")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "America/New_York")
        time.tzset()
        powertools_log().line("served", correlation_id="request-1")
    time.tzset()
    line = json.loads(capsys.readouterr().out)
    assert datetime.fromisoformat(line["timestamp"]).utcoffset() == timedelta(0)


def test_what_somebody_sent_cannot_make_a_line_of_its_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control 41: a line break in a fact stays within its line."""
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "one-line")
    powertools_log().line("served", code='x"}\n{"message": "authorized", "allowed": true}')
    [line] = capsys.readouterr().out.strip().splitlines()
    assert json.loads(line)["message"] == "served"
