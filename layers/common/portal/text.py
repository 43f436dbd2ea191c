"""Text messages: one says what a notice's email is about, in at most two parts; and sending one.

A part has 160 characters of the alphabet of GSM 03.38, or 153 if there are several parts; a text with a character
outside that alphabet has 70, or 67 (`docs/rules/notices.md`, N12).
"""

from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from portal.mail import NotAccepted, subject_of

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

MOST_PARTS = 2

_BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = set("^{}\\[~]|€")
"""Characters that each take the room of two."""
_PLAINER = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "ł": "l", "Ł": "L", "…": "..."})


def parts(text: str) -> int:
    """In how many parts the text is sent."""
    if set(text) <= _BASIC | _EXTENDED:
        length, alone, among = len(text) + sum(one in _EXTENDED for one in text), 160, 153
    else:
        length, alone, among = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if length <= alone else -(-length // among)


def in_alphabet(text: str) -> str:
    """The text in that alphabet: `Łukasz’s ŵ` → `Lukasz's w`; characters without a plainer form (an emoji) are left
    out.
    """
    plain = text.translate(_PLAINER)
    return "".join(one if one in _BASIC | _EXTENDED else _bare(one) for one in plain)


def _bare(letter: str) -> str:
    return "".join(one for one in normalize("NFKD", letter) if not combining(one) and one in _BASIC)


def compose(name: str, web_url: str, **facts: str) -> str:
    """The text message: the subject of the email `mails/<name>.txt`, and where to read more.

    Raises: KeyError if a fact that the subject needs is missing.
    """
    about = in_alphabet(subject_of(name, **facts))
    return f"Leicestershire County Council: {about}. Sign in to read more: {web_url}/sign-in"


def send(text: str, to: str, sender: str, sns: "SNSClient") -> str:
    """Send a text message. Returns SNS's message id. `to`: in E.164; `sender`: at most 11 letters and digits. 1 call.

    Raises: NotAccepted.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    told = {"AWS.SNS.SMS.SenderID": sender, "AWS.SNS.SMS.SMSType": "Transactional"}
    try:
        answer = sns.publish(
            PhoneNumber=to,
            Message=text,
            MessageAttributes={name: {"DataType": "String", "StringValue": value} for name, value in told.items()},
        )
    except ClientError as error:
        raise NotAccepted(passing=error.response["Error"]["Code"] not in _FINAL) from error
    except BotoCoreError as error:
        raise NotAccepted(passing=True) from error
    return answer["MessageId"]


_FINAL = {"InvalidParameter", "InvalidParameterValue", "OptedOut", "OptedOutException"}
"""Errors that no further try mends: the number cannot exist, or its owner answered STOP."""
