"""The gateway passes on what it gets, adds what CloudFront would say, and lets nobody else say it."""

import asyncio
import json
import socket
from pathlib import Path

import httpx
import pytest

from local.gateway import Gateway, GatewayPlan, listening
from local.places import Ports

PORTS = Ports(web=8000, api=8001, mailbox=8025, aws=4566)


def ask(address: str, tmp_path: Path, emulator: httpx.MockTransport, **request: object) -> httpx.Response:
    """One request to the gateway, with `emulator` behind it."""
    (tmp_path / "portal.css").write_text("body{}")
    plan = GatewayPlan(PORTS, "api11111", "web22222", "the-secret", str(tmp_path), "print", "accounts", "the-key")

    async def talk() -> httpx.Response:
        behind = httpx.AsyncClient(base_url="http://127.0.0.1:4566", transport=emulator)
        gateway = httpx.ASGITransport(Gateway(plan, behind).application(), client=("198.51.100.7", 5555))
        async with behind, httpx.AsyncClient(transport=gateway) as browser:
            return await browser.request(str(request.pop("method", "GET")), address, **request)  # type: ignore[arg-type]

    return asyncio.run(talk())


def echo(request: httpx.Request) -> httpx.Response:
    """Answers with what it was asked."""
    asked = {
        "path": request.url.raw_path.decode(),
        "headers": dict(request.headers),
        "body": request.content.decode(),
        "method": request.method,
    }
    return httpx.Response(200, stream=httpx.ByteStream(json.dumps(asked).encode()))


def test_a_page_is_asked_of_the_web_api_with_what_cloudfront_says(tmp_path: Path) -> None:
    forged = {"X-Origin-Secret": "guess", "CloudFront-Viewer-Address": "192.0.2.1:1", "Cookie": "a=b"}
    asked = ask("http://localhost:8000/a%2Fb?x=1&x=%20", tmp_path, httpx.MockTransport(echo), headers=forged).json()
    assert asked["path"] == "/a%2Fb?x=1&x=%20"
    assert asked["headers"]["host"] == "web22222.execute-api.127.0.0.1:4566"
    assert asked["headers"]["x-origin-secret"] == "the-secret"
    assert asked["headers"]["cloudfront-viewer-address"] == "198.51.100.7:5555"
    assert asked["headers"]["cookie"] == "a=b"


def test_the_api_is_asked_without_what_cloudfront_says(tmp_path: Path) -> None:
    request = {"method": "PUT", "content": '{"a": 1}', "headers": {"X-Origin-Secret": "guess"}}
    asked = ask("http://localhost:8001/v1/account", tmp_path, httpx.MockTransport(echo), **request).json()
    assert (asked["method"], asked["path"], asked["body"]) == ("PUT", "/v1/account", '{"a": 1}')
    assert asked["headers"]["host"] == "api11111.execute-api.127.0.0.1:4566"
    assert not {"x-origin-secret", "cloudfront-viewer-address"} & asked["headers"].keys()


def test_every_path_is_passed_on(tmp_path: Path) -> None:
    for port in (8000, 8001):
        asked = ask(f"http://localhost:{port}/v1/permits/a%0Ab%0D%C2%85", tmp_path, httpx.MockTransport(echo)).json()
        assert asked["path"] == "/v1/permits/a%0Ab%0D%C2%85"


def test_every_cookie_of_an_answer_arrives(tmp_path: Path) -> None:
    cookies = [("set-cookie", "a=1; Path=/"), ("set-cookie", "b=2; HttpOnly"), ("location", "/next")]
    emulator = httpx.MockTransport(lambda _: httpx.Response(303, headers=cookies, stream=httpx.ByteStream(b"")))
    answer = ask("http://localhost:8000/", tmp_path, emulator)
    assert answer.headers.get_list("set-cookie") == ["a=1; Path=/", "b=2; HttpOnly"]
    assert (answer.status_code, answer.headers["location"]) == (303, "/next")


