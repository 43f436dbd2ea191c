"""MiniStack, the AWS emulator. It listens on this machine only and keeps its state in the stack's folder."""

import os
import shutil
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from mypy_boto3_dynamodb.service_resource import DynamoDBServiceResource, Table

from local.daemon import Daemon
from local.emulator_workarounds import forget_stream_positions
from local.places import HOST, LOCAL, require_free
from local.sam_transform import REGION
from tools.steps import ToolError

CONFIG = Config(retries={"mode": "standard"}, connect_timeout=5, read_timeout=120)


@dataclass(frozen=True)
class Emulator:
    """The emulator of one stack."""

    home: Path
    port: int

    @property
    def url(self) -> str:
        """The address at which every AWS service answers."""
        return f"http://{HOST}:{self.port}"

    @property
    def _daemon(self) -> Daemon:
        return Daemon("emulator", self.home)

    def running(self) -> bool:
        """Whether the emulator runs."""
        return self._daemon.process() is not None

    def start(self) -> None:
        """Start the emulator with the state of its last stop, and wait until it answers."""
        self._require_same_port()
        if self.running():
            return
        require_free(aws=self.port)
        scratch = self.home / "tmp"
        shutil.rmtree(scratch, ignore_errors=True)  # the emulator never deletes its workers' folders
        for place in (scratch, self.home / "state", self.home / "objects"):
            place.mkdir(parents=True, exist_ok=True)
        forget_stream_positions(self.home / "state")
        python = LOCAL / "env" / "emulator" / "bin" / "python"
        self._daemon.start([str(python), "-m", "ministack"], self._environment(scratch))
        self._wait()

    def stop(self) -> bool:
        """Stop the emulator, which saves its state; True if it was running."""
        return self._daemon.stop()

    def kill(self) -> None:
        """Kill the emulator without saving."""
        self._daemon.kill()

    @property
    def credentials(self) -> dict[str, str]:
        """The environment variables that make any AWS client talk to the emulator."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
        }

    def client(self, service: str, config: Config = CONFIG) -> Any:
        """A boto3 client for a service of the emulator, made only once. The caller names its type."""
        return _client(self.url, service, config)

    def table(self, name: str) -> Table:
        """A table of the emulator."""
        return _tables(self.url).Table(name)

    def _environment(self, scratch: Path) -> dict[str, str]:
        """The emulator's environment, without the developer's own AWS settings: its Lambda workers inherit it."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PYTHON", "COV_"))}
        return kept | {
            "BIND_HOST": HOST,
            "MINISTACK_HOST": HOST,
            "GATEWAY_PORT": str(self.port),
            "MINISTACK_REGION": REGION,
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self.home / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self.home / "objects"),
            "TMPDIR": str(scratch),
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def _require_same_port(self) -> None:
        """Raises: ToolError if the saved state was made on another port: addresses of queues in it contain the port."""
        note = self.home / "emulator-port"
        if note.exists() and note.read_text() != str(self.port):
            raise ToolError(
                f"The data in {self.home} was made with PORTAL_AWS_PORT={note.read_text()}: "
                "start with that port again, or delete the data with `make reset`."
            )
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(str(self.port))

    def _wait(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._daemon.require_alive()
            try:
                urllib.request.urlopen(f"{self.url}/_ministack/health", timeout=2).close()
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
            else:
                return
        raise ToolError(f"The emulator did not answer on {self.url} within {seconds:.0f} s; see {self._daemon.log}.")


@cache
def _client(url: str, service: str, config: Config) -> Any:
    """The client, cached: making one takes longer than twenty calls."""
    return _session().client(service, endpoint_url=url, config=config)  # type: ignore[call-overload]


@cache
def _tables(url: str) -> DynamoDBServiceResource:
    return _session().resource("dynamodb", endpoint_url=url, config=CONFIG)


def _session() -> boto3.Session:
    return boto3.Session("test", "test", region_name=REGION)
