"""Scans files for malware by ClamAV's `clamd` on this machine, for a local stack. In AWS, GuardDuty scans them."""

import socket
import struct
from collections.abc import Callable
from contextlib import closing
from typing import Protocol

CHUNK = 1 << 16
SECONDS = 20


class Connection(Protocol):
    def sendall(self, sent: bytes, /) -> None: ...
    def recv(self, most: int, /) -> bytes: ...
    def close(self) -> None: ...


class NoVerdict(Exception):
    """clamd did not say whether the file is clean."""


def to_socket(path: str) -> Callable[[], Connection]:
    def connect() -> Connection:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(SECONDS)
        connection.connect(path)
        return connection

    return connect


def finds_malware(body: bytes, connect: Callable[[], Connection]) -> bool:
    """Whether clamd finds malware in the file, which is streamed to it (its command INSTREAM).

    Raises: NoVerdict, OSError.
    """
    with closing(connect()) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(body), CHUNK):
            chunk = body[start : start + CHUNK]
            connection.sendall(struct.pack(">I", len(chunk)) + chunk)
        connection.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (more := connection.recv(4096)):
            answer += more
    if answer == b"stream: OK\0":
        return False
    if answer.endswith(b" FOUND\0"):
        return True
    raise NoVerdict("clamd could not look through a file: see its log")
