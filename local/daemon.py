"""A background process of the local stack, recorded in a file and stopped only by its own process id."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from tools.steps import ToolError


@dataclass(frozen=True)
class Daemon:
    """A background process. Its id, start time and log are in the stack's folder."""

    name: str
    home: Path

    @property
    def log(self) -> Path:
        """The file with the process's output."""
        return self.home / f"{self.name}.log"

    @property
    def _note(self) -> Path:
        return self.home / f"{self.name}.process.json"

    def start(self, command: list[str], environment: dict[str, str], stamp: str = "") -> None:
        """Start `command`. `stamp`: names the sources that it was started from."""
        self.home.mkdir(parents=True, exist_ok=True)
        # subprocess.Popen is not used: it warns when its process is left running.
        with self.log.open("ab") as log, Path(os.devnull).open("rb") as nothing:
            files = [(os.POSIX_SPAWN_DUP2, nothing.fileno(), 0)]
            files += [(os.POSIX_SPAWN_DUP2, log.fileno(), number) for number in (1, 2)]
            pid = os.posix_spawn(command[0], command, environment, file_actions=files, setsid=True)
        created = psutil.Process(pid).create_time()
        self._note.write_text(json.dumps({"pid": pid, "created": created, "stamp": stamp}))

    def process(self) -> psutil.Process | None:
        """The running process, or None. A process of another program that now has the same id is not returned."""
        if not self._note.exists():
            return None
        note = json.loads(self._note.read_text())
        try:
            process = psutil.Process(note["pid"])
            alive = process.status() != psutil.STATUS_ZOMBIE
            return process if alive and abs(process.create_time() - note["created"]) < 1 else None
        except psutil.NoSuchProcess:
            return None

    def runs_from(self, stamp: str) -> bool:
        """Whether the process runs and was started with this stamp."""
        return self.process() is not None and json.loads(self._note.read_text())["stamp"] == stamp

    def require_alive(self) -> None:
        """Raises: ToolError, with the end of the log, if the process has ended by itself."""
        if self.process() is None:
            tail = self.log.read_text(errors="replace").splitlines()[-15:]
            raise ToolError(f"The {self.name} ended by itself; the end of {self.log}:\n" + "\n".join(tail))

    def stop(self, patience: float = 30) -> bool:
        """Ask the process to end and wait for it and its children. True if it was running. `patience`: in seconds.

        Raises: ToolError if it had to be killed.
        """
        process = self.process()
        if process is None:
            self._note.unlink(missing_ok=True)
            return False
        children = process.children(recursive=True)
        process.terminate()
        try:
            process.wait(patience)
        except psutil.TimeoutExpired:
            process.kill()
            raise ToolError(
                f"The {self.name} did not end within {patience:.0f} s and was killed: its last changes may be lost."
            ) from None
        _, left = psutil.wait_procs(children, timeout=8)
        for child in left:
            child.kill()
        self._note.unlink(missing_ok=True)
        return True

    def kill(self) -> None:
        """Kill the process and its children at once. Unsaved data is lost."""
        process = self.process()
        if process is not None:
            family = [process, *process.children(recursive=True)]
            for one in family:
                with suppress(psutil.NoSuchProcess):
                    one.kill()
            psutil.wait_procs(family, timeout=2)  # the parent process of orphans may take a while to reap them
        self._note.unlink(missing_ok=True)