def test_assets_come_from_disk(tmp_path: Path) -> None:
    answer = ask("http://localhost:8000/assets/portal.css", tmp_path, httpx.MockTransport(echo))
    assert (answer.text, answer.headers["content-type"]) == ("body{}", "text/css; charset=utf-8")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_function_that_is_too_slow_is_answered_for_as_on_aws(tmp_path: Path) -> None:
    def wait(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    answer = ask("http://localhost:8001/v1/me", tmp_path, httpx.MockTransport(wait))
    assert (answer.status_code, answer.json()) == (503, {"message": "Service Unavailable"})


@pytest.mark.parametrize("port", [8000, 8001, 8025])
def test_without_the_emulator_it_says_what_to_do(tmp_path: Path, port: int) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    answer = ask(f"http://localhost:{port}/", tmp_path, httpx.MockTransport(refuse))
    assert answer.status_code == 502
    assert "make start" in answer.text


SENT = {
    "messages": {
        "000000000000": [
            {
                "MessageId": name,
                "To": [to],
                "Source": "no-reply@portal.example.org",
                "Subject": f"Mail {name}",
                "BodyText": "<b>123 456</b>",
                "BodyHtml": None,
                "Timestamp": at,
            }
            for name, to, at in [
                ("first", "ann@example.org", "2026-11-21T18:00:00+00:00"),
                ("second", "Ann@example.org", "2026-11-21T18:00:00+00:00"),
                ("other", "bob@example.org", "2026-11-21T19:00:00+01:00"),
                ("last", "ann@example.org", 1795287601.5),
            ]
        ]
    }
}


def test_the_mailbox_lists_mails_newest_first(tmp_path: Path) -> None:
    emulator = httpx.MockTransport(lambda _: httpx.Response(200, json=SENT))
    mails = ask("http://localhost:8025/", tmp_path, emulator).json()
    assert [mail["id"] for mail in mails] == ["last", "other", "second", "first"]
    assert mails[0] == {
        "id": "last",
        "to": ["ann@example.org"],
        "from": "no-reply@portal.example.org",
        "subject": "Mail last",
        "text": "<b>123 456</b>",
        "html": "",
        "sent_at": "2026-11-21T19:00:01.500Z",
    }


def test_the_mailbox_of_one_address(tmp_path: Path) -> None:
    emulator = httpx.MockTransport(lambda _: httpx.Response(200, json=SENT))
    mails = ask("http://localhost:8025/?to=ANN@example.org", tmp_path, emulator).json()
    assert [mail["id"] for mail in mails] == ["last", "second", "first"]


def test_a_browser_gets_a_page_in_which_mails_are_text(tmp_path: Path) -> None:
    emulator = httpx.MockTransport(lambda _: httpx.Response(200, json=SENT))
    page = ask("http://localhost:8025/", tmp_path, emulator, headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert "&lt;b&gt;123 456&lt;/b&gt;" in page.text


TEXTS = {
    "sms_messages": {
        "+447911123456": [{"MessageId": "first", "Message": "One"}, {"MessageId": "last", "Message": "<b>Two</b>"}],
        "+447911123457": [{"MessageId": "other", "Message": "Three"}],
    }
}


ACCOUNTS = {
    "EMAIL#ann@example.org": {"account_id": {"S": "one"}},
    "ACCOUNT#one": {"contact": {"M": {"phone": {"S": "+447911123456"}}}},
    "EMAIL#bob@example.org": {"account_id": {"S": "bobs"}},
    "ACCOUNT#bobs": {"contact": {"M": {}}},
}


def accounts(request: httpx.Request) -> httpx.Response:
    """As DynamoDB answers."""
    asked = json.loads(request.content)
    assert (asked["TableName"], request.headers["x-amz-target"]) == ("accounts", "DynamoDB_20120810.GetItem")
    item = ACCOUNTS.get(asked["Key"]["pk"]["S"])
    return httpx.Response(200, json={"Item": item} if item else {})


def telephones(request: httpx.Request) -> httpx.Response:
    return accounts(request) if request.method == "POST" else httpx.Response(200, json=TEXTS)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["last", "first", "other"]),
        ("?to=Ann@example.org", ["last", "first"]),
        ("?to=bob@example.org", []),
        ("?to=nobody@example.org", []),
    ],
)
def test_the_mailbox_has_texts_by_the_email_address_of_an_account(tmp_path: Path, query: str, ids: list[str]) -> None:
    emulator = httpx.MockTransport(telephones)
    texts = ask(f"http://localhost:8025/texts{query}", tmp_path, emulator).json()
    assert [text["id"] for text in texts] == ids


def test_a_browser_gets_a_page_of_texts(tmp_path: Path) -> None:
    emulator = httpx.MockTransport(lambda _: httpx.Response(200, json=TEXTS))
    page = ask("http://localhost:8025/texts", tmp_path, emulator, headers={"Accept": "text/html"})
    assert "&lt;b&gt;Two&lt;/b&gt;" in page.text


def print_bucket(request: httpx.Request) -> httpx.Response:
    """Two letters and a manifest, as S3 answers."""
    if request.method == "POST":
        return accounts(request)
    if request.url.path == "/print":
        keys = ["letters/2026-11-28/a.pdf", "letters/2026-11-28/manifest.json", "letters/2026-11-29/b.pdf"]
        return httpx.Response(200, text="".join(f"<Contents><Key>{key}</Key></Contents>" for key in keys))
    account = "one" if request.url.path.endswith("a.pdf") else "<two>"
    said = {"account": account, "mail": "permit_active", "pages": "1", "postcode": "LE11 3ED", "class": "first"}
    headers = {f"x-amz-meta-{name}": value for name, value in said.items()} | {"content-type": "application/pdf"}
    return httpx.Response(200, headers=headers, content=b"%PDF" if request.method == "GET" else b"")


def test_the_mailbox_has_letters_by_account_with_their_pdf(tmp_path: Path) -> None:
    emulator = httpx.MockTransport(print_bucket)
    letters = ask("http://localhost:8025/letters", tmp_path, emulator).json()
    assert [letter["day"] for letter in letters] == ["2026-11-29", "2026-11-28"]
    [letter] = ask("http://localhost:8025/letters?to=ann@example.org", tmp_path, emulator).json()
    assert ask("http://localhost:8025/letters?to=bob@example.org", tmp_path, emulator).json() == []
    answer = ask(f"http://localhost:8025{letter['pdf']}", tmp_path, emulator)
    assert (answer.content, answer.headers["content-type"]) == (b"%PDF", "application/pdf")
    page = ask("http://localhost:8025/letters", tmp_path, emulator, headers={"Accept": "text/html"})
    assert "account &lt;two&gt;" in page.text


def test_small_answers_are_not_held_back() -> None:
    with listening(0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
