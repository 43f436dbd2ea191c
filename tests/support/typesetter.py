"""typst in a process of its own. It uses threads, which do not exist in the copies that `forks` makes: typst would wait
for them forever there. So it is asked over a socket.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from multiprocessing.connection import Client, Listener
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.paper import Paper, Template, typeset

type Typeset = Callable[[Template, Mapping[str, object], datetime], Paper]


@contextmanager
def typesetter() -> Iterator[Typeset]:
    """A `portal.paper.typeset` that works in a process and all its copies."""
    with TemporaryDirectory() as folder:
        address = str(Path(folder) / "typesetter")
        found_here = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        process = subprocess.Popen([sys.executable, "-m", __name__, address], stdout=subprocess.PIPE, env=found_here)
        try:
            assert process.stdout
            assert process.stdout.readline() == b"listening\n"
            yield partial(_asked, address)
        finally:
            process.kill()
            process.communicate()


def _asked(address: str, template: Template, data: Mapping[str, object], at: datetime) -> Paper:
    with Client(address) as typesetter:
        typesetter.send((template, data, at))
        paper: Paper = typesetter.recv()
        return paper


def serve(address: str) -> None:
    """Typeset one document after another, until the process is killed."""
    with Listener(address) as listener:
        sys.stdout.write("listening\n")
        sys.stdout.flush()
        while True:
            with listener.accept() as asker:
                asker.send(typeset(*asker.recv()))


if __name__ == "__main__":
    serve(sys.argv[1])
