"""The mailbox: every email, text and letter that the portal sent, as JSON for programs and as pages for people."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from local.mailbox_people import reader_of

PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)


@dataclass(frozen=True)
class SentMail:
    """An email as the emulator's SES received it."""

    id: str
    to: list[str]
    sender: str
    subject: str
    text: str
    html: str
    sent_at: str

    def as_json(self) -> dict[str, Any]:
        """The email as JSON. The sender is under `from`, which is a keyword in Python."""
        fields = asdict(self)
        return {"from" if name == "sender" else name: value for name, value in fields.items()}


def mails_in(answer: dict[str, Any], to: str | None) -> list[SentMail]:
    """The emails in the emulator's answer, newest first. `to`: only those to this address."""
    mails = [_mail(message) for messages in answer["messages"].values() for message in messages]
    if to:
        mails = [mail for mail in mails if to.casefold() in {address.casefold() for address in mail.to}]
    # Emails of the same moment are in the order in which they came, the last one first.
    return sorted(mails, key=lambda mail: mail.sent_at)[::-1]


def _mail(message: dict[str, Any]) -> SentMail:
    return SentMail(
        id=message["MessageId"],
        to=message["To"],
        sender=message["Source"],
        subject=message["Subject"],
        text=message["BodyText"] or "",
        html=message["BodyHtml"] or "",
        sent_at=_instant(message["Timestamp"]),
    )


def _instant(said: str | float) -> str:
    moment = datetime.fromisoformat(said) if isinstance(said, str) else datetime.fromtimestamp(said, UTC)
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


async def mailbox(request: Request, emulator: httpx.AsyncClient) -> Response:
    """GET /?to=…: a page for browsers, JSON otherwise."""
    answer = await emulator.get("/_ministack/ses/messages")
    answer.raise_for_status()
    to = request.query_params.get("to")
    mails = mails_in(answer.json(), to)
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(_page("mailbox.html", "Mailbox", "/", mails, to))
    return JSONResponse([mail.as_json() for mail in mails])


def texts_in(answer: dict[str, Any], to: str | None) -> list[dict[str, str]]:
    """The texts in the emulator's answer; those of one number newest first. `to`: only those to this number (E.164);
    None: all.
    """
    return [
        {"id": message["MessageId"], "to": number, "text": message["Message"]}
        for number, messages in answer["sms_messages"].items()
        for message in reversed(messages)
        if to in {None, number}
    ]


async def texts(request: Request, emulator: httpx.AsyncClient, accounts_table: str) -> Response:
    """GET /texts?to=…, by an account's email address: a page for browsers, JSON otherwise."""
    answer = await emulator.get("/_ministack/sns/sms-messages")
    answer.raise_for_status()
    to = request.query_params.get("to")
    reader = await reader_of(to, emulator, accounts_table) if to else None
    sent = texts_in(answer.json(), (reader.phone if reader else "") if to else None)
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(_page("texts.html", "Texts", "/texts", sent, to))
    return JSONResponse(sent)


async def letters(request: Request, emulator: httpx.AsyncClient, bucket: str, accounts_table: str) -> Response:
    """GET /letters?to=…, by an account's email address: a page for browsers, JSON otherwise. Newest day first."""
    answer = await emulator.get(f"/{bucket}", params={"list-type": "2"})
    answer.raise_for_status()
    keys = re.findall("<Key>(.*?)</Key>", answer.text)
    printed = [await _letter(emulator, bucket, key) for key in sorted(keys, reverse=True) if key.endswith(".pdf")]
    to = request.query_params.get("to")
    reader = await reader_of(to, emulator, accounts_table) if to else None
    sent = [one for one in printed if not to or (reader and one["account"] == reader.account_id)]
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(_page("letters.html", "Letters", "/letters", sent, to))
    return JSONResponse(sent)


def _page(template: str, heading: str, here: str, sent: Sequence[object], to: str | None) -> str:
    return PAGES.get_template(template).render(heading=heading, here=here, sent=sent, to=to)


async def _letter(emulator: httpx.AsyncClient, bucket: str, key: str) -> dict[str, str]:
    said = await emulator.head(f"/{bucket}/{key}")
    told = ("account", "mail", "pages", "postcode", "class")
    return {
        "day": key.split("/")[1],
        "pdf": f"/{key}",
        **{name: said.headers[f"x-amz-meta-{name}"] for name in told},
    }


async def letter(request: Request, emulator: httpx.AsyncClient, bucket: str) -> Response:
    """GET /letters/<day>/<name>: the letter as a PDF."""
    answer = await emulator.get(f"/{bucket}{request.url.path}")
    return Response(answer.content, answer.status_code, media_type=answer.headers.get("content-type"))
