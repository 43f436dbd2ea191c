"""The portal in one process: the template's routes, authorizers, streams, bus, queues and schedules over moto.

Every invocation gets a fresh context, as if Lambda had started a new process for it. `aws_of` can put something between
a function and AWS (see `faults`).
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

from boto3.dynamodb.types import TypeSerializer
from moto.dynamodb.models import dynamodb_backends
from moto.events.models import EventPattern
from moto.ses.models import ses_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

from local.seed import address_item
from portal.aws import Aws
from portal.outside import Http
from tests.support import contract
from tests.support.guardduty import guardduty_result
from tests.support.moto_stack import MotoStack, handler_of
from tests.support.pay import GOOD_CARD, Payer
from tests.support.schedules import schedules
from tests.support.template import ACCOUNT, REGION, functions, routed
from tests.support.visitor import Answer, GaveUp, Mail


class Died(BaseException):
    """The function's process died. A BaseException, so that no `except Exception` catches it."""


type AwsOf = Callable[[str], Aws]
type HttpOf = Callable[[str], Http]


@dataclass
class InProcessPortal:
    stack: MotoStack
    aws_of: AwsOf
    stream_works: bool = True
    http_of: HttpOf | None = None
    seals_its_days: bool = False
    """Whether SealAudit runs at night. It reads each shard of forty days and changes nothing that others read."""
    invoked: list[str] = field(default_factory=list)
    _read: dict[str, int] = field(default_factory=dict)
    _fired: dict[str, datetime] = field(default_factory=dict)
    _undelivered: list[tuple[str, Any]] = field(default_factory=list)

    # ------------------------------------------------------------------------------------------------ HTTP
    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        source: str = "198.51.100.7",
        raw: bytes | None = None,
    ) -> Answer:
        """Send a request through gateway, authorizer and function, and check the answer against the description.

        `raw`: the body as bytes, which the gateway passes on in base64.
        """
        path, _, query = path.partition("?")
        route, values = routed(method, path)
        sent = {name.lower(): value for name, value in (headers or {}).items()}
        sent |= {"authorization": f"Bearer {token}"} if token else {}
        request_context: dict[str, Any] = {
            "http": {"method": method, "path": path, "sourceIp": source},
            "requestId": "request-1",
        }
        if route.authorizer == "Staff":
            refused = _staff(sent, request_context)
        elif route.authorizer is not None:
            refused = self._authorize(sent, request_context)
            if refused is not None:
                return refused
        event = {
            "version": "2.0",
            "headers": sent,
            "pathParameters": values,
            **({"queryStringParameters": dict(parse_qsl(query))} if query else {}),
            "requestContext": request_context,
            "body": b64encode(raw).decode() if raw is not None else json.dumps(body) if body is not None else None,
            "isBase64Encoded": raw is not None,
        }
        try:
            reply = self._invoke(route.function, event)
        except Died:
            return Answer(500, {}, {"message": "Internal Server Error"})
        text, is_file = reply.get("body", ""), reply.get("isBase64Encoded", False)
        text = b64decode(text).decode("latin-1") if is_file else text
        contract.check(method, route.path, reply["statusCode"], reply["headers"], text)
        return Answer(reply["statusCode"], reply["headers"], json.loads(text) if text and not is_file else None, text)

    def _authorize(self, headers: Mapping[str, str], request_context: dict[str, Any]) -> Answer | None:
        if "authorization" not in headers:
            return Answer(401, {}, {"message": "Unauthorized"})
        try:
            answer = self._invoke(
                "AuthorizeResident", {"headers": headers, "requestContext": {"requestId": request_context["requestId"]}}
            )
        except (Died, Exception):  # noqa: BLE001 (whatever ended the function, the gateway answers 500)
            return Answer(500, {}, {"message": None})
        if not answer["isAuthorized"]:
            return Answer(403, {}, {"message": "Forbidden"})
        request_context["authorizer"] = {"lambda": answer["context"]}
        return None

    # ------------------------------------------------------------------------------------------- around it
    def add_address(self, row: dict[str, str]) -> None:
        item = {name: TypeSerializer().serialize(value) for name, value in address_item(row).items()}
        self.stack.aws.dynamodb.put_item(TableName=self.stack.settings.addresses_table, Item=item)

    def upload(self, form: Mapping[str, Any], filename: str, body: bytes) -> None:
        """Put the file into the bucket directly: moto is no web server."""
        bucket, fields = self.stack.settings.evidence_bucket, form["fields"]
        self.stack.aws.s3.put_object(Bucket=bucket, Key=fields["key"], Body=body, ContentType=fields["Content-Type"])

    def scan(self, key: str) -> None:
        """Let GuardDuty find no threat in an upload, after S3 has announced it."""
        self.settle()
        bucket = self.stack.settings.evidence_bucket
        etag = self.stack.aws.s3.head_object(Bucket=bucket, Key=key)["ETag"]
        self.stack.aws.events.put_events(Entries=[guardduty_result(bucket, key, etag, "NO_THREATS_FOUND")])
        self.settle()

    def scan_all(self) -> None:
        """`scan` all uploads. Scanning again changes nothing for those already decided."""
        self.settle()
        found = self.stack.aws.s3.list_objects_v2(Bucket=self.stack.settings.evidence_bucket, Prefix="uploads/")
        for one in found.get("Contents", []):
            self.scan(one["Key"])

    def enter_card(self, next_url: str, card: str | None = None) -> None:
        Payer(self.stack.pay).pays(next_url, card or GOOD_CARD)

    def staff_token(self, team: str) -> str:
        return staff_token(team)

    def until[T](self, ask: Callable[[], T], holds: Callable[[T], bool], *, minutes: int = 30) -> T:
        for _ in range(0, minutes + 1, 5):
            self.settle()
            if holds(said := ask()):
                return said
            self.stack.clock.forward(minutes=5)
            self.run_jobs()
        raise GaveUp(f"after {minutes} minutes it is still {said!r}")

    # ---------------------------------------------------------------------------------------------- events
    def settle(self) -> None:
        """Deliver streams and queues until nothing moves."""
        for _ in range(10):
            if not (self._deliver_webhooks() | self._deliver_streams() | self._deliver_queues()):
                return

    def run_jobs(self) -> None:
        """Run each job whose time has come once; twice if it fails, as its retry policy says."""
        for name, next_time in schedules().items():
            if name == "SealAudit" and not self.seals_its_days:
                continue
            if next_time(self._fired.get(name, self.stack.clock.start)) <= self.stack.clock():
                self._fired[name] = self.stack.clock()
                self.invoke(name, {})

    def invoke(self, name: str, event: Any) -> None:
        """Invoke a function as AWS does by itself: once more if it fails."""
        for _ in range(2):
            try:
                self._invoke(name, event)
            except (Died, Exception):  # noqa: BLE001, S112 (whatever ended the function, AWS tries again)
                continue
            return

    def _deliver_webhooks(self) -> bool:
        """Let GOV.UK Pay post its webhooks to the public route."""
        return bool(self.stack.pay.tell(self._webhook))

    def _webhook(self, body: bytes, headers: Mapping[str, str]) -> int:
        return self.call("POST", "/v1/payments/webhook", raw=body, headers=headers).status

    def _deliver_streams(self) -> bool:
        moved = False
        for name, mapping in _sources("DynamoDB") if self.stream_works else []:
            arn = self.stack.resolve(mapping["Stream"])
            matching = [record for record in self._new_records(arn) if _matches(mapping, record)]
            for record in matching:
                record["eventSourceARN"] = arn
            self._undelivered += [(name, record) for record in matching]
        pending, self._undelivered = self._undelivered, []
        for name, record in pending:
            moved = True
            failed = self._batch(name, [record])
            self._undelivered += [(name, record)] if failed else []
        return moved

    def _new_records(self, arn: str) -> Sequence[Any]:
        shard = dynamodb_backends[ACCOUNT][REGION].tables[arn.split("/")[1]].stream_shard
        written = shard.items if shard else []  # asking moto through botocore costs more than most functions do
        new = [record.to_json() for record in written[self._read.get(arn, 0) :]]
        self._read[arn] = len(written)
        records: Sequence[Any] = json.loads(json.dumps(new, default=str))
        return records

    def _deliver_queues(self) -> bool:
        moved = False
        for name, mapping in _sources("SQS"):
            queue = self.stack.resolve(mapping["Queue"]).rpartition(":")[2]
            held = sqs_backends[ACCOUNT][REGION].queues[queue]
            if not held.approximate_number_of_messages + held.approximate_number_of_messages_not_visible:
                continue
            url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{queue}"
            received = self.stack.aws.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
            for message in received:
                moved = True
                record = {"messageId": message["MessageId"], "body": message["Body"]}
                if not self._batch(name, [record]):
                    self.stack.aws.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                else:
                    self.stack.clock.forward(minutes=3)  # the queue's visibility timeout passes
        return moved

    def _batch(self, name: str, records: list[Any]) -> bool:
        """Hand records to a function. Returns whether they have to come again."""
        try:
            answer = self._invoke(name, {"Records": records})
        except (Died, Exception):  # noqa: BLE001 (whatever ended the function, AWS tries again)
            return True
        return bool(answer["batchItemFailures"])

    # -------------------------------------------------------------------------------------------- what for
    def _invoke(self, function: str, event: Any) -> Any:
        self.invoked.append(function)
        http = self.http_of(function) if self.http_of else None
        return handler_of(function).reply(event, self.stack.context(self.aws_of(function), http, function))

    def mails(self, to: str) -> list[Mail]:
        """The emails that SES accepted for an address, oldest first."""
        sent = ses_backends[ACCOUNT][REGION].sent_messages
        found = [message for message in sent if to in message.destinations.get("ToAddresses", [])]
        # moto keeps only the HTML part
        return [Mail(to, message.subject, unescape(re.sub(r"<[^>]+>", "\n", message.body))) for message in found]

    def texts(self, to: str) -> list[str]:
        """The texts that SNS accepted for a phone number, oldest first."""
        sent = sns_backends[ACCOUNT][REGION].sms_messages.values()
        return [message for number, message in sent if number == to]


