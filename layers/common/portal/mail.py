"""Emails: one plain text per mail (`mails/*.txt`) gives the subject, the text part and the HTML part.

A mail is written in blocks with a blank line between: `# ` a heading, `^ ` something to copy (a code), `* ` items of a
list, anything else a paragraph. `$name` is replaced by a fact. A link stands on a line of its own. `_frame.txt`
surrounds each mail.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import ContentTypeDef

MAILS = Path(__file__).with_name("mails")


@dataclass(frozen=True)
class Mail:
    subject: str
    text: str
    html: str


class NotAccepted(Exception):
    """SES did not accept the mail, or it is not known whether it did. `passing`: another try may succeed."""

    def __init__(self, *, passing: bool) -> None:
        super().__init__("the mail was not accepted")
        self.passing = passing


def compose(name: str, **facts: str) -> Mail:
    """The mail `mails/<name>.txt`, with its facts filled in.

    Raises: KeyError if a fact that the mail needs is missing.
    """
    _, _, body = (MAILS / f"{name}.txt").read_text("utf-8").partition("\n")
    frame = (MAILS / "_frame.txt").read_text("utf-8")
    whole = frame.replace("$body", body.strip())
    told = {key: " ".join(value.split()) for key, value in facts.items()}  # in one line no fact becomes a block
    text = Template(whole).substitute(told)
    safe = {key: html.escape(value) for key, value in told.items()}
    subject = subject_of(name, **told)
    return Mail(subject, _plain(text), _page(subject, Template(whole).substitute(safe)))


def subject_of(name: str, **facts: str) -> str:
    """The mail's subject, with its facts filled in. Raises: KeyError if a fact that it needs is missing."""
    first, _, _ = (MAILS / f"{name}.txt").read_text("utf-8").partition("\n")
    return Template(first.removeprefix("Subject: ")).substitute(facts)


def about(name: str) -> str | None:
    """The mail's subject without its facts and the brackets around them; None for a mail that we no longer send."""
    place = MAILS / f"{name}.txt"
    if not place.exists():
        return None
    first, _, _ = place.read_text("utf-8").partition("\n")
    return " ".join(re.sub(r"\([^)]*\$[^)]*\)|\$\w+", "", first.removeprefix("Subject: ")).split())


def send(mail: Mail, to: str, mail_from: str, ses: "SESV2Client", tags: Mapping[str, str] | None = None) -> str:
    """Send a mail at once, not through a queue, since whoever asked for a code is waiting. Returns SES's message id. 1
    call.

    `tags`: facts that SES repeats when it reports on the mail; letters, digits, `_` and `-`. Raises: NotAccepted.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        answer = ses.send_email(
            FromEmailAddress=f"Leicestershire portal <{mail_from}>",
            Destination={"ToAddresses": [to]},
            EmailTags=[{"Name": name, "Value": value} for name, value in (tags or {}).items()],
            Content={
                "Simple": {
                    "Subject": _utf8(mail.subject),
                    "Body": {"Text": _utf8(mail.text), "Html": _utf8(mail.html)},
                }
            },
        )
    except ClientError as error:
        raise NotAccepted(passing=error.response["Error"]["Code"] not in _FINAL) from error
    except BotoCoreError as error:
        raise NotAccepted(passing=True) from error
    return answer["MessageId"]


def _utf8(text: str) -> "ContentTypeDef":
    return {"Data": text, "Charset": "UTF-8"}


_FINAL = {"MessageRejected", "BadRequestException"}


def _plain(text: str) -> str:
    return re.sub(r"^[#^] ", "", text, flags=re.MULTILINE)


def _page(subject: str, escaped: str) -> str:
    """The HTML part. In `escaped`, facts are already escaped; the mail's own text holds no markup.

    Built with tables and inline styles, since mail programs support little else.
    """
    body, _, foot = escaped.partition(f"\n{FOOT}\n")
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{html.escape(subject)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f'<body style="margin:0;padding:0;background:{_SOFT}">'
        f'<table role="presentation" width="100%" cellspacing="0" cellpadding="0" bgcolor="{_SOFT}">'
        '<tr><td align="center" style="padding:24px 12px">'
        '<table role="presentation" width="100%" cellspacing="0" cellpadding="0" bgcolor="#ffffff"'
        f' style="max-width:600px;text-align:left;font:16px/1.5 Arial,Helvetica,sans-serif;color:{_INK}">'
        f'<tr><td bgcolor="{_DEEP}" style="padding:16px 28px;color:#ffffff;font-weight:bold">'
        "Leicestershire County Council</td></tr>"
        f'<tr><td style="padding:12px 28px 20px">{_blocks(body)}</td></tr>'
        f'<tr><td style="padding:8px 28px 20px;border-top:1px solid {_LINE};font-size:14px;color:{_PALE}">'
        f"{_blocks(foot)}</td></tr>"
        "</table></td></tr></table></body></html>"
    )


FOOT = "--"
"""The line in `_frame.txt` before the end that all mails share."""

_DEEP, _INK, _PALE, _SOFT, _LINE = "#0b4f49", "#17211f", "#4d5b57", "#eef5f2", "#bfd6cd"
"""The colours of the portal's pages (`web/assets/portal.css`)."""

_LONGEST_CODE = 12
"""Characters. Anything longer is copied rather than typed, and has to break on a small screen."""


def _blocks(escaped: str) -> str:
    return "\n".join(_block(block) for block in re.split(r"\n\s*\n", escaped.strip()))


def _block(block: str) -> str:
    if block.startswith("# "):
        return f'<h1 style="font-size:24px;line-height:1.25;margin:16px 0">{block[2:]}</h1>'
    if block.startswith("^ "):
        box = f"background:{_SOFT};border-left:6px solid {_DEEP};padding:12px 20px;margin:16px 0"
        short = len(block) <= _LONGEST_CODE + len("^ ")
        size = "font-size:32px;letter-spacing:3px" if short else "font-size:16px;word-break:break-all"
        return f'<p style="{size};font-weight:bold;{box}">{block[2:]}</p>'
    if block.startswith("* "):
        items = "".join(f'<li style="margin:4px 0">{line.removeprefix("* ")}</li>' for line in block.splitlines())
        return f'<ul style="margin:12px 0;padding-left:24px">{items}</ul>'
    if re.fullmatch(r"https?://\S+", block):
        look = f"color:{_DEEP};font-weight:bold;word-break:break-all"
        return f'<p style="margin:12px 0"><a href="{block}" style="{look}">{block}</a></p>'
    return f'<p style="margin:12px 0">{block.replace(chr(10), "<br>")}</p>'
