"""The Lambda's edge: events in, payloads and log lines out."""

import base64
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import boto3
import pytest
from moto import mock_aws

from portal.tuning import tuned_values
from tests.web.browser_double import site
from tests.web.fake_api import FakeApi
from tests.web.fake_security import TOKEN
from web.app import (
    _origin_secrets,
    _secrets_manager,
    closed_until,
    lifetimes,
    origins,
    respond,
    staff_login,
    whereabouts,
)
from web.request import LONGEST_BODY, from_event
from web.security import NOWHERE, Origins
from web.settings import Lifetimes, Site

NOW = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)


def event(method: str = "GET", path: str = "/", **more: Any) -> dict[str, Any]:
    http = {"method": method, "path": path, "sourceIp": "192.0.2.7"}
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {},
        "requestContext": {"http": http, "requestId": "req-1"},
        **more,
    }


def answered(asked: dict[str, Any], api: FakeApi) -> tuple[dict[str, Any], dict[str, Any]]:
    payload, line = respond(asked, transport=lambda: api, site=site, now=NOW, randomness=lambda size: b"\x07" * size)
    return payload, json.loads(line)


def test_a_page(api: FakeApi) -> None:
    payload, line = answered(event(), api)
    assert payload["statusCode"] == 200
    assert payload["body"].startswith("<!DOCTYPE html>")
    assert line["page"] == "site/start"
    assert line["status"] == 200
    assert line["request_id"] == "req-1"


@pytest.mark.parametrize("where", ["cookies", "header"])
def test_cookies_come_either_way(api: FakeApi, where: str) -> None:
    pair = f"__Host-session={TOKEN}"
    more: dict[str, Any] = {"cookies": ["a=b", pair]} if where == "cookies" else {"headers": {"Cookie": f"a=b; {pair}"}}
    payload, _ = answered(event(path="/account", **more), api)
    assert payload["statusCode"] == 200
    assert api.calls[0].headers["Authorization"] == f"Bearer {TOKEN}"


def test_several_cookies_go_out_one_by_one(api: FakeApi) -> None:
    first, _ = answered(event(path="/sign-in"), api)
    pair = first["cookies"][0].partition(";")[0]
    token = first["body"].partition('name="csrf" value="')[2].partition('"')[0]
    form = urlencode({"csrf": token, "email": "ann.other@example.com", "password": "Geheim-1"})
    sent = base64.b64encode(form.encode()).decode()
    payload, line = answered(event("POST", "/sign-in", cookies=[pair], body=sent, isBase64Encoded=True), api)
    assert payload["statusCode"] == 303
    assert payload["cookies"][0].startswith("__Host-sign-in=")
    assert not {"ann.other", "Geheim"} & set(json.dumps(line).split('"'))


def test_the_log_has_nothing_of_what_was_sent(api: FakeApi) -> None:
    asked = event(
        "POST",
        "/account/ann.other@example.com",
        rawQueryString="q=ann.other@example.com",
        headers={"x-name": "ann.other@example.com", "cookie": f"__Host-session={TOKEN}"},
        body="email=ann.other@example.com",
    )
    _, line = answered(asked, api)
    assert line["page"] == "none"
    assert "ann.other" not in json.dumps(line)
    assert TOKEN not in json.dumps(line)


def test_a_failure_is_a_page_for_the_visitor_and_a_cause_for_the_log(api: FakeApi) -> None:
    def no_secret() -> Site:
        raise KeyError("ann.other@example.com")

    payload, line = respond(
        event(path="/account"), transport=lambda: api, site=no_secret, now=NOW, randomness=lambda size: b"\x07" * size
    )
    assert payload["statusCode"] == 503
    assert "req-1" in payload["body"]
    assert "KeyError" not in payload["body"]
    assert "Content-Security-Policy" in payload["headers"]
    assert json.loads(line)["cause"].startswith("KeyError at app.py:")
    assert "ann.other" not in line


