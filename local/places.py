"""The folder and the ports of the local stack, both changeable by environment variables."""

import os
import socket
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path
from typing import Self

import psutil

from tools.steps import ToolError

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Ports:
    """The ports of a stack. `PORTAL_WEB_PORT=9000 make start` changes one."""

    web: int = 8000
    api: int = 8001
    mailbox: int = 8025
    aws: int = 4566
    pay: int = 8002

    @classmethod
    def chosen(cls, before: Self | None = None) -> Self:
        """The ports set in the environment, else those of the last start, else the default ones."""
        otherwise = before or cls()
        return cls(**{f.name: _number(variable_for(f.name), getattr(otherwise, f.name)) for f in fields(cls)})

    @classmethod
    def free(cls) -> Self:
        """Ports that are free now, for a second stack beside a developer's."""
        sockets = [socket.create_server((HOST, 0)) for _ in fields(cls)]
        numbers = [s.getsockname()[1] for s in sockets]
        for s in sockets:
            s.close()
        return cls(*numbers)


def variable_for(name: str) -> str:
    """The environment variable that sets the port called `name`."""
    return f"PORTAL_{name.upper()}_PORT"


def _number(variable: str, otherwise: object) -> int:
    text = os.environ.get(variable, str(otherwise))
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ToolError(f"{variable} is '{text}': it must be a port number between 1 and 65535.")
    return int(text)


def chosen_home() -> Path:
    """The folder of a developer's stack, with its state and logs."""
    return Path(os.environ.get("PORTAL_HOME") or LOCAL / "stack").resolve()


def require_free(**ports: int) -> None:
    """Raises: ToolError if other programs use some of the ports, by their names: with all of those, and what to do."""
    taken = {name: port for name, port in ports.items() if not _is_free(port)}
    if not taken:
        return
    lines = [f"Port {port} for '{name}' is taken by {_holder(port)}." for name, port in taken.items()]
    others = " ".join(f"{variable_for(name)}={_free_beside(port)}" for name, port in taken.items())
    raise ToolError("\n".join([*lines, f"Stop what has them, or choose others: {others} make start"]))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _free_beside(port: int) -> int:
    """The first free port some hundreds above, or below where there is none above."""
    others = chain(range(port + 100, 65536, 100), range(port, 1024, -100))
    return next(other for other in others if _is_free(other))


def _holder(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            address = connection.laddr
            if connection.status == psutil.CONN_LISTEN and address and address.port == port and connection.pid:
                return f"'{psutil.Process(connection.pid).name()}' (process {connection.pid})"
    except psutil.Error:
        pass
    return "another program"
