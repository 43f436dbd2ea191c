"""The stack's tables, bus, rules, queues and secrets in moto, made from the templates so that they cannot differ.

moto is kept single-threaded and small: with threads it can let two conditional writes both succeed.
"""

import json
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import boto3
from moto.moto_api._internal.models import moto_api_backend

from local.pay.stand_in import PayStandIn
from portal.aws import Aws
from portal.config import Settings
from portal.context import Context
from portal.outside import Http, OutsideCall, OutsideReply
from tests.support import moto_state
from tests.support.aws_refusals import refuse_what_aws_refuses
from tests.support.clock import TestClock, TestRandomness
from tests.support.dvla import over_dvla
from tests.support.lines import Lines
from tests.support.os_places import over_os_places
from tests.support.pay import over_pay
from tests.support.quick_moto import make_moto_quick
from tests.support.staff_pool import StaffPool
from tests.support.template import (
    ACCOUNT,
    REGION,
    Resolver,
    functions,
    parameters_of,
    resources,
    source,
    variables,
)

TABLE = "AWS::DynamoDB::Table"
QUEUE = "AWS::SQS::Queue"
CREDENTIALS: dict[str, Any] = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}


class MotoAws(Aws):
    """Clients with made-up credentials; to be made inside `mock_aws`."""

    def _client(self, service: str) -> Any:
        client = boto3.client(service, REGION, **CREDENTIALS)  # type: ignore[call-overload]
        refuse_what_aws_refuses(client)
        return client

    @cached_property
    def sqs(self) -> Any:
        return self._client("sqs")

    @cached_property
    def cognito(self) -> Any:
        return StaffPool()


@dataclass(frozen=True)
class MotoStack:
    """A stack in moto. `settings`: those of all functions together, for tests to look something up."""

    aws: MotoAws
    settings: Settings
    resolve: Resolver
    stage: str
    clock: TestClock
    randomness: TestRandomness
    lines: Lines
    pay: PayStandIn
    _given: dict[str, Settings] = field(default_factory=dict)

    def context(self, aws: Aws | None = None, http: Http | None = None, function: str | None = None) -> Context:
        """The context of a fresh process, which knows only what AWS holds.

        `function`: the function whose settings it gets, as the template gives them; all settings by default.
        """
        return Context(
            self.settings if function is None else self._settings_of(function),
            aws or self.aws,
            self.lines,
            clock=self.clock,
            randomness=self.randomness,
            pause=lambda _: None,
            http=http or self.over_http,
        )

    def _settings_of(self, function: str) -> Settings:
        if function not in self._given:
            self._given[function] = settings_of(self.resolve, self.stage, function)
        return self._given[function]

    def over_http(self, call: OutsideCall) -> OutsideReply:
        """Call GOV.UK Pay's, OS Places' or DVLA's stand-in: nothing else outside is ever called."""
        if call.service == "dvla":
            return over_dvla(call)
        return over_os_places(call) if call.service == "os_places" else over_pay(self.pay, call)


@cache
def _clients() -> MotoAws:
    """The clients, made once: a client costs more than a table."""
    return MotoAws()


_made: dict[tuple[tuple[str, str], ...], tuple[bytes, dict[str, str]]] = {}
"""By parameters: the state of moto when such a stack was new, and the names of its resources."""


def fresh_stack(**parameters: str) -> MotoStack:
    """An empty stack, inside `mock_aws`. Whatever moto held before is deleted. `parameters`: of the template. Officers
    can ask DVLA, which is off by default.
    """
    parameters = {"VehicleEnquiry": "dvla"} | parameters
    moto_api_backend.reset()
    make_moto_quick()
    aws = _clients()
    stage = parameters.get("Stage", source()["Parameters"]["Stage"]["Default"])
    which = tuple(sorted(parameters.items()))
    if which not in _made:
        given = _make(aws, stage, parameters)
        _made[which] = moto_state.kept(), given
    state, given = _made[which]
    moto_state.put_back(state)
    resolve = Resolver(dict(given), {**parameters_of(stage), **parameters})
    settings = settings_of(resolve, stage, *functions())
    clock = TestClock()
    pay = PayStandIn(
        clock,
        TestRandomness(),
        address=settings.pay_url,
        key="the text of PayApiKey",
        webhook_secret=b"the text of PayWebhookSecret",
    )
    return MotoStack(aws, settings, resolve, stage, clock, TestRandomness(), Lines(), pay)


