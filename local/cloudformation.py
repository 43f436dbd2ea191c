"""A stack in the emulator's CloudFormation: deploying it and reading its outputs and resources."""

import hashlib
import time
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError
from mypy_boto3_cloudformation import CloudFormationClient

from tools.steps import ToolError

FAILED = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"}


@dataclass(frozen=True)
class CloudFormationStack:
    """A stack by its name. It need not exist yet."""

    client: CloudFormationClient
    name: str

    def bring_to(self, template: str, url: str, parameters: dict[str, str]) -> bool:
        """Create or update the stack; False if it was up to date.

        `template`: its text, the same as at `url`. A failed stack is deleted and created again. Raises: ToolError with
        CloudFormation's reasons.
        """
        stamp = hashlib.sha256(f"{template}{sorted(parameters.items())}".encode()).hexdigest()
        stack = self._described()
        if stack and _is_complete(stack) and _stamp(stack) == stamp:
            return False
        if stack and stack["StackStatus"] in FAILED:
            self.client.delete_stack(StackName=self.name)
            self._settle()
            stack = None
        request: dict[str, Any] = {
            "StackName": self.name,
            "TemplateURL": url,
            "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
            "Parameters": [{"ParameterKey": k, "ParameterValue": v} for k, v in sorted(parameters.items())],
            "Tags": [{"Key": "deployed-from", "Value": stamp}],
        }
        if stack:
            self.client.update_stack(**request)
        else:
            self.client.create_stack(**request)
        ended = self._settle()
        if ended not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
            raise ToolError(f"The emulator could not deploy the stack {self.name} ({ended}):\n{self._reasons()}")
        return True

    def outputs(self) -> dict[str, str]:
        """The stack's outputs; none if it does not exist."""
        stack = self._described() or {}
        return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}

    def resources(self) -> dict[str, str]:
        """The physical id of each resource, by its logical id."""
        pages = self.client.get_paginator("list_stack_resources").paginate(StackName=self.name)
        return {
            summary["LogicalResourceId"]: summary["PhysicalResourceId"]
            for page in pages
            for summary in page["StackResourceSummaries"]
            if "PhysicalResourceId" in summary
        }

    def _described(self) -> dict[str, Any] | None:
        try:
            return dict(self.client.describe_stacks(StackName=self.name)["Stacks"][0])
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise

    def _settle(self, seconds: float = 180) -> str:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            stack = self._described()
            if stack is None:
                return "DELETE_COMPLETE"
            if not stack["StackStatus"].endswith("_IN_PROGRESS"):
                return str(stack["StackStatus"])
            time.sleep(0.2)
        raise ToolError(
            f"The emulator was still deploying {self.name} after {seconds:.0f} s: see its log, "
            "or start anew with `make reset`."
        )

    def _reasons(self) -> str:
        events = self.client.describe_stack_events(StackName=self.name)["StackEvents"]
        failed = [
            e for e in events if "FAILED" in e.get("ResourceStatus", "") or "ROLLBACK_IN" in e.get("ResourceStatus", "")
        ]
        lines = [f"  {e.get('LogicalResourceId')}: {e.get('ResourceStatusReason', 'no reason given')}" for e in failed]
        return "\n".join(lines[:12])


def _is_complete(stack: dict[str, Any]) -> bool:
    return stack["StackStatus"].endswith("_COMPLETE") and "ROLL" not in stack["StackStatus"]


def _stamp(stack: dict[str, Any]) -> str | None:
    return next((tag["Value"] for tag in stack.get("Tags", []) if tag["Key"] == "deployed-from"), None)
