"""Search requests of every status by reference or email address. The search is put on record before any is shown."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from care.case_views import FoundRequest, found_request
from care.model import RequestHead
from care.rules.forms import OFFICERS
from care.store.cases import Cases
from portal.api import Officer, Request, operation
from portal.email_address import EmailAddress
from portal.ids import as_reference
from portal.people import People
from portal.shapes import Input, View


class RequestSearch(Input):
    reference: Annotated[
        str | None, StringConstraints(max_length=20), AfterValidator(lambda text: text and as_reference(text))
    ] = None
    email: Annotated[EmailAddress | None, Field(title="the email address")] = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if bool(self.reference) == bool(self.email):
            raise PydanticCustomError("one_of", "Give one of reference and email.")
        return self


class FoundRequestList(View):
    """The requests found, newest first; only those of the officer's teams."""

    items: list[FoundRequest]


@operation("POST", "/v1/officer/request-searches", access=OFFICERS, calls=3)
def search_requests(request: Request[RequestSearch], cases: Cases, people: People) -> FoundRequestList:
    body, officer = request.body, request.officer
    cases.note_search(officer, "reference" if body.reference else "email", request.now)
    return FoundRequestList(items=[found_request(one) for one in _found(body, officer, cases, people)])


def _found(body: RequestSearch, officer: Officer, cases: Cases, people: People) -> Sequence[RequestHead]:
    if body.reference:
        return cases.with_reference(body.reference, officer)
    account_id = people.account_id_of(body.email or "")
    return cases.of_account(account_id, officer) if account_id else []


handler = search_requests.lambda_handler
