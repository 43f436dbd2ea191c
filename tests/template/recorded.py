"""Who calls what of AWS when the journeys are walked, and which permission each call needs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import boto3
from moto import mock_aws

from local import seed
from portal import viewer
from portal.aws import Aws
from tests.journeys.accounts import address_stolen, first_visit, new_passwords, second_thoughts, with_an_app
from tests.journeys.audit import two_nights
from tests.journeys.auto_renewals import AUTO_RENEWALS
from tests.journeys.badges import BADGE_JOURNEYS
from tests.journeys.bills import BILL_JOURNEYS
from tests.journeys.bounces import mail_came_back
from tests.journeys.changes import CHANGE_JOURNEYS, moved_to_another_zone, moved_within_the_zone
from tests.journeys.evidence import documents_sent
from tests.journeys.helpers import HELPER_JOURNEYS
from tests.journeys.leaving import account_closed
from tests.journeys.notices import NOTICE_JOURNEYS
from tests.journeys.payments import PAYMENT_JOURNEYS
from tests.journeys.permits import PERMIT_JOURNEYS, bought
from tests.journeys.requests import CARE_JOURNEYS, care_asked
from tests.journeys.safeguarding import concern_overdue, concern_reported
from tests.support.buyer import Buyer
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import CREDENTIALS, MotoAws, fresh_stack, handler_of
from tests.support.template import REGION, resources, routed
from tests.support.visitor import Answer, Visitor

SERVICES = ("cognito", "dynamodb", "ses", "events", "secrets", "s3", "sns", "sqs")

S3_ACTIONS = {
    "get_object": "GetObject",
    "put_object": "PutObject",
    "delete_object": "DeleteObject",
    "generate_presigned_url": "GetObject",
    "generate_presigned_post": "PutObject",
}
"""A signature asks nobody, but is worth what its signer may do."""

type Walk = Callable[[Visitor], None]

type Permission = tuple[str, str]
"""An IAM action, and the logical id of what it is done to (`Accounts`, `Accounts/index/unpublished`)."""


@dataclass(frozen=True)
class Call:
    """One call of an AWS API: who, which service's what, with what."""

    function: str
    service: str
    operation: str
    ask: Any

    @property
    def costs(self) -> bool:
        """A secret is read once in the life of a process; a signature is made here."""
        return self.service != "secrets" and not self.operation.startswith("generate_presigned")


@dataclass
class Recorded:
    """`calls` in order; `costs`: operation → AWS calls, secrets apart, of each time that it said yes.

    `callers`: journey → the functions that called something in it.
    """

    calls: list[Call] = field(default_factory=list)
    costs: dict[str, list[int]] = field(default_factory=dict)
    callers: dict[Walk, set[str]] = field(default_factory=dict)

    def permissions(self) -> dict[str, set[Permission]]:
        """What each function needs to be allowed."""
        needed: dict[str, set[Permission]] = {}
        for call in self.calls:
            needed.setdefault(call.function, set()).update(needs(call))
        return needed


class RecordingAws(Aws):
    """Clients that note each call before they make it."""

    def __init__(self, real: MotoAws, calls: list[Call], function: str) -> None:
        for service in SERVICES:
            self.__dict__[service] = _RecordingClient(getattr(real, service), calls, function, service)


class _RecordingClient:
    def __init__(self, real: Any, calls: list[Call], function: str, service: str) -> None:
        self._real, self._calls, self._function, self._service = real, calls, function, service

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**ask: Any) -> Any:
            self._calls.append(Call(self._function, self._service, operation, ask))
            return getattr(self._real, operation)(**ask)

        return call


class CountedPortal(InProcessPortal):
    """Reached through the web pages (whose word on the viewer's address costs a secret); counts what a yes costs.

    What an Idempotency-Key makes safe to repeat comes twice, as if the first answer had been lost.
    """

    recorded: Recorded

    def call(self, method: str, path: str, body: object = None, **more: Any) -> Answer:
        before = len(self.recorded.calls)
        now: datetime = self.stack.clock()
        key = self.stack.context().secret(self.stack.settings.portal_client_secret_arn)
        headers = {**(more.pop("headers", None) or {}), viewer.HEADER: viewer.sign("198.51.100.9", now, key)}
        answer = super().call(method, path, body, headers=headers, **more)
        if answer.status >= 300:
            return answer
        function = routed(method, path)[0].function
        made = [one for one in self.recorded.calls[before:] if one.function == function and one.costs]
        self.recorded.costs.setdefault(function, []).append(len(made))
        if not handler_of(function).idempotent:
            return answer
        again = super().call(method, path, body, headers=headers, **more)
        assert again.status == answer.status, again.body
        return again


def recording(real: MotoAws, calls: list[Call]) -> Callable[[str], Aws]:
    """For `InProcessPortal.aws_of`: one list over all invocations."""
    return lambda function: RecordingAws(real, calls, function)


def journeys() -> Recorded:
    """Every journey walked on a fresh stack, with all that the stack does by itself after it."""
    recorded = Recorded()
    with mock_aws():
        for walk in WALKS:
            before = len(recorded.calls)
            _walk(walk, recorded, stream_works=True)
            recorded.callers[walk] = {call.function for call in recorded.calls[before:]}
        for walk in WITH_THE_STREAM_LOST:
            _walk(walk, recorded, stream_works=False)
    return recorded


