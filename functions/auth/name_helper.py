"""Names a helper, who may then fill in forms for the caller: checks the password, then emails a code to the helper."""

from datetime import date
from typing import Annotated

from pydantic import Field

from auth.code_mails import CodeMails
from auth.model import PlainName
from auth.rules.helpers import Relationship, may_be_named
from auth.rules.passwords import GivenPassword
from auth.store.accounts import Accounts
from auth.store.helper_namings import HelperNamings
from auth.store.helpers import HelperStore
from auth.store.reauthentication import Reauthentication
from auth.views import CodeSent
from portal.api import Request, operation
from portal.care_hold import closed_for
from portal.email_address import EmailAddress
from portal.ids import Ulid
from portal.problems import unwrap
from portal.shapes import Input


class NewHelper(Input):
    """The helper to be named. `until`: the last day of helping, a year from now at most."""

    name: Annotated[PlainName, Field(title="your helper's name")]
    email: Annotated[EmailAddress, Field(title="your helper's email address")]
    relationship: Annotated[Relationship, Field(title="who they are to you")]
    until: Annotated[date, Field(title="the last day")]
    password: Annotated[GivenPassword, Field(title="your password")]


class HelperAsked(CodeSent):
    helper_id: Ulid


@operation(
    "POST",
    "/v1/helpers",
    access="resident",
    status=202,
    idempotent=True,
    calls=10,
    problems=(
        "not_found",
        "used_code",
        "too_many_helpers",
        "too_many_attempts",
        "too_many_codes",
        "mail_unavailable",
        "care_closed",
    ),
)
def name_helper(
    request: Request[NewHelper],
    accounts: Accounts,
    reauthentication: Reauthentication,
    helpers: HelperStore,
    namings: HelperNamings,
    mails: CodeMails,
) -> HelperAsked:
    caller, body, now = request.caller, request.body, request.now
    unwrap(closed_for(caller))
    invitation = namings.repeated(request.idempotency)
    if invitation is None:
        account = unwrap(accounts.get(caller.account_id))
        named = helpers.of(caller.account_id).named
        unwrap(may_be_named(body.email, body.until, account.person.email, named, now))
        owner = unwrap(reauthentication.check(account, caller.session_id, body.password, now))
        whom = body.model_dump(exclude={"password"})
        invitation = namings.name(account, owner, **whom, idempotency=request.idempotency, now=now)
    asked = unwrap(invitation)
    sent = mails.already_sent(asked) or unwrap(mails.send(asked, now))
    return HelperAsked(helper_id=asked.challenge_id, **sent.model_dump())


handler = name_helper.lambda_handler
