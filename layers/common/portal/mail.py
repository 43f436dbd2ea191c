"""E-mails: one plain text per mail (`mails/*.txt`) gives the subject, the text part and the HTML part.

A mail is written as blocks with a blank line between: `# ` a heading, `^ ` something to copy (a code), `* ` items of a
list, anything else a paragraph. `$name` is filled in. A link stands alone in its line.
"""

import html
import re
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
    """SES did not take the mail, or we do not know. `passing`: another try may succeed."""

    def __init__(self, *, passing: bool) -> None:
        super().__init__("the mail was not accepted")
        self.passing = passing


def compose(name: str, **facts: str) -> Mail:
    """The mail `mails/<name>.txt`, filled in.

    Raises: KeyError for a fact that the mail needs and was not given.
    """
    first, _, body = (MAILS / f"{name}.txt").read_text("utf-8").partition("\n")
    frame = (MAILS / "_frame.txt").read_text("utf-8")
    whole = frame.replace("$body", body.strip())
    told = {key: " ".join(value.split()) for key, value in facts.items()}  # in one line no fact becomes a block
    text = Template(whole).substitute(told)
    safe = {key: html.escape(value) for key, value in told.items()}
    subject = Template(first.removeprefix("Subject: ")).substitute(told)
    return Mail(subject, _plain(text), _page(subject, Template(whole).substitute(safe)))


def about(name: str) -> str | None:
    """The subject of that mail without its facts; None for a mail that we do not send any more."""
    place = MAILS / f"{name}.txt"
    if not place.exists():
        return None
    first, _, _ = place.read_text("utf-8").partition("\n")
    return " ".join(re.sub(r"\$\w+", "", first.removeprefix("Subject: ")).split())


def send(mail: Mail, to: str, mail_from: str, ses: "SESV2Client") -> str:
    """SES's message id. 1 call. A code never waits in a queue: whoever asked for it is looking at the clock.

    Raises: NotAccepted.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        answer = ses.send_email(
            FromEmailAddress=f"Leicestershire portal <{mail_from}>",
            Destination={"ToAddresses": [to]},
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
    """`escaped` has its facts escaped already; the mail's own text holds no markup."""
    blocks = "\n".join(_block(block) for block in re.split(r"\n\s*\n", escaped.strip()))
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{html.escape(subject)}</title></head>'
        f'<body style="font:16px/1.5 Arial,sans-serif;color:#1a1a1a;max-width:36em;margin:0 auto;padding:1em">'
        f"{blocks}</body></html>"
    )


def _block(block: str) -> str:
    if block.startswith("# "):
        return f'<h1 style="font-size:22px">{block[2:]}</h1>'
    if block.startswith("^ "):
        return f'<p style="font-size:28px;font-weight:bold;letter-spacing:2px">{block[2:]}</p>'
    if block.startswith("* "):
        items = "".join(f"<li>{line.removeprefix('* ')}</li>" for line in block.splitlines())
        return f"<ul>{items}</ul>"
    if re.fullmatch(r"https?://\S+", block):
        return f'<p><a href="{block}">{block}</a></p>'
    return f"<p>{block.replace(chr(10), '<br>')}</p>"
