"""`@operation` turns one function into one Lambda behind one route.

There is no router at run time: the handler checks the access rule, parses the request, calls the function and writes
the answer (`docs/decisions/0001`). `docs/openapi.py` describes the same declarations, and tests compare `template.yaml`
with them.
"""

import json
import re
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from inspect import signature
from typing import Any, Literal, get_args, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError

from portal import viewer
from portal.callers import Officer, Resident, access_for, caller_of
from portal.context import Context, deployed_context
from portal.idempotency import Idempotency
from portal.input_errors import field_errors
from portal.log import correlation_id, hashed
from portal.problems import CATALOGUE, FieldError, Refusal, RefusalError, invalid, unwrap
from portal.shapes import Input, Pdf, Query, VersionedView
from portal.table import Busy, WrongPage

__all__ = ["IDEMPOTENCY_KEY", "Event", "Method", "Officer", "Operation", "Reply", "Request", "Resident", "operation"]

type Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
type Event = Mapping[str, Any]
type Reply = dict[str, Any]

IDEMPOTENCY_KEY = r"[A-Za-z0-9_-]{8,100}"


@dataclass(frozen=True)
class Request[Body]:
    """One request to an operation.

    `if_match`: the header If-Match. `raw` and `headers` (names in lower case): the body and the headers as they were
    sent, to check the signature of a caller that signs its requests.
    """

    body: Body
    now: datetime
    if_match: str | None
    raw: bytes
    headers: Mapping[str, str]
    _client: Callable[[], str]
    _caller: Resident | Officer | None
    _idempotency: Idempotency | None

    @property
    def client(self) -> str:
        """The client that rate limits count as one (`portal.viewer.subscriber`).

        1 call in the life of the process, for the key with which the portal signs the viewer's address.
        """
        return self._client()

    @property
    def caller(self) -> Resident:
        """The signed-in resident. Raises: TypeError if the operation is not for residents (a programming error)."""
        if not isinstance(self._caller, Resident):
            raise TypeError("this operation has no resident")
        return self._caller

    @property
    def officer(self) -> Officer:
        """The signed-in officer. Raises: TypeError if the operation is not for officers (a programming error)."""
        if not isinstance(self._caller, Officer):
            raise TypeError("this operation has no officer")
        return self._caller

    @property
    def idempotency(self) -> Idempotency:
        """The request's idempotency key and scope. Raises: TypeError if the operation is not declared idempotent (a
        programming error).
        """
        if self._idempotency is None:
            raise TypeError("this operation is not idempotent")
        return self._idempotency


@dataclass(frozen=True)
class Operation:
    """One operation of the API: one entry in `docs/openapi.json`.

    `access`: `public`, `resident`, `professional`, `officer:<role>`, `officer:<role>|<role>` for any of them, or
    `officer:any`. `status`: the HTTP status of a successful answer. `calls`: AWS calls on the ordinary path, not
    counting secrets that are fetched at a cold start. `problems`: the codes it may refuse with, besides those that all
    operations of its kind share.
    """

    method: Method
    path: str
    access: str
    status: int
    idempotent: bool
    calls: int
    problems: tuple[str, ...]
    function: Callable[..., BaseModel | None]

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def domain(self) -> str:
        """The domain it belongs to: the name of its folder in `functions/`."""
        return self.function.__module__.partition(".")[0]

    @cached_property
    def _hints(self) -> dict[str, Any]:
        hints = get_type_hints(self.function, include_extras=True)
        return {name: hints[name] for name in [*signature(self.function).parameters, "return"]}

    @cached_property
    def body_type(self) -> type[Input] | None:
        body = get_args(self._hints["request"])[0] if "request" in self._hints else None
        return body if isinstance(body, type) and issubclass(body, Input) else None

    @property
    def answer_type(self) -> Any:
        return self._hints["return"]

    @cached_property
    def query_type(self) -> type[Query] | None:
        kinds = [hint for hint in self._hints.values() if isinstance(hint, type) and issubclass(hint, Query)]
        return kinds[0] if kinds else None

    @cached_property
    def path_types(self) -> dict[str, Any]:
        return {name: hint for name, hint in self._hints.items() if f"{{{name}}}" in self.path}

    def lambda_handler(self, event: Event, _: object) -> Reply:
        """The Lambda handler that `template.yaml` names."""
        return self.reply(event, deployed_context())

    def reply(self, event: Event, context: Context) -> Reply:
        """The gateway's response to one event (HTTP API payload 2.0). Never raises an Exception."""
        started = time.perf_counter()
        request_id = correlation_id(event)
        caller = caller_of(event)
        facts: dict[str, str | int | None] = {"operation": self.name, "correlation_id": request_id}
        facts["domain"] = self.domain
        facts["account"] = hashed(caller.account_id) if isinstance(caller, Resident) else None
        try:
            answer = self._run(event, caller, context)
            reply = _answer(self.status, answer)
        except RefusalError as problem:
            facts["code"] = problem.refusal.code
            reply = _refusal(problem.refusal)
        except WrongPage:
            facts["code"] = "invalid_input"
            words = "This is no page of this list. Begin again without `next`."
            reply = _refusal(invalid(FieldError("next", "not_a_page", words)))
        except Busy:
            facts["code"] = "try_again"
            reply = _refusal(Refusal("try_again", "The service is busy. Try again in a moment.", retry_after=1))
        except Exception as error:  # noqa: BLE001 (the last resort: nothing of it reaches the caller)
            context.log.unexpected("failed", error, **facts)
            sorry = "Sorry, there is a problem with the service. Try again later."
            reply = _refusal(Refusal("unexpected", sorry), request_id=request_id)
        context.log.line(
            "served", **facts, status=reply["statusCode"], milliseconds=round((time.perf_counter() - started) * 1000, 1)
        )
        return reply

    def _run(self, event: Event, caller: Resident | Officer | None, context: Context) -> BaseModel | None:
        unwrap(access_for(self.access, caller))
        headers = event.get("headers", {})
        given: dict[str, Any] = {}
        for name, hint in self._hints.items():
            if name == "request":
                given[name] = self._request(event, headers, caller, context)
            elif name in self.path_types:
                given[name] = _path_value(hint, event.get("pathParameters", {}).get(name, ""))
            elif self.query_type is not None and hint is self.query_type:
                given[name] = _parsed(self.query_type, json.dumps(event.get("queryStringParameters", {})).encode())
            elif name != "return":
                given[name] = hint.from_context(context)
        return self.function(**given)

    def _request(
        self, event: Event, headers: Mapping[str, str], caller: Resident | Officer | None, context: Context
    ) -> Request[Any]:
        now = context.clock()
        raw = event.get("body") or ""
        body = b64decode(raw) if event.get("isBase64Encoded") else raw.encode("utf-8", "surrogatepass")
        return Request(
            body=_parsed(self.body_type, body) if self.body_type else None,
            now=now,
            if_match=headers.get("if-match"),
            raw=body,
            headers=headers,
            _client=lambda: _client(event, headers, now, context),
            _caller=caller,
            _idempotency=self._idempotency_of(event, caller, body, now, context) if self.idempotent else None,
        )

    def _idempotency_of(
        self, event: Event, caller: Resident | Officer | None, body: bytes, now: datetime, context: Context
    ) -> Idempotency:
        """The request's idempotency key with what it stands for: the operation, the caller, the path parameters and the
        body.

        Path parameters are part of it, so that a key used for one permit says nothing about another. Raises:
        RefusalError if the key is missing or malformed.
        """
        key = event.get("headers", {}).get("idempotency-key", "")
        if not re.fullmatch(IDEMPOTENCY_KEY, key):
            detail = "Send an Idempotency-Key header of 8 to 100 letters, digits, - or _, new for each new request."
            raise RefusalError(Refusal("idempotency_key_missing", detail))
        scope = caller.account_id if isinstance(caller, Resident) else caller.sub if caller else "public"
        asked = json.dumps(event.get("pathParameters", {}), sort_keys=True).encode() + b"|" + body
        return Idempotency.of(self.name, scope, key, asked, context.pepper, now)


