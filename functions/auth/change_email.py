"""Starts a change of email address: checks the password, then emails a code to the new address. If another account has
that address, its owner gets an email that says so instead.
"""

from typing import Annotated

from pydantic import Field

from auth.code_mails import CodeMails
from auth.rules import passwords
from auth.store.accounts import Accounts
from auth.store.email_changes import SAME, EmailChanges
from auth.store.reauthentication import Reauthentication
from auth.views import CodeSent
from portal.api import Request, operation
from portal.email_address import EmailAddress
from portal.ids import Ulid
from portal.problems import RefusalError, unwrap
from portal.shapes import Input


class NewEmail(Input):
    new_email: Annotated[EmailAddress, Field(title="your new email address")]
    password: Annotated[passwords.GivenPassword, Field(title="your password")]


class EmailChangeStarted(CodeSent):
    change_id: Ulid


@operation(
    "POST",
    "/v1/account/email-changes",
    access="resident",
    status=202,
    idempotent=True,
    calls=10,
    problems=("not_found", "used_code", "too_many_attempts", "too_many_codes", "mail_unavailable"),
)
def change_email(
    request: Request[NewEmail],
    accounts: Accounts,
    reauthentication: Reauthentication,
    changes: EmailChanges,
    mails: CodeMails,
) -> EmailChangeStarted:
    caller, body, now = request.caller, request.body, request.now
    change = changes.repeated(request.idempotency)
    if change is None:
        account = unwrap(accounts.get(caller.account_id))
        if body.new_email == account.person.email:
            raise RefusalError(SAME)
        owner = unwrap(reauthentication.check(account, caller.session_id, body.password, now))
        change = changes.start(account, owner, body.new_email, request.idempotency, now)
    begun = unwrap(change)
    sent = mails.already_sent(begun) or unwrap(mails.send(begun, now))
    return EmailChangeStarted(change_id=begun.challenge_id, **sent.model_dump())


handler = change_email.lambda_handler
