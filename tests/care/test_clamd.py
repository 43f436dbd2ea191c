"""The conversation with clamd, against one that says what a test wants."""

import struct

import pytest

from care.clamd import NoVerdict, finds_malware

pytestmark = pytest.mark.disable_socket


class Clamd:
    """Keeps what it was sent; answers in small pieces, as a socket may."""

    def __init__(self, answer: bytes) -> None:
        self.sent, self.closed, self._answer = b"", False, answer

    def sendall(self, sent: bytes, /) -> None:
        self.sent += sent

    def recv(self, most: int, /) -> bytes:
        piece, self._answer = self._answer[:5], self._answer[5:]
        return piece

    def close(self) -> None:
        self.closed = True

    def file(self) -> bytes:
        """What the stream held, taken apart as clamd does."""
        command, rest = self.sent[:10], self.sent[10:]
        assert command == b"zINSTREAM\0"
        body = b""
        while True:
            (length,) = struct.unpack(">I", rest[:4])
            if length == 0:
                assert rest[4:] == b""
                return body
            body, rest = body + rest[4 : 4 + length], rest[4 + length :]


@pytest.mark.parametrize("size", [1, 65_536, 65_537, 200_000])
def test_clamd_gets_the_whole_file(size: int) -> None:
    clamd, body = Clamd(b"stream: OK\0"), bytes(index % 251 for index in range(size))
    assert not finds_malware(body, lambda: clamd)
    assert clamd.file() == body
    assert clamd.closed


def test_what_clamd_finds_is_malware() -> None:
    clamd = Clamd(b"stream: Eicar-Test-Signature FOUND\0")
    assert finds_malware(b"x", lambda: clamd)
    assert clamd.closed


@pytest.mark.parametrize("answer", [b"", b"stream: OK", b"INSTREAM size limit exceeded. ERROR\0"])
def test_no_clear_answer_is_never_a_yes(answer: bytes) -> None:
    clamd = Clamd(answer)
    with pytest.raises(NoVerdict):
        finds_malware(b"x", lambda: clamd)
    assert clamd.closed