def _walk(walk: Walk, recorded: Recorded, *, stream_works: bool) -> None:
    """Where the stream loses everything, addresses come from OS Places."""
    stack = fresh_stack(AddressSource="gazetteer" if stream_works else "os_places")
    seed.add_addresses(boto3.resource("dynamodb", REGION, **CREDENTIALS).Table("Addresses"))
    portal = CountedPortal(stack, recording(stack.aws, recorded.calls), stream_works)
    portal.recorded = recorded
    walk(Visitor(portal))
    portal.settle()
    stack.clock.forward(minutes=6)
    portal.run_jobs()
    portal.settle()


def paid_as_it_lapses(visitor: Visitor) -> None:
    """The card is entered when the application has lapsed, but payments have not heard of it: it is revived."""
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.applies()
    buyer.sends()
    buyer.stack.clock.forward(hours=24)
    buyer.portal.run_jobs()
    visitor.sign_in()
    buyer.pays()
    buyer.waits_for("in_review", "authorised")


WALKS = (
    first_visit,
    second_thoughts,
    new_passwords,
    address_stolen,
    two_nights,
    with_an_app,
    mail_came_back,
    documents_sent,
    account_closed,
    *NOTICE_JOURNEYS,
    *PAYMENT_JOURNEYS,
    *BILL_JOURNEYS,
    *PERMIT_JOURNEYS,
    *CHANGE_JOURNEYS,
    *AUTO_RENEWALS,
    *CARE_JOURNEYS,
    *BADGE_JOURNEYS,
    concern_reported,
    concern_overdue,
    *HELPER_JOURNEYS,
    paid_as_it_lapses,
)
"""Every journey of the portal in one process."""

WITH_THE_STREAM_LOST = (first_visit, account_closed, bought, moved_within_the_zone, moved_to_another_zone, care_asked)
"""Walked again so: together they use every permission that only the sweeper and addresses from elsewhere need."""


def needs(call: Call) -> Iterator[Permission]:
    """The permissions that AWS asks for a call.

    Raises: LookupError for one that the tests do not know.
    """
    match call.service, call.operation:
        case "dynamodb", "transact_write_items":
            for item in call.ask["TransactItems"]:
                [(kind, said)] = item.items()
                word = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}.get(
                    kind, "ConditionCheckItem"
                )
                yield f"dynamodb:{word}", said["TableName"]
        case "dynamodb", "batch_get_item":
            yield from (("dynamodb:BatchGetItem", table) for table in call.ask["RequestItems"])
        case "dynamodb", "query" if "IndexName" in call.ask:
            yield "dynamodb:Query", f"{call.ask['TableName']}/index/{call.ask['IndexName']}"
        case "dynamodb", "get_item" | "put_item" | "update_item" | "delete_item" | "query":
            action = "".join(word.capitalize() for word in call.operation.split("_"))
            yield f"dynamodb:{action}", call.ask["TableName"]
        case "s3", operation:
            yield from _needed_of_s3(operation, call.ask.get("Params", call.ask))
        case ("ses", _) | ("sns", _) | ("sqs", "send_message") | ("cognito", "list_users_in_group"):
            queue = call.ask.get("QueueUrl", "").rpartition("/")[2]
            said = {"ses": ("ses:SendEmail", "MailIdentity"), "sns": ("sns:Publish", "*")}
            said["cognito"] = ("cognito-idp:ListUsersInGroup", "StaffPool")
            yield said.get(call.service, ("sqs:SendMessage", queue))
        case "events", "put_events":
            yield from (("events:PutEvents", entry["EventBusName"]) for entry in call.ask["Entries"])
        case "secrets", "get_secret_value":
            yield "secretsmanager:GetSecretValue", call.ask["SecretId"].rpartition(":")[2].rpartition("-")[0]
        case unknown:
            raise LookupError(f"say in tests/template/recorded.py which permission {unknown} needs")


def _needed_of_s3(operation: str, asked: Any) -> Iterator[Permission]:
    match operation:
        case "list_objects_v2":
            yield "s3:ListBucket", _bucket(asked)
        case "copy_object":
            for kind in _copied(asked):
                yield f"s3:GetObject{kind}", _place(asked["CopySource"])
                yield f"s3:PutObject{kind}", _place(asked)
        case _:
            yield f"s3:{S3_ACTIONS[operation]}", _place(asked)


def _copied(asked: Any) -> list[str]:
    """Tags and annotations go with the object unless the call says otherwise, and want permissions of their own."""
    tags = [] if asked.get("TaggingDirective") == "REPLACE" else ["Tagging"]
    annotations = [] if asked.get("AnnotationDirective") == "EXCLUDE" else ["Annotation"]
    return ["", *tags, *annotations]


def _bucket(asked: Any) -> str:
    return {name.lower(): name for name in resources("AWS::S3::Bucket")}[asked["Bucket"]]


def _place(asked: Any) -> str:
    return f"{_bucket(asked)}/{asked['Key'].partition('/')[0]}/*"
