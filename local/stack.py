"""The local stack as a whole: start, addresses, stop, reset."""

import hashlib
import json
import os
import shutil
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from mypy_boto3_secretsmanager import SecretsManagerClient

from local import seed
from local.build import built, host_architecture
from local.daemon import Daemon
from local.deploy import Deployment, deploy, deployed
from local.emulator import Emulator
from local.gateway import GatewayPlan
from local.pay.server import PayPlan
from local.places import HOST, LOCAL, ROOT, Ports, chosen_home, require_free
from tools.steps import ToolError, step

MAIL_FROM = "no-reply@portal.example.org"
FEEDBACK_TO = "feedback@portal.example.org"
SAFEGUARDING_TO = "safeguarding@portal.example.org"
ASSETS = LOCAL / "assets"
TUNING = {"texts_from_hour": 0, "texts_until_hour": 24} | dict.fromkeys(
    (
        "registrations_per_client",
        "resets_per_client",
        "wrong_passwords_per_client",
        "applications_per_account",
        "email_changes_per_account",
        "helpers_named_per_account",
        "exports_per_account",
        "feedback_per_client",
    ),
    1000,
)
"""Limits are raised: all requests come from one network address here, and tests send more than a person does."""

PORTS = "ports.json"
DEMO = "demo.json"

Endpoints = dict[str, Any]


