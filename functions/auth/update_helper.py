"""A helper confirms, with the code from their own mailbox, that they will help; or either side ends it at once."""

from typing import Annotated, Literal

from pydantic import Field

from auth.rules.codes import TypedCode
from auth.store.accounts import Accounts
from auth.store.helper_namings import HelperNamings
from auth.store.helpers import HelperStore
from portal.api import Request, operation
from portal.ids import Ulid
from portal.problems import FieldError, RefusalError, invalid, unwrap
from portal.shapes import Input


class HelperChange(Input):
    """`status`: `confirmed`, by the helper, with `code` from the email, signed in to the account with the named email
    address; `ended`, by either side, without a code.
    """

    status: Annotated[Literal["confirmed", "ended"], Field(title="what becomes of it")]
    code: Annotated[TypedCode | None, Field(title="the code")] = None


@operation(
    "PUT",
    "/v1/helpers/{helper_id}",
    access="resident",
    status=204,
    calls=6,
    problems=("invalid_code", "expired_code", "used_code", "code_not_sent", "too_many_wrong_codes"),
)
def update_helper(
    request: Request[HelperChange],
    helper_id: Ulid,
    accounts: Accounts,
    helpers: HelperStore,
    namings: HelperNamings,
) -> None:
    account_id, code, now = request.caller.account_id, request.body.code, request.now
    if request.body.status == "ended":
        unwrap(helpers.end(account_id, helper_id, now))
        return
    if code is None:
        raise RefusalError(invalid(FieldError("code", "missing", "Enter the code from our email.")))
    account = unwrap(accounts.get(account_id))
    unwrap(namings.invitation(helper_id, account))
    invitation = unwrap(namings.check_code(helper_id, code, now))
    unwrap(namings.confirm(invitation, account, now))


handler = update_helper.lambda_handler
