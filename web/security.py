"""What every answer tells the browser not to allow, and who may ask at all."""

import base64
import hashlib
import hmac
from collections.abc import Mapping

ENHANCEMENT_SCRIPT = (
    "document.body.className += ' js-enabled' + "
    "('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');"
)
"""The one inline script: it marks the page before anything is painted. Its hash is in the policy."""

_HASH = base64.b64encode(hashlib.sha256(ENHANCEMENT_SCRIPT.encode()).digest()).decode()

_POLICY = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' 'sha256-{_HASH}'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'none'",
    )
)

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

FORGET = {"Clear-Site-Data": '"cache", "storage"'}
"""At sign-out. Not `"cookies"`: that empties the jar of the whole registrable domain, the council's other sites too.
Our own are dropped one by one."""


def from_our_front(headers: Mapping[str, str], origin_secret: str | None) -> bool:
    """Whether CloudFront sent this. None: there is nothing in front (local runs)."""
    if origin_secret is None:
        return True
    return hmac.compare_digest(headers.get("x-origin-secret", "").encode(), origin_secret.encode())
