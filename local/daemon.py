"""A process of the local stack: started in the background, found again by a file, stopped by its own id only."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from tools.steps import ToolError


@dataclass(frozen=True)
class Daemon:
    """One background process, whose id, start time and log lie in the stack's folder."""

    name: str
    home: Path

    @property
    def log(self) -> Path:
        """What the process says."""
        return self.home / f"{self.name}.log"

    @property
    def _note(self) -> Path:
        return self.home / f"{self.name}.process.json"

    def start(self, command: list[str], environment: dict[str, str], stamp: str = "") -> None:
        """Start `command`; `stamp` says what it was started from."""
        self.home.mkdir(parents=True, exist_ok=True)
        # Not subprocess.Popen, which means to outlive its process and warns when it does not.
        with self.log.open("ab") as log, Path(os.devnull).open("rb") as nothing:
            files = [(os.POSIX_SPAWN_DUP2, nothing.fileno(), 0)]
            files += [(os.POSIX_SPAWN_DUP2, log.fileno(), number) for number in (1, 2)]
            pid = os.posix_spawn(command[0], command, environment, file_actions=files, setsid=True)
        created = psutil.Process(pid).create_time()
        self._note.write_text(json.dumps({"pid": pid, "created": created, "stamp": stamp}))

    def process(self) -> psutil.Process | None:
        """The running process, or None. An id that the system gave to another program since is not ours."""
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
        """Whether the process runs and was started from the same things."""
        return self.process() is not None and json.loads(self._note.read_text())["stamp"] == stamp

    def require_alive(self) -> None:
        """Stop with the end of its log when the process has ended by itself."""
        if self.process() is None:
            tail = self.log.read_text(errors="replace").splitlines()[-15:]
            raise ToolError(f"The {self.name} ended by itself; the end of {self.log}:\n" + "\n".join(tail))

    def stop(self, patience: float = 30) -> bool:
        """Ask the process to end and wait for it; True if it ran. Its children end with it."""
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
        """End the process and its children at once, with whatever they had not saved."""
        process = self.process()
        if process is not None:
            family = [process, *process.children(recursive=True)]
            for one in family:
                with suppress(psutil.NoSuchProcess):
                    one.kill()
            psutil.wait_procs(family, timeout=2)  # whoever inherits its children may be slow to bury them
        self._note.unlink(missing_ok=True)
