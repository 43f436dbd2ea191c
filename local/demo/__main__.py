"""`make demo`: fills the running stack with demo data, and lists the residents made in endpoints.json."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from local.demo.bills import Bills
from local.demo.changes import Changes
from local.demo.helpers import Helpers
from local.demo.notices import Contacts
from local.demo.operations import Operations
from local.demo.requests import Requests
from local.demo.residents import PASSWORD, STORIES, Story, residents
from local.demo.town import Made, Town
from local.places import LOCAL
from local.stack import Stack
from tools.bar import bar
from tools.steps import ToolError, step


def main() -> None:
    """Make the demo's data. It can be run again: existing data is left as it is."""
    stack = Stack.started()
    if not stack.running():
        raise ToolError("The demo is made on the running stack: run `make start` first.")
    now = datetime.now(UTC)
    before = stack.demo()
    made_on = before.get("made_on", now.date().isoformat())
    operations = Operations.of_stack(stack.emulator, stack.endpoints()["mailbox"])
    everybody = fill(Town(operations, now))
    with step("Changes of live permits"):
        Changes(operations, now).make(everybody)
    contacts = Contacts(operations, now)
    with step("How people want to be told"):
        contacts.choose(everybody)
    with step("Forms of care and support"):
        asked = [*Requests(operations, now).make(everybody), *Helpers(operations, now).make(everybody)]
    with step("Bills"):  # one of them is about such a form
        bills = Bills(operations, now).make(everybody)
    with step("An email that came back"):
        contacts.bounce(everybody)
    told = [*(made.endpoint() for made in everybody), *bills, *asked]
    stack.note_demo({"password": PASSWORD, "made_on": made_on, "residents": told})
    (LOCAL / "endpoints.json").write_text(json.dumps(stack.endpoints(), indent=2) + "\n")
    print(f"\n  {added(told, before.get('residents', []))}")
    print(f"  {len(everybody)} residents, all with password {PASSWORD}; who they are: .local/endpoints.json, `demo`")
    if made_on != now.date().isoformat():
        print(f"  They were made on {made_on}; their dates count from that day. `make reset start demo` begins anew.")


def added(told: Sequence[Mapping[str, str]], before: Sequence[Mapping[str, str]]) -> str:
    """What a run has added to what an earlier one told, in words."""
    if not before:
        return "The town is made."
    new = [one["email"] for one in told if one not in before]
    return f"Added or changed: {', '.join(dict.fromkeys(new))}." if new else "Nothing was added: it was all there."


def fill(town: Town, stories: Sequence[Story] = STORIES) -> list[Made]:
    """Make all residents in three steps, so that documents are scanned while other residents are being made."""
    everybody = town.plan(residents(stories))
    _each("Accounts, applications, documents", everybody, town.apply)
    with bar("Scans of the documents", len(everybody)) as progress:
        town.wait_for_scans(everybody, progress)
    _each("Payments and decisions", everybody, town.finish)
    return everybody


def _each(says: str, everybody: Sequence[Made], act: Callable[[Made], None]) -> None:
    with bar(says, len(everybody)) as progress:
        for done, made in enumerate(everybody, 1):
            act(made)
            progress(done)


if __name__ == "__main__":
    try:
        main()
    except ToolError as trouble:
        sys.exit(f"\n{trouble}")
