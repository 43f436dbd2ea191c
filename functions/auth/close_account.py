"""Closes one's own account, unless money or a permit is open: personal data is deleted at once."""

from typing import Annotated

from pydantic import Field, StrictBool

from auth.leaving import ClosureView, KeptView
from auth.rules.passwords import GivenPassword
from auth.store.accounts import Accounts
from auth.store.closures import Closures
from auth.store.reauthentication import Reauthentication
from portal.api import Request, operation
from portal.london import today
from portal.problems import unwrap
from portal.retention import retention_schedule
from portal.shapes import Input, must_be_true

UNDERSTOOD = must_be_true("not_understood", "Say that you understand that closing cannot be undone.")


class Closure(Input):
    password: Annotated[GivenPassword, Field(title="your password")]
    understood: Annotated[StrictBool, UNDERSTOOD, Field(title="that you understand")]


@operation(
    "POST",
    "/v1/account/closure",
    access="resident",
    calls=6,
    problems=("not_found", "too_many_attempts", "closure_blocked"),
)
def close_account(
    request: Request[Closure], accounts: Accounts, reauthentication: Reauthentication, closures: Closures
) -> ClosureView:
    caller, now = request.caller, request.now
    account = unwrap(accounts.get(caller.account_id))
    owner = unwrap(reauthentication.check(account, caller.session_id, request.body.password, now))
    unwrap(closures.close(account, owner, now))
    kept = [KeptView(what=one.what, until=today(one.until(now)), why=one.why) for one in retention_schedule().kinds]
    return ClosureView(closed_at=now, kept=kept)


handler = close_account.lambda_handler