@dataclass(frozen=True)
class Stack:
    """A local stack: a folder with its state, and its ports."""

    home: Path
    ports: Ports

    @classmethod
    def started(cls) -> Self:
        """The developer's stack, on the ports set in the environment, else those of its last start."""
        home = chosen_home()
        noted = home / PORTS
        return cls(home, Ports.chosen(Ports(**json.loads(noted.read_text())) if noted.is_file() else None))

    @property
    def emulator(self) -> Emulator:
        """The stack's AWS."""
        return Emulator(self.home, self.ports.aws)

    @property
    def _gateway(self) -> Daemon:
        return Daemon("gateway", self.home)

    @property
    def _pay(self) -> Daemon:
        return Daemon("pay", self.home)

    def running(self) -> bool:
        """Whether all processes of the stack run."""
        return self.emulator.running() and None not in {self._gateway.process(), self._pay.process()}

    def start(self) -> Endpoints:
        """Bring everything up to date with the sources, repeating only what has changed. Returns the addresses."""
        self._require_free_ports()
        deployment = self._build_and_deploy(host_architecture())
        with step("Adding staff, the mail's sender and sample addresses"):
            self._seed(deployment)
        with step("Starting web, API, mailbox and the stand-in for GOV.UK Pay"):
            self._start_gateway(deployment)
            self._start_pay(deployment)
        with step("Waiting for the first answers"):
            self._wait(f"http://localhost:{self.ports.api}/v1/health")
        (self.home / PORTS).write_text(json.dumps(asdict(self.ports)))
        return self._note_endpoints(self._endpoints(deployment))

    def stop(self) -> bool:
        """Stop the stack and keep its state. True if anything was running."""
        pay = self._pay.stop()
        gateway = self._gateway.stop()
        return self.emulator.stop() or gateway or pay

    def reset(self) -> None:
        """Kill the stack and delete its state."""
        for one in (self._pay, self._gateway, self.emulator):
            one.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    def endpoints(self) -> Endpoints:
        """The stack's addresses, as written at its last start."""
        said: Endpoints = json.loads((self.home / "endpoints.json").read_text())
        return said

    def demo(self) -> dict[str, Any]:
        """The residents made by `make demo`; empty if there are none."""
        noted = self.home / DEMO
        return dict(json.loads(noted.read_text())) if noted.is_file() else {}

    def note_demo(self, demo: dict[str, Any]) -> None:
        """Keep the residents made by `make demo`, also over a stop and a start."""
        (self.home / DEMO).write_text(json.dumps(demo, indent=2) + "\n")
        self._note_endpoints(self.endpoints())

    def _note_endpoints(self, endpoints: Endpoints) -> Endpoints:
        demo = self.demo()
        noted = endpoints | ({"demo": demo} if demo else {})
        (self.home / "endpoints.json").write_text(json.dumps(noted, indent=2) + "\n")
        return noted

    def deployed(self) -> Deployment:
        """The outputs and resources of both stacks in the emulator."""
        return deployed(self.emulator, changed=False)

    def parameters(self, architecture: str) -> dict[str, str]:
        """The template's parameters for a stack on this machine."""
        web = f"http://localhost:{self.ports.web}"
        return {
            "Stage": "local",
            "Architecture": architecture,
            "StaffMfa": "OFF",
            "CertificateArn": "none",
            "MailDomain": MAIL_FROM.partition("@")[2],
            "MailFrom": MAIL_FROM,
            "FeedbackTo": FEEDBACK_TO,
            "SafeguardingTo": SAFEGUARDING_TO,
            "AllowedOrigins": web,
            "LocalWeb": web,
            "LocalApi": f"http://localhost:{self.ports.api}",
            "LocalAws": self.emulator.url,
            "PayUrl": self._pay_url,
            "VehicleEnquiry": "dvla",
            "DvlaUrl": f"http://{HOST}:{self.ports.mailbox}/dvla",
            "Tuning": json.dumps(TUNING),
        }

    def _build_and_deploy(self, architecture: str) -> Deployment:
        with ExitStack() as until_deployed:
            with step("Building the functions and the layer (sam build)"):
                build = until_deployed.enter_context(built(architecture))
            with step("Starting the AWS emulator (MiniStack)"):
                self.emulator.start()
            with step("Deploying the two stacks to it (CloudFormation)"):
                return deploy(self.emulator, build, self.parameters(architecture))

    def _require_free_ports(self) -> None:
        ports, needed = self.ports, dict[str, int]()
        if self._gateway.process() is None:
            needed |= {"web": ports.web, "api": ports.api, "mailbox": ports.mailbox}
        if not self.emulator.running():
            needed["aws"] = ports.aws
        if self._pay.process() is None:
            needed["pay"] = ports.pay
        require_free(**needed)

    def _seed(self, deployment: Deployment) -> None:
        emulator = self.emulator
        seed.add_officers(emulator.client("cognito-idp"), deployment.outputs["StaffUserPoolId"])
        seed.verify_sender(emulator.client("sesv2"), MAIL_FROM)
        seed.add_addresses(emulator.table(deployment.outputs["AddressesTable"]))

    def _start_gateway(self, deployment: Deployment) -> None:
        plan = GatewayPlan(
            ports=self.ports,
            api_id=deployment.outputs["ApiId"],
            web_api_id=deployment.outputs["WebApiId"],
            origin_secret=self._secret(deployment.outputs["WebOriginSecretArn"]),
            assets=str(ASSETS),
            print_bucket=deployment.outputs["PrintBucket"],
            accounts_table=deployment.outputs["AccountsTable"],
            dvla_key=self._secret(deployment.outputs["DvlaApiKeyArn"]).strip(),
        )
        place = self.home / "gateway.json"
        plan.write(place)
        _bring_up(self._gateway, "local.gateway", place)

    def _start_pay(self, deployment: Deployment) -> None:
        plan = PayPlan(
            port=self.ports.pay,
            key=self._secret(deployment.outputs["PayApiKeyArn"]).strip(),
            webhook_secret=self._secret(deployment.outputs["PayWebhookSecretArn"]).strip(),
            webhook=f"http://localhost:{self.ports.api}/v1/payments/webhook",
            state=str(self.home / "pay-state.json"),
        )
        place = self.home / "pay.json"
        plan.write(place)
        _bring_up(self._pay, "local.pay.server", place)

    @property
    def _pay_url(self) -> str:
        """GOV.UK Pay's address. It is not `localhost`, so that coming back from Pay is cross-site, as in AWS."""
        return f"http://{HOST}:{self.ports.pay}"

    def _secret(self, arn: str) -> str:
        secrets: SecretsManagerClient = self.emulator.client("secretsmanager")
        return secrets.get_secret_value(SecretId=arn)["SecretString"]

    def _wait(self, url: str, seconds: float = 30) -> None:
        until = time.monotonic() + seconds
        said = "nothing"
        while time.monotonic() < until:
            self._gateway.require_alive()
            try:
                urllib.request.urlopen(url, timeout=30).close()
            except urllib.error.HTTPError as error:
                said = f"{error.code} {error.read(500).decode(errors='replace')}"
            except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
                said = str(error)
            else:
                return
            time.sleep(0.3)
        raise ToolError(f"{url} did not answer as it should within {seconds:.0f} s; it said: {said}")

    def _endpoints(self, deployment: Deployment) -> Endpoints:
        return {
            "api": f"http://localhost:{self.ports.api}",
            "web": f"http://localhost:{self.ports.web}",
            "mailbox": f"http://localhost:{self.ports.mailbox}",
            "pay": self._pay_url,
            "aws": self.emulator.url,
            "staff": {
                "pool_id": deployment.outputs["StaffUserPoolId"],
                "client_id": deployment.outputs["StaffClientId"],
                "users": [officer.as_endpoint() for officer in seed.OFFICERS],
            },
            "sample": seed.SAMPLE_PROPERTY,
        }


def _bring_up(daemon: Daemon, module: str, plan: Path) -> None:
    """Start the process, unless it already runs from this plan and these sources."""
    stamp = hashlib.sha256(plan.read_bytes())
    for source in sorted([*(ROOT / "local").glob("*.*"), *(ROOT / "local" / "pay").glob("*.*")]):
        stamp.update(source.read_bytes())
    if daemon.runs_from(stamp.hexdigest()):
        return
    daemon.stop()
    command = [sys.executable, "-m", module, str(plan)]
    environment = dict(os.environ) | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    daemon.start(command, environment, stamp.hexdigest())
