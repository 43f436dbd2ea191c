"""What every answer tells the browser not to allow, and who may ask at all."""

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
"""The one inline script: it marks the page before anything is painted. Its hash is in the policy."""

_HASH = base64.b64encode(hashlib.sha256(ENHANCEMENT_SCRIPT.encode()).digest()).decode()


@dataclass(frozen=True)
class Origins:
    """Where forms of ours lead besides here; empty: nowhere. Chromium asks also after a redirect of a form."""

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
    """The security headers of every response. `origins`: what its Content-Security-Policy names."""
    return {**_HEADERS, "Content-Security-Policy": _policy(origins)}


CLEAR_SITE_DATA = {"Clear-Site-Data": '"cache", "storage"'}
"""At sign-out. Not `"cookies"`: that empties the jar of the whole registrable domain, the council's other sites too.
Our own are dropped one by one."""


REREAD_AFTER_SECONDS = 60.0


class OriginSecret:
    """What CloudFront shows with each request: the secret's present value, or the one before it.

    When the secret has turned, CloudFront shows the value before until the next deploy; functions that started earlier
    do not know the new one yet. So both values count, and they are read again when neither fits, once a minute at most:
    strangers who guess cost no more than that.
    """

    def __init__(self, read: Callable[[], tuple[str, ...]], clock: Callable[[], float] = time.monotonic) -> None:
        """`read` fetches the values."""
        self._read = read
        self._clock = clock
        self._values = read()
        self._read_at = clock()

    def is_shown_in(self, headers: Mapping[str, str]) -> bool:
        """Whether CloudFront sent this."""
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
