"""ClamAV's own clamd, with one signature of ours instead of its database (`docs/rules/care.md`, C107).

`tests/care/conftest.py` leaves this file out on a machine that has no clamd.
"""

import subprocess
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from care.clamd import Connection, finds_malware, to_socket
from care.rules.evidence import EICAR
from tests.care.conftest import CLAMD
from tests.support.files import PNG, pdf

TRY_ME = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + EICAR + b"$H+H*"
"""The file by which scanners are tried (EICAR)."""
SETTINGS = """Foreground yes
LocalSocket {folder}/socket
DatabaseDirectory {folder}/signatures
StreamMaxLength 12M
"""


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Connection]]:
    """A way to one that runs while these tests do. It knows EICAR's file and nothing else."""
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "signatures").mkdir()
    (folder / "signatures" / "ours.ndb").write_text(f"Eicar:0:*:{TRY_ME.hex()}\n")
    (folder / "clamd.conf").write_text(SETTINGS.format(folder=folder))
    with (folder / "log").open("w") as log:
        running = subprocess.Popen([CLAMD, "-c", folder / "clamd.conf"], stdout=log, stderr=log)
    try:
        _answers(running, folder)
        yield to_socket(str(folder / "socket"))
    finally:
        running.terminate()
        running.wait(timeout=20)


def _answers(running: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + 60
    while not (folder / "socket").exists():
        assert running.poll() is None, (folder / "log").read_text()
        assert time.monotonic() < until, "clamd does not answer"
        time.sleep(0.1)


def zipped(body: bytes) -> bytes:
    to = BytesIO()
    with ZipFile(to, "w") as archive:
        archive.writestr("letter.txt", body)
    return to.getvalue()


def test_it_finds_what_it_has_a_signature_of(clamd: Callable[[], Connection]) -> None:
    assert finds_malware(TRY_ME, clamd)
    assert finds_malware(zipped(TRY_ME), clamd)


@pytest.mark.parametrize("body", [PNG, pdf(), zipped(b"Dear Ann"), b"%PDF-" + b"x" * 10 * 1024**2])
def test_it_finds_nothing_in_a_file_that_has_nothing(clamd: Callable[[], Connection], body: bytes) -> None:
    assert not finds_malware(body, clamd)
