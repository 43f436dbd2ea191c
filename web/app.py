"""The Lambda function: turns the gateway's event into a page and the page into a response. The only module that reads
the environment.
"""

import hmac
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from secrets import token_bytes
from typing import Any

from jinja2 import Environment

from web import errors, security, templates
from web.api.client import Reply, Transport, Unavailable
from web.api.http import Deadline, HttpTransport
from web.api.staff_login import StaffLogin
from web.request import Answer, Request, from_event, to_payload
from web.routes import name_and_params
from web.security import Origins, OriginSecret
from web.serve import handle
from web.settings import Lifetimes, Site
from web.visit import Randomness, Visit


class Nowhere:
    """A transport for error pages: every call raises Unavailable."""

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        raise Unavailable("An error page called the API")


def handler(event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Answer one request and write one log line about it."""
    _deadline().start()
    payload, line = respond(event, transport=_transport, site=_site, now=datetime.now(UTC), randomness=token_bytes)
    sys.stdout.write(line + "\n")
    return payload


def respond(
    event: Mapping[str, Any],
    *,
    transport: Callable[[], Transport],
    site: Callable[[], Site],
    now: datetime,
    randomness: Randomness,
) -> tuple[dict[str, Any], str]:
    """The gateway's response and the log line. An exception becomes an error page."""
    started = time.perf_counter()
    request = from_event(event)
    try:
        answer = handle(request, transport(), now=now, randomness=randomness, site=site())
    except Exception as error:  # noqa: BLE001 (the last resort)
        answer = _broken(request, now)
        answer.cause = whereabouts(error)
    return to_payload(answer), _line(request, answer, time.perf_counter() - started)


def _broken(request: Request, now: datetime) -> Answer:
    """An error page that needs neither the API nor settings. Its CSRF key is random, so a form on it could not be
    sent.
    """
    site = Site(_templates(), Lifetimes(0, 0, 0, 0, 0, 0, 0), csrf_key=token_bytes(32), sign=lambda _address, _now: "")
    answer = errors.broken(Visit(request, site, Nowhere(), now=now, randomness=token_bytes))
    answer.headers = {**security.headers(site.origins), **answer.headers}
    return answer


@cache
def _deadline() -> Deadline:
    return Deadline()


@cache
def _transport() -> HttpTransport:
    return HttpTransport(os.environ["API_URL"], _deadline())


@cache
def _site() -> Site:
    """The settings, read at the first request so that importing this module needs no environment."""
    from portal.tuning import tuned_values
    from portal.viewer import sign

    key = _secret("PORTAL_CLIENT_SECRET_ARN")
    if key is None:
        raise KeyError("PORTAL_CLIENT_SECRET_ARN is not set: the template gives it to the Web function")
    return Site(
        templates=_templates(),
        lifetimes=lifetimes(tuned_values(os.environ.get("TUNING", "{}"))),
        # A separate key for forms, derived from the one secret that the function reads anyway.
        csrf_key=hmac.digest(key.encode(), b"web forms", "sha256"),
        sign=lambda address, now: sign(address, now, key.encode()),
        origin_secret=OriginSecret(_origin_secrets) if os.environ.get("WEB_ORIGIN_SECRET_ARN") else None,
        origins=origins(os.environ),
        staff_login=staff_login(os.environ),
        estimator_video=os.environ.get("ESTIMATOR_VIDEO_URL", ""),
        closed_until=closed_until(os.environ),
    )


def closed_until(environment: Mapping[str, str]) -> datetime | None:
    """Until when the pages are closed for maintenance (`CLOSED_UNTIL`); None while they are open."""
    until = environment.get("CLOSED_UNTIL", "")
    return datetime.fromisoformat(until) if until else None


def origins(environment: Mapping[str, str]) -> Origins:
    """The foreign origins that our forms may lead to; empty where the environment names none."""
    return Origins(
        evidence=environment.get("EVIDENCE_ORIGIN", ""),
        pay=environment.get("PAY_ORIGIN", ""),
        staff_login=environment.get("STAFF_LOGIN_ORIGIN", ""),
    )


def staff_login(environment: Mapping[str, str]) -> StaffLogin | None:
    """The staff pool's hosted pages, or, on a local stack, our own form over the pool's API. None: officers cannot sign
    in.
    """
    login, password = environment.get("STAFF_LOGIN_URL", ""), environment.get("STAFF_PASSWORD_URL", "")
    address = login or password
    if not address:
        return None
    return StaffLogin(
        client_id=environment["STAFF_CLIENT_ID"],
        address=address,
        hosted=bool(login),
        web_url=environment["WEB_URL"],
        transport=HttpTransport(address, _deadline()),
    )


def lifetimes(tuned: Mapping[str, Any]) -> Lifetimes:
    """The lifetimes that pages name. `tuned`: the result of `portal.tuning.tuned_values`."""
    return Lifetimes(
        sign_in=int(tuned["sign_in_lifetime"]),
        sign_in_code=int(tuned["sign_in_code_lifetime"]),
        registration=int(tuned["registration_lifetime"]),
        activation_code=int(tuned["activation_code_lifetime"]),
        device=int(tuned["device_token_lifetime"]),
        session=int(tuned["session_lifetime"]),
        session_idle=int(tuned["session_idle_lifetime"]),
    )


@cache
def _templates() -> Environment:
    return templates.environment(templates.COMPILED if templates.COMPILED.is_dir() else None)


def _secret(variable: str) -> str | None:
    """The text of the secret whose ARN is in this environment variable; None where the variable is not set."""
    arn = os.environ.get(variable)
    return str(_secrets_manager().get_secret_value(SecretId=arn)["SecretString"]) if arn else None


def _origin_secrets() -> tuple[str, ...]:
    """The secret that CloudFront sends: its present value and, after a rotation, the one before it."""
    secrets, arn = _secrets_manager(), os.environ["WEB_ORIGIN_SECRET_ARN"]
    values = [str(secrets.get_secret_value(SecretId=arn)["SecretString"])]
    with suppress(secrets.exceptions.ResourceNotFoundException):  # the secret was never rotated
        values.append(str(secrets.get_secret_value(SecretId=arn, VersionStage="AWSPREVIOUS")["SecretString"]))
    return tuple(values)


@cache
def _secrets_manager() -> Any:
    from botocore.config import Config
    from botocore.session import get_session

    quick = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 2})
    return get_session().create_client("secretsmanager", config=quick)


def whereabouts(error: BaseException) -> str:
    """The type of an error and the file and line of each frame. Its message is left out: it may hold what somebody
    typed.
    """
    places = []
    trace = error.__traceback__
    while trace:
        places.append(f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' '.join(places)}"


def _line(request: Request, answer: Answer, seconds: float) -> str:
    """The log line. It holds no address, name or cookie and nothing that was typed, so unknown paths are logged as
    `none`.
    """
    line = {
        "level": "ERROR" if answer.status >= 500 else "INFO",
        "service": "web",
        "request_id": request.request_id,
        "method": request.method,
        "page": (name_and_params(request.path) or ("none",))[0],
        "status": answer.status,
        "milliseconds": round(seconds * 1000, 1),
    }
    if answer.cause:
        line["cause"] = answer.cause
    return json.dumps(line)
