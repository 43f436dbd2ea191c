"""The result of a POST, kept for the GET that shows it, so that Back and reload always work.

A POST never answers with a page. It redirects (303) to its own address with `?view=…`, and a cookie keeps what the page
needs (docs/decisions/0033). The GET then runs the page's `post` again on the kept form, with the API's replies from the
first time: only calls that change nothing are sent to the API again.

Passwords and codes are never in the cookie. The cookie is signed, bound to the address and the session, lives ten
minutes and is at most 3.5 kB; a page that needs more is answered directly by the POST. A form sent after its session
had ended is bound to the account that wrote it, and shown once that account has signed in again.
"""

import base64
import binascii
import hashlib
import hmac
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from web import cookies, csrf
from web.api.client import Reply, Transport
from web.forms import NEVER_KEPT, as_typed
from web.request import End

PARAMETER = "view"
SECONDS = 600
WRITTEN_SECONDS = 1800
"""How long a form sent after its session had ended is kept for its writer."""
LONGEST = 3500
"""The most bytes of the cookie's value: API Gateway's limit for all headers is 10 kB, which has to hold two of these
and the session.
"""
PLACEHOLDER = "-"
"""Stands for a password or code that was typed: a page only checks whether one was given."""
READS = frozenset(
    {
        "/v1/address-searches",
        "/v1/permit-properties",
        "/v1/care-estimates",
        "/v1/officer/permit-searches",
        "/v1/officer/request-searches",
        "/v1/officer/vehicle-checks",
    }
)
"""POSTs of the API that change nothing: they are sent again rather than answered from kept replies."""


class Outdated(Exception):
    """The page makes a call for which no reply was kept, so this view cannot be shown."""


@dataclass
class Recorder:
    """A transport that keeps the replies of calls that may change something."""

    transport: Transport
    replies: list[tuple[str, str, Reply]] = field(default_factory=list)

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        """Send a call and keep its reply. Raises: Unavailable."""
        reply = self.transport.send(method, path, headers, body)
        if not _only_reads(method, path):
            self.replies.append((method, path, reply))
        return reply


@dataclass
class Replayer:
    """A transport that answers from kept replies, and sends on only calls that change nothing."""

    transport: Transport
    replies: list[tuple[str, str, Reply]]

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        """The kept reply, or a fresh one for a call that changes nothing. Raises: Outdated, Unavailable."""
        if _only_reads(method, path):
            return self.transport.send(method, path, headers, body)
        if not self.replies or self.replies[0][:2] != (method, path):
            raise Outdated
        return self.replies.pop(0)[2]


@dataclass(frozen=True)
class View:
    """What the GET needs to show the result of a POST.

    `form`: the posted values, without secrets. `replies`: method, path and reply of each kept API call. `end`: the
    content of an error page, which is shown as it is. `session_ended`: the session had ended when the form was sent.
    """

    form: Mapping[str, str]
    replies: tuple[tuple[str, str, Reply], ...] = ()
    end: End | None = None
    session_ended: bool = False


def without_secrets(form: Mapping[str, str]) -> dict[str, str]:
    """The posted values, with a placeholder for each secret that was typed."""
    kept = {name: value for name, value in form.items() if name != csrf.FIELD}
    return {
        name: PLACEHOLDER if name in NEVER_KEPT and as_typed(name, value) else value for name, value in kept.items()
    }


def pack(view: View, now: datetime, key: bytes, bound_to: str) -> str | None:
    """The cookie's value; None if it would be too long. `bound_to`: the address and session that alone may read it."""
    replies = [(*call, reply.status, _headers(reply), reply.body.decode()) for *call, reply in view.replies]
    content = {
        "at": int(now.timestamp()),
        "form": dict(view.form),
        "replies": replies,
        "end": view.end and [view.end.status, view.end.title, view.end.words, view.end.link],
        "session_ended": view.session_ended,
    }
    packed = _base64(zlib.compress(json.dumps(content, separators=(",", ":")).encode(), 9))
    value = f"{_signature(packed, key, bound_to)}.{packed}"
    return value if len(value) <= LONGEST else None


def unpack(value: str, now: datetime, key: bytes, bound_to: str) -> View | None:
    """The view that `pack` made for this address and session; None if it has expired or the value is anything else."""
    signature, _, packed = value.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(packed, key, bound_to).encode()):
        return None
    try:
        content = json.loads(zlib.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))))
    except (binascii.Error, zlib.error, ValueError):
        return None
    if not 0 <= now.timestamp() - content["at"] <= seconds(session_ended=content["session_ended"]):
        return None
    replies = tuple((one[0], one[1], Reply(one[2], one[3], one[4].encode())) for one in content["replies"])
    end = content["end"] and End(
        content["end"][0], content["end"][1], tuple(content["end"][2]), tuple(content["end"][3])
    )
    return View(content["form"], replies, end, content["session_ended"])


def seconds(*, session_ended: bool) -> int:
    """The life of a view, in seconds."""
    return WRITTEN_SECONDS if session_ended else SECONDS


def name_of(value: str) -> str:
    """The view's name in the address: a hash that changes with the content and reveals nothing about it."""
    return hashlib.sha256(value.encode()).hexdigest()[:12]


def find(name: str, jar: Mapping[str, str]) -> str:
    """The value of the cookie that holds the named view; empty if there is none."""
    return next((jar[slot] for slot in cookies.VIEWS if slot in jar and name_of(jar[slot]) == name), "")


def free_slot(jar: Mapping[str, str], shown: str) -> str:
    """The name of the cookie to write to: an empty one, else one whose view is not `shown`, the view that the form was
    sent from.
    """
    empty = [slot for slot in cookies.VIEWS if not jar.get(slot)]
    others = [slot for slot in cookies.VIEWS if jar.get(slot) and name_of(jar[slot]) != shown]
    return (empty or others or list(cookies.VIEWS))[0]


def _only_reads(method: str, path: str) -> bool:
    return method == "GET" or path in READS


def _headers(reply: Reply) -> dict[str, str]:
    return {name: reply.headers[name] for name in ("content-type", "etag", "retry-after") if name in reply.headers}


def _signature(packed: str, key: bytes, bound_to: str) -> str:
    return _base64(hmac.digest(key, f"view|{bound_to}|{packed}".encode(), "sha256")[:18])


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
