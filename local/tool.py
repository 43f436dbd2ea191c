"""Calls a tool of `tools/` for the local stack. The tools find AWS through the environment, here set to the
emulator.
"""

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
    """Fill the Addresses table. Returns the tool's exit code."""
    return _run(emulator, "tools.gazetteer", *arguments, "--table", outputs["AddressesTable"])


def verify_audit(emulator: Emulator, outputs: Mapping[str, str], arguments: list[str]) -> int:
    """Compare the audit trail with its seals. Returns the tool's exit code."""
    names = ("--table", outputs["AuditTable"], "--bucket", outputs["AuditSealsBucket"])
    return _run(emulator, "tools.verify_audit", *arguments, *names)


def staff(emulator: Emulator, outputs: Mapping[str, str], arguments: list[str]) -> int:
    """Add an officer with groups and the local password. Returns the tool's exit code.

    Raises: ToolError if the first argument is not an email address.
    """
    pool = outputs["StaffUserPoolId"]
    add_officer(emulator.client("cognito-idp"), pool, Officer(address(arguments[0]), ()))
    ended = _run(emulator, "tools.staff", *arguments, "--pool", pool)
    if ended == 0:
        print(f"The password on this machine: {STAFF_PASSWORD}")
    return ended


TOOLS = {"gazetteer": gazetteer, "staff": staff, "verify-audit": verify_audit}


def run(stack: Stack, name: str, arguments: list[str]) -> int:
    """Call the tool with this name. Returns its exit code.

    Raises: ToolError if the stack does not run.
    """
    if not stack.running():
        raise ToolError("The local stack does not run: `make start` first, or name what is in AWS (docs/runbook.md).")
    return TOOLS[name](stack.emulator, stack.deployed().outputs, arguments)


def _run(emulator: Emulator, *command: str) -> int:
    own = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", *command], env=own | emulator.credentials).returncode
