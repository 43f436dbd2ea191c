"""What a POST has to show, kept for the GET that shows it, so that Back and reload always work.

A POST never answers with a page. It answers 303 to its own address with `?view=…`; what the page needs is in a cookie
(docs/decisions/0033). The GET runs the page's `post` once more on what was typed, with the API's replies of the
first time: nothing is sent to the API twice but what only reads.

Passwords and codes are never in the cookie. It is signed, bound to the address and to the session, lives ten minutes
and is at most 3.5 kB; a page that needs more is answered at once, as a POST of old. What was sent when the session was
over is bound to the account that wrote it, and shown once that one has signed in again.
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
from typing import Any

from web import cookies, csrf
from web.api.client import Reply, Transport
from web.forms import NEVER_KEPT, as_typed
from web.request import End

PARAMETER = "view"
SECONDS = 600
WRITTEN_SECONDS = 1800
"""What was sent when the session was over waits so long for whoever wrote it."""
LONGEST = 3500
"""Bytes of the cookie's value: two of them and the session fit into what API Gateway takes of headers (10 kB)."""
PLACEHOLDER = "-"
"""Stands for a password or code that was typed: the page only asks whether there was one."""
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
"""POSTs of the API that change nothing; they are asked again rather than kept."""


class Outdated(Exception):
    """The page asks the API for more than the first time: there is nothing to show it from."""


@dataclass
class Recorder:
    """A transport that keeps the replies to what changes something."""

    transport: Transport
    replies: list[tuple[str, str, Reply]] = field(default_factory=list)

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        """Raises: Unavailable."""
        reply = self.transport.send(method, path, headers, body)
        if not _only_reads(method, path):
            self.replies.append((method, path, reply))
        return reply


@dataclass
class Replayer:
    """A transport that answers from kept replies and sends on only what reads."""

    transport: Transport
    replies: list[tuple[str, str, Reply]]

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        """Raises: Outdated, Unavailable."""
        if _only_reads(method, path):
            return self.transport.send(method, path, headers, body)
        if not self.replies or self.replies[0][:2] != (method, path):
            raise Outdated
        return self.replies.pop(0)[2]


@dataclass(frozen=True)
class View:
    """What the GET needs.

    `form`: what was posted, without secrets. `replies`: of the API. `end`: of a page at an end of the road, which is
    shown as it is. `session_ended`: it ended while this was being sent.
    """

    form: Mapping[str, str]
    replies: tuple[tuple[str, str, Reply], ...] = ()
    end: End | None = None
    session_ended: bool = False


def without_secrets(form: Mapping[str, str]) -> dict[str, str]:
    """What was posted, with a placeholder for each secret that was typed."""
    kept = {name: value for name, value in form.items() if name != csrf.FIELD}
    return {
        name: PLACEHOLDER if name in NEVER_KEPT and as_typed(name, value) else value for name, value in kept.items()
    }


def pack(view: View, now: datetime, key: bytes, bound_to: str) -> str | None:
    """The cookie's value; None where it would be too long. `bound_to`: address and session."""
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
    """What `pack` made for this address and session not too long ago; None for anything else."""
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


def _end(kept: list[Any] | None) -> End | None:
    if not kept:
        return None
    status, title, words, link = kept
    return End(status, title, tuple(words), (link[0], link[1]))


def seconds(*, session_ended: bool) -> int:
    """How long it lives."""
    return WRITTEN_SECONDS if session_ended else SECONDS


def name_of(value: str) -> str:
    """The view's name in the address: it changes with what it shows, and tells nothing about it."""
    return hashlib.sha256(value.encode()).hexdigest()[:12]


def find(name: str, jar: Mapping[str, str]) -> str:
    """The cookie's value of that name; empty where there is none."""
    return next((jar[slot] for slot in cookies.VIEWS if slot in jar and name_of(jar[slot]) == name), "")


def free_slot(jar: Mapping[str, str], shown: str) -> str:
    """The cookie to write to: an empty one, else one that is not of the page that was just sent."""
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
