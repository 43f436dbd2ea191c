"""The Lambda: from the gateway's event to the pages and back. The only file that knows the environment."""

import hmac
import json
import os
import secrets
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from web import errors, security, templates
from web.api.http import HttpTransport
from web.portal import handle
from web.request import Answer, Request, from_event, to_payload
from web.routes import PAGES
from web.visit import Site, Visit


def handler(event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Answers one request and writes one line about it: no address, no name, no cookie, nothing that was typed."""
    started = time.perf_counter()
    request = from_event(event)
    answer = _answered(request)
    _log(request, answer, time.perf_counter() - started)
    return to_payload(answer)


def _answered(request: Request) -> Answer:
    now = datetime.now(UTC)
    try:
        return handle(request, _transport(), now=now, randomness=secrets.token_bytes, site=_site())
    except Exception as error:  # noqa: BLE001 (the last resort: the visitor gets a page, the log gets the cause)
        answer = errors.broken(Visit(request, _page_only_site(), _transport(), now=now, randomness=secrets.token_bytes))
        answer.headers = {**security.HEADERS, **answer.headers}
        answer.cause = _whereabouts(error)
        return answer


@cache
def _transport() -> HttpTransport:
    return HttpTransport(os.environ["API_URL"])


@cache
def _site() -> Site:
    """Read at the first request, so that importing needs no environment."""
    from portal.viewer import sign

    key = _secret("PORTAL_CLIENT_SECRET_ARN")
    if key is None:
        raise KeyError("PORTAL_CLIENT_SECRET_ARN is not set: the template gives it to the Web function")
    return Site(
        templates=_templates(),
        # A key of its own for the forms, made from the one secret that the function has anyway.
        csrf_key=hmac.digest(key.encode(), b"web forms", "sha256"),
        sign=lambda address, now: sign(address, now, key.encode()),
        origin_secret=_secret("WEB_ORIGIN_SECRET_ARN"),
    )


@cache
def _templates() -> Any:
    return templates.environment(compiled=templates.COMPILED.is_dir())


def _page_only_site() -> Site:
    """Enough for an error page when the secrets themselves cannot be had; its forms are good for nothing."""
    return Site(_templates(), secrets.token_bytes(32), sign=lambda _address, _now: "")


def _secret(variable: str) -> str | None:
    """A secret's text; None when the template names none."""
    arn = os.environ.get(variable)
    if not arn:
        return None
    import boto3
    from botocore.config import Config

    quick = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 3})
    client = boto3.client("secretsmanager", config=quick)
    return str(client.get_secret_value(SecretId=arn)["SecretString"])


def _whereabouts(error: BaseException) -> str:
    """The kind of an error and the lines it went through. Its words may hold what somebody typed and stay out."""
    places = []
    trace = error.__traceback__
    while trace:
        places.append(f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' '.join(places)}"


def _log(request: Request, answer: Answer, seconds: float) -> None:
    line = {
        "level": "ERROR" if answer.status >= 500 else "INFO",
        "service": "web",
        "request_id": request.request_id,
        "method": request.method,
        "page": PAGES.get(request.path, "none"),
        "status": answer.status,
        "milliseconds": round(seconds * 1000, 1),
    }
    if answer.cause:
        line["cause"] = answer.cause
    sys.stdout.write(json.dumps(line) + "\n")
