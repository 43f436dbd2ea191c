"""The stand-in on a port: the API, the payer's pages and the knobs. It saves its state on disk and sends webhooks in
the background.

python -m local.pay.server <plan.json>
"""

import asyncio
import json
import secrets
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs

import httpx
import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from local.pay.model import Payment, Refusal
from local.pay.pages import card_page, failed_page, nothing_here_page
from local.pay.stand_in import PayStandIn, ReplyLost
from local.places import HOST

WEBHOOK_TIMEOUT_SECONDS = 3.0
LOOKS_EVERY_SECONDS = 0.5


@dataclass(frozen=True)
class PayPlan:
    """The settings of the stand-in. `webhook`: the address to which it posts its messages."""

    port: int
    key: str
    webhook_secret: str
    webhook: str
    state: str

    def write(self, place: Path) -> None:
        place.touch(mode=0o600)
        place.write_text(json.dumps(asdict(self), indent=1))

    @classmethod
    def read(cls, place: Path) -> Self:
        return cls(**json.loads(place.read_text()))


class _LostReply(Response):
    """A reply that breaks off, so that the caller cannot read it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


class PaySite:
    """The stand-in as an ASGI application. `state`: the file for its state; `webhook`: where it posts its messages."""

    def __init__(self, stand_in: PayStandIn, state: Path | None = None, webhook: str | None = None) -> None:
        self._stand_in, self._state, self._webhook = stand_in, state, webhook
        if state is not None and state.exists():
            stand_in.machine.read(state.read_bytes())

    def application(self) -> Starlette:
        routes = [
            Route("/secure/{token}", self._visit),
            Route("/card/{page}", self._card, methods=["POST"]),
            Route("/_knobs", self._knobs, methods=["GET", "PUT"]),
            Route("/_payments/{payment_id}/capture-failure", self._capture_fails, methods=["POST"]),
            Route("/{path:path}", self._api, methods=["GET", "POST"]),
        ]
        return Starlette(routes=routes, exception_handlers={Refusal: _ended}, lifespan=self._lifespan)

    # ------------------------------------------------------------------------------------------------ for the portal
    async def _api(self, request: Request) -> Response:
        if self._stand_in.knobs.delay_seconds:
            await asyncio.sleep(self._stand_in.knobs.delay_seconds)
        try:
            answer = self._stand_in.answer(
                request.method,
                request.url.path,
                request.url.query,
                {name.lower(): value for name, value in request.headers.items()},
                await request.body(),
            )
        except ReplyLost:
            return _LostReply()
        finally:
            self._keep()
        return Response(status_code=answer.status) if answer.body is None else JSONResponse(answer.body, answer.status)

    # ------------------------------------------------------------------------------------------------- for the payer
    async def _visit(self, request: Request) -> Response:
        payment = self._stand_in.machine.visit(request.path_params["token"])
        self._keep()
        return _page(card_page(payment))

    async def _card(self, request: Request) -> Response:
        page = request.path_params["page"]
        form = parse_qs((await request.body()).decode())
        if form.get("do") == ["cancel"]:
            return self._over(self._stand_in.machine.give_up(page))
        card = "".join(filter(str.isdigit, form.get("card", [""])[0]))
        try:
            return self._over(self._stand_in.machine.pay(page, card))
        except KeyError:
            return _page(card_page(self._stand_in.machine.at_page(page), "Enter one of the numbers below"), 400)

    def _over(self, payment: Payment) -> Response:
        self._keep()
        if payment.status in {"success", "capturable"}:
            return RedirectResponse(payment.return_url or "/", 303)
        return _page(failed_page(payment))

    # --------------------------------------------------------------------------------------------------- for a test
    async def _knobs(self, request: Request) -> Response:
        if request.method == "PUT":
            try:
                self._stand_in.turn(json.loads(await request.body()))
            except (ValueError, ValidationError) as error:
                return JSONResponse({"description": f"These are no knobs: {error}"}, 422)
        return JSONResponse(self._stand_in.knobs.model_dump())

    async def _capture_fails(self, request: Request) -> Response:
        self._stand_in.machine.capture_fails(request.path_params["payment_id"])
        self._keep()
        return Response(status_code=204)

    # ------------------------------------------------------------------------------------------------- by itself
    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        telling = asyncio.create_task(self._tell_for_ever()) if self._webhook else None
        yield
        if telling is not None:
            telling.cancel()
        self._keep()

    async def _tell_for_ever(self) -> None:
        with httpx.Client(timeout=WEBHOOK_TIMEOUT_SECONDS, trust_env=False) as client:
            while True:
                await asyncio.sleep(LOOKS_EVERY_SECONDS)
                if await run_in_threadpool(
                    self._stand_in.tell, lambda body, headers: self._post(client, body, headers)
                ):
                    self._keep()

    def _post(self, client: httpx.Client, body: bytes, headers: Mapping[str, str]) -> int:
        try:
            return client.post(self._webhook or "", content=body, headers=dict(headers)).status_code
        except httpx.HTTPError:
            return 0

    def _keep(self) -> None:
        if self._state is not None:
            fresh = self._state.with_suffix(".new")
            fresh.write_bytes(self._stand_in.machine.as_json())
            fresh.replace(self._state)


async def _ended(_request: Request, _error: Exception) -> Response:
    return _page(nothing_here_page(), 404)


def _page(html: str, status: int = 200) -> Response:
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store", "X-Frame-Options": "DENY"})


def main(place: Path) -> None:
    """Serve until stopped. `place`: the file with the settings."""
    plan = PayPlan.read(place)
    stand_in = PayStandIn(
        lambda: datetime.now(UTC),
        secrets.token_bytes,
        address=f"http://{HOST}:{plan.port}",
        key=plan.key,
        webhook_secret=plan.webhook_secret.encode(),
    )
    application = PaySite(stand_in, Path(plan.state), plan.webhook).application()
    options: dict[str, Any] = {"access_log": False, "log_level": "warning", "server_header": False}
    uvicorn.run(application, host=HOST, port=plan.port, **options)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