def _make(aws: MotoAws, stage: str, parameters: dict[str, str]) -> dict[str, str]:
    """Make the templates' resources by the calls of a deployment. Returns their names."""
    given: dict[str, str] = {}
    resolve = Resolver(given, {**parameters_of(stage), **parameters})
    for name, properties in resources(TABLE, stage).items():
        _make_table(aws, name, resolve(properties), given)
    for name in resources("AWS::SecretsManager::Secret", stage):
        given[name] = aws.secrets.create_secret(Name=name, SecretString=f"the text of {name}")["ARN"]
    for name in resources("AWS::Events::EventBus", stage):
        aws.events.create_event_bus(Name=name)
        given[f"{name}.Arn"] = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/{name}"
    for name in resources(QUEUE, stage):
        given[name] = aws.sqs.create_queue(QueueName=name)["QueueUrl"]
        given[f"{name}.Arn"] = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
    for name, properties in resources(QUEUE, stage).items():
        _set_queue(aws, given[name], resolve(properties))
    for name, properties in resources("AWS::S3::Bucket", stage).items():
        _make_bucket(aws, name.lower(), resolve(properties))
        given[name], given[f"{name}.Arn"] = name.lower(), f"arn:aws:s3:::{name.lower()}"
    for name, properties in resources("AWS::Events::Rule", stage).items():
        _make_rule(aws, name, resolve(properties))
    for properties in resources("AWS::SES::EmailIdentity", stage).values():
        aws.ses.create_email_identity(EmailIdentity=resolve(properties)["EmailIdentity"])
    return given


def settings_of(resolve: Resolver, stage: str, *names: str) -> Settings:
    """The settings that functions get, of one function or several together."""
    given = {key: value for name in names for key, value in variables(name, stage).items()}
    return Settings.from_environment({key: str(value) for key, value in resolve(given).items()})


def _make_table(aws: MotoAws, name: str, properties: Any, given: dict[str, str]) -> None:
    kept = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    wanted = {key: properties[key] for key in kept if key in properties}
    if "StreamSpecification" in properties:
        wanted["StreamSpecification"] = {"StreamEnabled": True, **properties["StreamSpecification"]}
    made = aws.dynamodb.create_table(TableName=name, **wanted)["TableDescription"]
    given[f"{name}.Arn"] = made["TableArn"]
    given[f"{name}.StreamArn"] = made.get("LatestStreamArn", "")
    if "TimeToLiveSpecification" in properties:
        aws.dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=properties["TimeToLiveSpecification"])


def _set_queue(aws: MotoAws, url: str, properties: Any) -> None:
    attributes = {"VisibilityTimeout": "0"}  # undeleted messages come again at once: tests do not wait
    if "RedrivePolicy" in properties:
        attributes["RedrivePolicy"] = json.dumps(properties["RedrivePolicy"])
    aws.sqs.set_queue_attributes(QueueUrl=url, Attributes=attributes)


def _make_bucket(aws: MotoAws, name: str, properties: Any) -> None:
    here: Any = {"LocationConstraint": REGION}
    locked = properties.get("ObjectLockEnabled", False)
    aws.s3.create_bucket(Bucket=name, CreateBucketConfiguration=here, ObjectLockEnabledForBucket=locked)
    if locked:
        aws.s3.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration=properties["ObjectLockConfiguration"])
    if "NotificationConfiguration" in properties:
        events: Any = {"EventBridgeConfiguration": {}}
        aws.s3.put_bucket_notification_configuration(Bucket=name, NotificationConfiguration=events)


def _make_rule(aws: MotoAws, name: str, properties: Any) -> None:
    bus = properties.get("EventBusName", "default")
    aws.events.put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps(properties["EventPattern"]))
    targets: Any = [{"Id": target["Id"], "Arn": target["Arn"]} for target in properties["Targets"]]
    aws.events.put_targets(Rule=name, EventBusName=bus, Targets=targets)


def handler_of(function: str) -> Any:
    """The object behind a template function's Handler: it has `reply(event, context)`."""
    import importlib

    module, _, name = functions()[function]["Handler"].rpartition(".")
    return getattr(importlib.import_module(module), name).__self__
