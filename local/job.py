"""Runs a scheduled function of the running local stack now: `make job NAME=SealAudit`."""

import base64
import json
from collections.abc import Mapping

from botocore.config import Config
from mypy_boto3_lambda import LambdaClient
from mypy_boto3_scheduler import EventBridgeSchedulerClient

from local.emulator import Emulator
from local.stack import Stack
from tools.steps import ToolError

LONGEST = 900
"""The longest time, in seconds, that a function may run."""


def run(stack: Stack, name: str) -> int:
    """Run the function with this name in the template, and print its log and its answer. Returns 1 if it failed.

    Raises: ToolError if the stack does not run, or no scheduled function has this name.
    """
    if not stack.running():
        raise ToolError("The local stack does not run: `make start` first.")
    return run_in(stack.emulator, stack.deployed().resources, name)


def run_in(emulator: Emulator, resources: Mapping[str, str], name: str) -> int:
    """Like `run`, on a given emulator. `resources`: physical ids by logical id.

    Raises: ToolError if no scheduled function has this name.
    """
    functions = scheduled(emulator, resources)
    if name not in functions:
        wrong = f"There is no job {name}" if name else "Say which: make job NAME=…"
        raise ToolError(f"{wrong}. There are: {', '.join(functions)}.")
    patient = Config(read_timeout=LONGEST, retries={"total_max_attempts": 1})
    client: LambdaClient = emulator.client("lambda", patient)
    answer = client.invoke(FunctionName=functions[name], LogType="Tail", Payload=b"{}")
    print(base64.b64decode(answer.get("LogResult", "")).decode().rstrip())
    print(f"Answered: {json.dumps(json.load(answer['Payload']))}")
    return 1 if "FunctionError" in answer else 0


def scheduled(emulator: Emulator, resources: Mapping[str, str]) -> dict[str, str]:
    """The scheduled functions: their names in the emulator, by their names in the template."""
    client: EventBridgeSchedulerClient = emulator.client("scheduler")
    pages = client.get_paginator("list_schedules").paginate()
    targets = {schedule["Target"]["Arn"].split(":")[-1] for page in pages for schedule in page["Schedules"]}
    return {name: given for name, given in sorted(resources.items()) if given in targets}
