"""Security headers of every response, and the check that a request came through CloudFront."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ENHANCEMENT_SCRIPT = (
    "document.body.className += ' js-enabled' + "
    "('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');"
)
"""The only inline script, which marks the page before it is painted. The Content-Security-Policy names its hash."""

_HASH = base64.b64encode(hashlib.sha256(ENHANCEMENT_SCRIPT.encode()).digest()).decode()


@dataclass(frozen=True)
class Origins:
    """Other origins that our forms lead to; empty where there is none. The policy has to name them because Chromium
    applies `form-action` to redirects after a form, too.
    """

    evidence: str = ""
    pay: str = ""
    staff_login: str = ""


NOWHERE = Origins()


def _sources(*origins: str) -> str:
    return " ".join(("'self'", *(origin for origin in origins if origin)))


def _policy(origins: Origins) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'sha256-{_HASH}'",
            "style-src 'self'",
            f"img-src {_sources(origins.evidence)}",
            f"frame-src {_sources(origins.evidence)}",
            f"connect-src {_sources(origins.evidence)}",
            "manifest-src 'self'",
            f"form-action {_sources(origins.evidence, origins.pay, origins.staff_login)}",
            "frame-ancestors 'none'",
            "object-src 'none'",
            "base-uri 'none'",
        )
    )


_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def headers(origins: Origins) -> dict[str, str]:
    """The security headers of every response. `origins`: the origins that the Content-Security-Policy allows."""
    return {**_HEADERS, "Content-Security-Policy": _policy(origins)}


CLEAR_SITE_DATA = {"Clear-Site-Data": '"cache", "storage"'}
"""Sent at sign-out. `"cookies"` is left out: it would empty the jar of the whole registrable domain, including the
council's other sites. Our own cookies are dropped one by one.
"""


REREAD_AFTER_SECONDS = 60.0


class OriginSecret:
    """The secret that CloudFront sends with each request: its present value or the previous one.

    After a rotation CloudFront sends the previous value until the next deploy, while functions that started earlier do
    not know the new value yet. So both values count, and both are read again when neither fits, once a minute at most,
    so that guessing strangers cannot cause more reads.
    """

    def __init__(self, read: Callable[[], tuple[str, ...]], clock: Callable[[], float] = time.monotonic) -> None:
        """`read`: fetches the values. Called at once, and again when no value fits."""
        self._read = read
        self._clock = clock
        self._values = read()
        self._read_at = clock()

    def is_shown_in(self, headers: Mapping[str, str]) -> bool:
        """Whether the request's headers hold the secret, that is, whether it came through CloudFront."""
        shown = headers.get("x-origin-secret", "").encode()
        return self._fits(shown) or (self._read_again() and self._fits(shown))

    def _fits(self, shown: bytes) -> bool:
        return any(hmac.compare_digest(shown, value.encode()) for value in self._values)

    def _read_again(self) -> bool:
        if self._clock() - self._read_at < REREAD_AFTER_SECONDS:
            return False
        self._read_at = self._clock()
        self._values = self._read()
        return True
