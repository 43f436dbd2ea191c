"""The commands that the Makefile calls.

`python -m local start|stop|reset|sam-local`, `build [arm64|x86_64]`, `job NAME`, `tool NAME ARGUMENT…`.
"""

import json
import sys

from local import job, tool
from local import sam_local as sam_local_template
from local.build import built, host_architecture
from local.places import LOCAL
from local.stack import Endpoints, Stack
from tools.steps import ToolError, step


def start(stack: Stack) -> None:
    """Start the stack, or bring a running one up to date, and print its addresses."""
    if stack.running():
        print("The local stack is running already; bringing it up to date.")
    else:
        print("Starting the local stack.")
    endpoints = stack.start()
    (LOCAL / "endpoints.json").write_text(json.dumps(endpoints, indent=2) + "\n")
    print(summary(endpoints))


def stop(stack: Stack) -> None:
    """Stop the stack and keep its data."""
    print("Stopped; its data is kept." if stack.stop() else "The local stack was not running.")


def reset(stack: Stack) -> None:
    """Stop the stack and delete its data."""
    stack.reset()
    (LOCAL / "endpoints.json").unlink(missing_ok=True)
    print("Stopped, and its data deleted: the next `make start` begins anew.")


def sam_local(stack: Stack) -> None:
    """Write the template with which `sam local start-api` works on this stack's data."""
    if not stack.running():
        raise ToolError("`sam local` works on the local stack's data: run `make start` first.")
    place = sam_local_template.write(stack.home, stack.ports)
    print(f"  {place}\n  Now: {LOCAL / 'env' / 'sam' / 'bin' / 'sam'} local start-api   (docs/sam-local.md)")


def summary(endpoints: Endpoints) -> str:
    """The text printed after a start: addresses, and how to sign in and pay."""
    officer = endpoints["staff"]["users"][0]
    sample = endpoints["sample"]
    return f"""
  Web pages  {endpoints["web"]}
  API        {endpoints["api"]}/v1/health
  Mailbox    {endpoints["mailbox"]}   (codes arrive here)
  Pay        {endpoints["pay"]}   (stands in for GOV.UK Pay; card 4444 3333 2222 1111 pays)
  AWS        {endpoints["aws"]}

  Staff      {officer["email"]} and others, password {officer["password"]}
  Try        postcode {sample["postcode"]}, house {sample["house"]}
  All this   .local/endpoints.json;  make stop, make reset"""


def main(arguments: list[str]) -> None:
    """Run the command that the arguments name."""
    command, *rest = arguments
    if command == "build":
        architecture = rest[0] if rest else host_architecture()
        with step(f"Building for {architecture} (sam build, bytecode)"), built(architecture) as folder:
            pass
        print(f"  {folder / 'template.yaml'}")
        return
    if command in {"job", "tool"}:
        name, *arguments = rest
        stack = Stack.started()
        sys.exit(job.run(stack, name) if command == "job" else tool.run(stack, name, arguments))
    {"start": start, "stop": stop, "sam-local": sam_local, "reset": reset}[command](Stack.started())


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ToolError as trouble:
        sys.exit(f"\n{trouble}")
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. `make start` goes on where this stopped; `make stop` stops what runs.")
