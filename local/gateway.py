"""The gateway of the local stack: one process that serves the web pages, the API and the mailbox, each on its own port.
DVLA's stand-in is on the mailbox's port.

The emulator serves an HTTP API under a host name of its own. In AWS, CloudFront stands in front of the web pages,
serves their assets and reports the viewer's address; locally the gateway does that.
"""

import json
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route, Router, request_response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from local import dvla
from local.mailbox import letter, letters, mailbox, texts
from local.places import HOST, Ports
from tools.assets import FOR_A_YEAR

Headers = list[tuple[bytes, bytes]]

# Headers between two hops only, and headers that only CloudFront may set.
NOT_PASSED_ON = {
    b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"transfer-encoding", b"upgrade",
    b"host", b"x-origin-secret", b"cloudfront-viewer-address",
}  # fmt: skip


@dataclass(frozen=True)
class GatewayPlan:
    """The settings of the gateway."""

    ports: Ports
    api_id: str
    web_api_id: str
    origin_secret: str
    assets: str
    print_bucket: str
    accounts_table: str
    dvla_key: str

    def write(self, place: Path) -> None:
        """Write the settings to a file that only this user can read."""
        place.touch(mode=0o600)
        place.write_text(json.dumps(asdict(self), indent=1))

    @classmethod
    def read(cls, place: Path) -> Self:
        """Read the settings from the file."""
        plan = json.loads(place.read_text())
        return cls(**plan | {"ports": Ports(**plan["ports"])})


class Assets(StaticFiles):
    """Files with a hash in their name: browsers may cache them, as S3 says too (`tools/assets.py`)."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, with its Cache-Control header."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = FOR_A_YEAR
        return response


class Gateway:
    """One application for all ports, which chooses by the port that a request came to."""

    def __init__(self, plan: GatewayPlan, emulator: httpx.AsyncClient) -> None:
        self._plan = plan
        self._emulator = emulator
        assets = GZipMiddleware(Assets(directory=plan.assets, check_dir=False), minimum_size=1000)
        web = Router([Mount("/assets", assets)], default=request_response(self._web))
        api = request_response(self._api)
        mails = Router(
            [
                Route("/", self._mailbox),
                Route("/texts", self._texts),
                Route("/letters", self._letters),
                Route("/letters/{day}/{name}", self._letter),
                Route("/dvla/v1/vehicles", self._dvla, methods=["POST"]),
            ]
        )
        self._by_port: dict[int, ASGIApp] = {plan.ports.web: web, plan.ports.api: api, plan.ports.mailbox: mails}

    def application(self) -> Starlette:
        """The ASGI application."""
        application = Starlette(
            exception_handlers={httpx.ConnectError: _no_emulator, httpx.ReadTimeout: _too_slow}, lifespan=self._lifespan
        )
        application.router.default = self._by_port_asked  # not a route, because its pattern would not match every path
        return application

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        async with self._emulator:
            yield

    async def _by_port_asked(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._by_port[scope["server"][1]](scope, receive, send)

    async def _web(self, request: Request) -> Response:
        viewer = f"{request.client.host}:{request.client.port}" if request.client else ""
        from_cloudfront = [
            (b"x-origin-secret", self._plan.origin_secret.encode()),
            (b"cloudfront-viewer-address", viewer.encode()),
        ]
        return await self._forward(request, self._plan.web_api_id, from_cloudfront)

    async def _api(self, request: Request) -> Response:
        return await self._forward(request, self._plan.api_id, [])

    async def _mailbox(self, request: Request) -> Response:
        return await mailbox(request, self._emulator)

    async def _texts(self, request: Request) -> Response:
        return await texts(request, self._emulator, self._plan.accounts_table)

    async def _letters(self, request: Request) -> Response:
        return await letters(request, self._emulator, self._plan.print_bucket, self._plan.accounts_table)

    async def _letter(self, request: Request) -> Response:
        return await letter(request, self._emulator, self._plan.print_bucket)

    async def _dvla(self, request: Request) -> Response:
        return await dvla.vehicles(request, self._plan.dvla_key)

    async def _forward(self, request: Request, api_id: str, extra: Headers) -> Response:
        """Pass on the request unchanged, and the answer byte for byte as it arrives."""
        path = request.scope["raw_path"] + (b"?" + request.scope["query_string"]) * bool(request.scope["query_string"])
        host = f"{api_id}.execute-api.{HOST}:{self._plan.ports.aws}".encode()
        passed = [(name, value) for name, value in request.headers.raw if name not in NOT_PASSED_ON]
        asked = httpx.Request(  # not by the client's own method, which would add headers that nobody sent
            request.method,
            self._emulator.base_url.copy_with(raw_path=path),
            headers=[(b"host", host), *passed, *extra],
            content=await request.body(),
        )
        answer = await self._emulator.send(asked, stream=True)
        response = StreamingResponse(answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose))
        response.raw_headers = [
            (name.lower(), value) for name, value in answer.headers.raw if name.lower() not in NOT_PASSED_ON
        ]
        return response


async def _no_emulator(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("The emulator does not answer: run `make start` again.\n", status_code=502)


async def _too_slow(_request: Request, _error: Exception) -> Response:
    """The answer of API Gateway's HTTP APIs if a function does not answer in time."""
    return JSONResponse({"message": "Service Unavailable"}, status_code=503)


def emulator_client(port: int) -> httpx.AsyncClient:
    """A client with connections to the emulator that stay open between requests."""
    return httpx.AsyncClient(
        base_url=f"http://{HOST}:{port}",
        timeout=httpx.Timeout(35, connect=5),
        limits=httpx.Limits(max_connections=100, max_keepalive_connections=100),
        trust_env=False,
    )


def listening(port: int) -> socket.socket:
    """A listening socket created explicitly as TCP: otherwise asyncio leaves Nagle's algorithm on, which costs 40 ms
    for each small answer.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    listener.listen(100)
    return listener


def main(place: Path) -> None:
    """Serve until stopped. `place`: the file with the settings."""
    plan = GatewayPlan.read(place)
    sockets = [listening(port) for port in (plan.ports.web, plan.ports.api, plan.ports.mailbox)]
    application = Gateway(plan, emulator_client(plan.ports.aws)).application()
    config = uvicorn.Config(
        application, access_log=False, log_level="warning", server_header=False, date_header=False, lifespan="on"
    )
    uvicorn.Server(config).run(sockets=sockets)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