def operation(
    method: Method,
    path: str,
    *,
    access: str,
    calls: int,
    status: int = 200,
    idempotent: bool = False,
    problems: tuple[str, ...] = (),
) -> Callable[[Callable[..., BaseModel | None]], Operation]:
    """Declare the function below as the operation of that route. `Operation` explains the arguments."""
    unknown = [code for code in problems if code not in CATALOGUE]
    if unknown:
        raise KeyError(f"{unknown} are not in the catalogue of problems")
    return lambda function: Operation(method, path, access, status, idempotent, calls, problems, function)


def _client(event: Event, headers: Mapping[str, str], now: datetime, context: Context) -> str:
    source: str = event["requestContext"]["http"]["sourceIp"]
    vouched = headers.get(viewer.HEADER)
    if vouched is None:
        return viewer.subscriber(source)
    key = context.secret(context.settings.portal_client_secret_arn)
    return viewer.subscriber(viewer.vouched_address(vouched, now, key) or source)


def _parsed[Model: BaseModel](model: type[Model], text: bytes) -> Model:
    try:
        return model.model_validate_json(text or b"{}")
    except ValidationError as error:
        raise RefusalError(invalid(*field_errors(error, model))) from None


def _path_value(hint: Any, text: str) -> Any:
    """The value of a path parameter. Raises: RefusalError `not_found` if it cannot be an id of ours."""
    try:
        return TypeAdapter(hint).validate_python(text)
    except ValidationError:
        raise RefusalError(Refusal("not_found", "We could not find that.")) from None


_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


def _answer(status: int, answer: BaseModel | None) -> Reply:
    if answer is None:
        return {"statusCode": 204, "headers": dict(_HEADERS)}
    if isinstance(answer, Pdf):
        named = {"content-type": "application/pdf", "content-disposition": f'inline; filename="{answer.filename}"'}
        body = b64encode(answer.content).decode()
        return {"statusCode": status, "headers": {**_HEADERS, **named}, "body": body, "isBase64Encoded": True}
    headers = {**_HEADERS, "content-type": "application/json"}
    if isinstance(answer, VersionedView):
        headers["etag"] = f'"{answer.version}"'
    return {"statusCode": status, "headers": headers, "body": answer.model_dump_json()}


def _refusal(refused: Refusal, **more: str) -> Reply:
    kind = CATALOGUE[refused.code]
    problem = {
        "type": f"urn:problem:{refused.code}",
        "title": kind.title,
        "status": kind.status,
        "detail": refused.detail,
        "code": refused.code,
        "errors": [asdict(error) for error in refused.errors],
        **refused.more,
        **more,
    }
    headers = {**_HEADERS, "content-type": "application/problem+json"}
    if refused.retry_after is not None:
        headers["retry-after"] = str(refused.retry_after)
    return {"statusCode": kind.status, "headers": headers, "body": json.dumps(problem, ensure_ascii=False)}
