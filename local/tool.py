"""Calls a tool of `tools/` for the local stack: the tools find AWS by the environment, which here says the emulator."""

import os
import subprocess
import sys
from collections.abc import Mapping

from local.emulator import Emulator
from local.seed import STAFF_PASSWORD, Officer, add_officer
from local.stack import Stack
from tools.staff import address
from tools.steps import ToolError


def gazetteer(emulator: Emulator, outputs: Mapping[str, str], arguments: list[str]) -> int:
    """Fill the Addresses table; the tool's exit code."""
    return _run(emulator, "tools.gazetteer", *arguments, "--table", outputs["AddressesTable"])


def verify_audit(emulator: Emulator, outputs: Mapping[str, str], arguments: list[str]) -> int:
    """Compare the audit trail with its seals; the tool's exit code."""
    names = ("--table", outputs["AuditTable"], "--bucket", outputs["AuditSealsBucket"])
    return _run(emulator, "tools.verify_audit", *arguments, *names)


def staff(emulator: Emulator, outputs: Mapping[str, str], arguments: list[str]) -> int:
    """Give an officer their groups, and the password of all officers here; the tool's exit code.

    Raises: ToolError: the first argument is no email address.
    """
    pool = outputs["StaffUserPoolId"]
    add_officer(emulator.client("cognito-idp"), pool, Officer(address(arguments[0]), ()))
    ended = _run(emulator, "tools.staff", *arguments, "--pool", pool)
    if ended == 0:
        print(f"The password on this machine: {STAFF_PASSWORD}")
    return ended


TOOLS = {"gazetteer": gazetteer, "staff": staff, "verify-audit": verify_audit}


def run(stack: Stack, name: str, arguments: list[str]) -> int:
    """Call the tool with this name; its exit code.

    Raises: ToolError: the stack does not run.
    """
    if not stack.running():
        raise ToolError("The local stack does not run: `make start` first, or name what is in AWS (docs/runbook.md).")
    return TOOLS[name](stack.emulator, stack.deployed().outputs, arguments)


def _run(emulator: Emulator, *command: str) -> int:
    own = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", *command], env=own | emulator.credentials).returncode