def test_every_lifetime_comes_from_the_tuning() -> None:
    tuned = tuned_values('{"sign_in_lifetime": 1, "session_lifetime": 6}')
    assert lifetimes(tuned) == Lifetimes(
        sign_in=1,
        sign_in_code=30,
        registration=86_400,
        activation_code=1800,
        device=7_776_000,
        session=6,
        session_idle=1800,
    )


def test_both_values_of_the_secret_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("ACCESS_KEY_ID", "t"), ("SECRET_ACCESS_KEY", "t"), ("DEFAULT_REGION", "eu-west-2")):
        monkeypatch.setenv(f"AWS_{name}", value)
    with mock_aws():
        secrets = boto3.client("secretsmanager", "eu-west-2")
        arn = secrets.create_secret(Name="origin", SecretString="first")["ARN"]
        monkeypatch.setenv("WEB_ORIGIN_SECRET_ARN", arn)
        _secrets_manager.cache_clear()
        assert _origin_secrets() == ("first",)
        secrets.put_secret_value(SecretId=arn, SecretString="second")
        assert _origin_secrets() == ("second", "first")
    _secrets_manager.cache_clear()


def test_whereabouts_names_the_lines() -> None:
    with pytest.raises(ValueError) as caught:
        int("ann.other@example.com")
    told = whereabouts(caught.value)
    assert told.startswith("ValueError at test_app.py:")
    assert "ann.other" not in told


def test_when_the_api_is_away_the_log_says_so(api: FakeApi) -> None:
    api.down = True
    payload, line = answered(event(path="/account", cookies=[f"__Host-session={TOKEN}"]), api)
    assert payload["statusCode"] == 503
    assert line["level"] == "ERROR"
    assert line["cause"] == "The API is not there"


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("198.51.100.10:46532", "198.51.100.10"),
        ("2001:db8::1:46532", "2001:db8::1"),
        ("[2001:db8::1]:46532", "2001:db8::1"),
        ("", "192.0.2.7"),
    ],
)
def test_whose_browser_it_is(told: str, address: str) -> None:
    headers = {"CloudFront-Viewer-Address": told} if told else {}
    assert from_event(event(headers=headers)).viewer_address == address


@pytest.mark.parametrize(
    "posted",
    [
        {"body": "a=%FF"},
        {"body": "x" * (LONGEST_BODY + 1)},
        {"body": "&".join(f"f{number}=1" for number in range(300))},
        {"body": "%%%", "isBase64Encoded": True},
        {"body": base64.b64encode(b"a=\xff").decode(), "isBase64Encoded": True},
    ],
)
def test_what_cannot_be_read(api: FakeApi, posted: dict[str, Any]) -> None:
    payload, _ = answered(event("POST", "/sign-in", **posted), api)
    assert payload["statusCode"] == 400
    assert api.calls == []


def test_where_forms_lead_and_where_officers_sign_in() -> None:
    assert origins({}) == NOWHERE
    told = {"EVIDENCE_ORIGIN": "https://e", "PAY_ORIGIN": "https://p", "STAFF_LOGIN_ORIGIN": "https://s"}
    assert origins(told) == Origins("https://e", "https://p", "https://s")
    assert staff_login({"STAFF_LOGIN_URL": "", "STAFF_PASSWORD_URL": ""}) is None
    common = {"STAFF_CLIENT_ID": "client", "WEB_URL": "https://w"}
    in_aws = staff_login({**common, "STAFF_LOGIN_URL": "https://login", "STAFF_PASSWORD_URL": ""})
    locally = staff_login({**common, "STAFF_LOGIN_URL": "", "STAFF_PASSWORD_URL": "http://aws"})
    assert in_aws is not None
    assert locally is not None
    assert (in_aws.hosted, in_aws.address, in_aws.client_id, in_aws.web_url) == (
        True,
        "https://login",
        "client",
        "https://w",
    )
    assert (locally.hosted, locally.address) == (False, "http://aws")


def test_the_template_may_close_the_pages() -> None:
    assert closed_until({"CLOSED_UNTIL": ""}) is None
    assert closed_until({"CLOSED_UNTIL": "2026-12-06T06:00Z"}) == datetime(2026, 12, 6, 6, tzinfo=UTC)
