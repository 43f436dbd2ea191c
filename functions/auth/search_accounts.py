"""An officer finds an account: by email address, a payment's reference or the postcode. The search is audited."""

from auth.rules.finding import AccountSearch
from auth.store.account_directory import AccountDirectory
from portal.api import Request, operation
from portal.email_address import email_hint
from portal.shapes import View


class FoundAccount(View):
    """An account that was found. `email_hint`: the first letter and the domain of its email address."""

    account_id: str
    name: str
    email_hint: str


class AccountList(View):
    items: list[FoundAccount]


@operation("POST", "/v1/officer/account-searches", access="officer:any", calls=3)
def search_accounts(request: Request[AccountSearch], directory: AccountDirectory) -> AccountList:
    wanted = request.body
    if wanted.email is not None:
        found = directory.by_email(wanted.email)
    elif wanted.postcode is not None:
        found = directory.by_postcode(wanted.postcode)
    else:
        found = directory.by_payment(wanted.payment_id)
    directory.note(request.officer, found, request.now)
    return AccountList(
        items=[
            FoundAccount(
                account_id=one.account_id,
                name=f"{one.person.first_name} {one.person.last_name}",
                email_hint=email_hint(one.person.email),
            )
            for one in found
        ]
    )


handler = search_accounts.lambda_handler
