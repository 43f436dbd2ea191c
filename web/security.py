"""What every answer tells the browser not to allow, and who may ask at all."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
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
            "img-src 'self'",
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
    """Of every answer."""
    return {**_HEADERS, "Content-Security-Policy": _policy(origins)}


FORGET = {"Clear-Site-Data": '"cache", "storage"'}
"""At sign-out. Not `"cookies"`: that empties the jar of the whole registrable domain, the council's other sites too.
Our own are dropped one by one."""


def from_our_front(headers: Mapping[str, str], origin_secret: str | None) -> bool:
    """Whether CloudFront sent this. None: there is nothing in front (local runs)."""
    if origin_secret is None:
        return True
    return hmac.compare_digest(headers.get("x-origin-secret", "").encode(), origin_secret.encode())
