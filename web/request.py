"""What came in and what goes out, free of API Gateway's shapes."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from web import cookies

LONGEST_BODY = 64 * 1024
"""Bytes of a posted form. Files go straight to their bucket, never through here."""
MOST_FIELDS = 200


@dataclass(frozen=True)
class Request:
    """One visit of one page. `form` is None when what was posted cannot be read."""

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
        """Whose browser this is: CloudFront says (`address:port`, IPv6 with or without brackets), else the gateway."""
        told = self.headers.get("cloudfront-viewer-address", "")
        return told.rpartition(":")[0].strip("[]") or self.source_ip


@dataclass(frozen=True)
class End:
    """What the page at an end of the road says: a title, sentences, and one way on (address and text)."""

    status: int
    title: str
    words: tuple[str, ...]
    link: tuple[str, str]


@dataclass
class Answer:
    """`cookies` are whole Set-Cookie lines: several of them do not fit into one header.

    `cause` is for the log: why this is not what was asked for. `end`: what the body says, where it is such a page.
    `file`: a file instead of a page.
    """

    status: int
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)
    cause: str = ""
    end: End | None = None
    file: bytes = b""


def pdf_answer(content: bytes, filename: str) -> Answer:
    """A PDF that the browser shows. `filename`: what it is called when it is kept."""
    headers = {"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{filename}"'}
    return Answer(200, headers=headers, file=content)


def csv_answer(text: str, filename: str) -> Answer:
    """A table that the browser keeps as a file of this name."""
    headers = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": f'attachment; filename="{filename}"'}
    return Answer(200, headers=headers, file=text.encode())


def from_event(event: Mapping[str, Any]) -> Request:
    """Reads an HTTP API event, payload format 2.0."""
    http = event["requestContext"]["http"]
    headers = {name.lower(): value for name, value in event.get("headers", {}).items()}
    # The gateway moves cookies out of the headers; local stand-ins for it leave them there.
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
    """The answer as the gateway wants it."""
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
