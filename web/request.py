"""Requests and answers of the pages, independent of API Gateway's format."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from web import cookies

LONGEST_BODY = 64 * 1024
"""The most bytes of a posted form. Files are uploaded straight to their bucket."""
MOST_FIELDS = 200


@dataclass(frozen=True)
class Request:
    """One request. `form`: None when the posted body cannot be read."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = field(default_factory=dict)
    source_ip: str = "127.0.0.1"
    request_id: str = "-"

    @property
    def viewer_address(self) -> str:
        """The IP address of the browser: CloudFront's header (`address:port`, IPv6 with or without brackets) if there
        is one, else the gateway's source IP.
        """
        told = self.headers.get("cloudfront-viewer-address", "")
        return told.rpartition(":")[0].strip("[]") or self.source_ip


@dataclass(frozen=True)
class End:
    """The content of an error page: a title, sentences, and one link to go on (address and text)."""

    status: int
    title: str
    words: tuple[str, ...]
    link: tuple[str, str]


@dataclass
class Answer:
    """The response of a page. `cookies`: whole Set-Cookie lines, since one header cannot hold several.

    `cause`: for the log, why the visitor did not get what they asked for. `end`: the content of the body if it is an
    error page. `file`: bytes sent instead of a page.
    """

    status: int
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)
    cause: str = ""
    end: End | None = None
    file: bytes = b""


def pdf_answer(content: bytes, filename: str) -> Answer:
    """A PDF that the browser shows. `filename`: the name it is saved under."""
    headers = {"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{filename}"'}
    return Answer(200, headers=headers, file=content)


def csv_answer(text: str, filename: str) -> Answer:
    """A table that the browser saves as a CSV file of this name."""
    headers = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": f'attachment; filename="{filename}"'}
    return Answer(200, headers=headers, file=text.encode())


def from_event(event: Mapping[str, Any]) -> Request:
    """The request in an HTTP API event, payload format 2.0."""
    http = event["requestContext"]["http"]
    headers = {name.lower(): value for name, value in event.get("headers", {}).items()}
    # The gateway moves cookies out of the headers; local stand-ins leave them there.
    lines = event.get("cookies") or headers.get("cookie", "").split(";")
    return Request(
        method=http["method"].upper(),
        path=event["rawPath"],
        query=_fields(event.get("rawQueryString", "")) or {},
        headers=headers,
        cookies=cookies.read(lines),
        form=_posted(event),
        source_ip=http["sourceIp"],
        request_id=event["requestContext"].get("requestId", "-"),
    )


def to_payload(answer: Answer) -> dict[str, Any]:
    """The response in the format of API Gateway."""
    return {
        "statusCode": answer.status,
        "headers": answer.headers,
        "cookies": answer.cookies,
        "body": base64.b64encode(answer.file).decode() if answer.file else answer.body,
        "isBase64Encoded": bool(answer.file),
    }


def _posted(event: Mapping[str, Any]) -> Mapping[str, str] | None:
    body = event.get("body") or ""
    if len(body) > LONGEST_BODY:
        return None
    if not event.get("isBase64Encoded"):
        return _fields(body)
    try:
        return _fields(base64.b64decode(body, validate=True).decode())
    except (binascii.Error, UnicodeDecodeError):
        return None


def _fields(encoded: str) -> Mapping[str, str] | None:
    try:
        found = parse_qs(encoded, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except (ValueError, UnicodeDecodeError):
        return None
    return {name: values[0] for name, values in found.items()}