def staff_token(*groups: str, token_use: str = "access", sub: str = "officer-1") -> str:
    """A token that `_staff` reads as Cognito's token of an officer in these groups."""
    return f"staff {token_use} {sub} {' '.join(groups)}"


def _staff(headers: Mapping[str, str], request_context: dict[str, Any]) -> Answer | None:
    """Stand in for the gateway's JWT authorizer, which tests on the emulator check with real tokens."""
    scheme, _, said = headers.get("authorization", "").partition(" ")
    if scheme != "Bearer" or not said.startswith("staff "):
        return Answer(401, {}, {"message": "Unauthorized"})
    _, token_use, sub, *groups = said.split(" ")
    claims = {"sub": sub, "token_use": token_use, "cognito:groups": f"[{' '.join(groups)}]"}
    request_context["authorizer"] = {"jwt": {"claims": claims}}
    return None


def _sources(kind: str) -> list[tuple[str, Any]]:
    return [
        (name, event["Properties"])
        for name, properties in functions().items()
        for event in properties.get("Events", {}).values()
        if event["Type"] == kind
    ]


def _matches(mapping: Any, record: Any) -> bool:
    filters = mapping.get("FilterCriteria", {}).get("Filters", [])
    return not filters or any(EventPattern.load(one["Pattern"]).matches_event(record) for one in filters)
