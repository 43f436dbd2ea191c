"""Each may do what it does and nothing else: held against the journeys' calls (`docs/security.md`, control 37)."""

import re
from typing import Any

import pytest

from tests.faults.journeys import JOURNEYS
from tests.support.moto_stack import handler_of
from tests.support.template import Resource, deployed, functions, of_kind, parameters_of, routes
from tests.template.recorded import Permission, Recorded

stages = pytest.mark.parametrize("stage", ["local", "prod"])

RARE: dict[str, dict[Permission, str]] = {
    "StartSignIn": {("dynamodb:UpdateItem", "Accounts"): "hashes a password anew when the parameters have changed"},
    "CompleteSignIn": {("dynamodb:DeleteItem", "Sessions"): "ends the oldest of fifty sessions"},
    "AddDocument": {
        ("dynamodb:Query", "Evidence"): "at the most files of an application it looks which were never sent",
        ("dynamodb:DeleteItem", "Evidence"): "forgets the oldest that was never sent",
        ("s3:ListBucket", "EvidenceFiles"): "asks the bucket which were sent",
    },
    "AddEvidence": {
        ("dynamodb:Query", "Evidence"): "at the most files of a request it looks which were never sent",
        ("dynamodb:DeleteItem", "Evidence"): "forgets the oldest that was never sent",
        ("s3:ListBucket", "EvidenceFiles"): "asks the bucket which were sent",
    },
    "ReuseEvidence": {
        ("dynamodb:DeleteItem", "Evidence"): "forgets the oldest that was never sent",
        ("dynamodb:Query", "Evidence"): "at the most files of a request it looks which were never sent",
        ("s3:ListBucket", "EvidenceFiles"): "asks the bucket which were sent",
    },
    "ReuseDocument": {
        ("dynamodb:DeleteItem", "Evidence"): "forgets the oldest that was never sent",
        ("dynamodb:Query", "Evidence"): "at the most files of an application it looks which were never sent",
        ("s3:ListBucket", "EvidenceFiles"): "asks the bucket which were sent",
    },
    "RemoveDocument": {
        ("dynamodb:BatchGetItem", "Permits"): "completes a free application whose other documents are clean",
        ("dynamodb:DeleteItem", "Permits"): "takes the mark of an unfinished application away with that",
    },
    "GatherExport": {
        ("s3:DeleteObject", "ExportFiles/ready/*"): "takes a file away whose owner left while it was packed",
        ("s3:DeleteObject", "ExportFiles/exports/*"): "takes a part away that nobody waits for any more",
    },
    "RenewAutomatically": {("dynamodb:GetItem", "Permits"): "looks at a renewal that its holder has begun themselves"},
    "SetAutoRenewal": {("dynamodb:BatchGetItem", "Permits"): "takes a renewal back that waits to be taken"},
    "ReleaseUnpaid": {("dynamodb:GetItem", "Permits"): "ends the automatic renewal whose payment nobody heard of"},
    "RequestPayment": {("dynamodb:ConditionCheckItem", "Permits"): "makes sure whose permit a payment is about"},
    "SendNotices": {("s3:ListBucket", "PrintFiles"): "looks whether somebody who died had put the letter there"},
    "ScanEvidence": {("s3:DeleteObject", "EvidenceFiles/kept/*"): "takes a file away whose owner left meanwhile"},
}
"""What a function is allowed for a case that no journey is made of, and why it has to be."""

NOT_IN_PROCESS = {
    "Web": {
        ("secretsmanager:GetSecretValue", "PortalClientSecret"),
        ("secretsmanager:GetSecretValue", "WebOriginSecret"),
    }
}
"""The pages keep no state: a client of the API, with two secrets."""

CALLS_NOTHING = {"EstimateCost", "GetForm", "GetHealth", "ListForms", "ListPermitTypes", "ListReasons"}

WEB = "Web"
"""The pages keep no state: they are a client of the operations."""

GIVEN_BY_SAM = {
    "service-role/AWSLambdaBasicExecutionRole": "writes the log",
    "service-role/AWSLambdaDynamoDBExecutionRole": "goes with a stream as event source",
    "service-role/AWSLambdaSQSQueueExecutionRole": "goes with a queue as event source",
}
"""AWS's own policies that the transform attaches. Their resource is `*`; ours never is."""

GUARDDUTY = "malware-protection-plan.guardduty.amazonaws.com"

GUARDDUTYS_OWN_RULE = "arn:aws:events:eu-west-2:123456789012:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3"

OBJECTS = r"/(assets|uploads|kept|exports|ready|days|letters)/\*|/malware-protection-resource-validation-object"
SECRETS = "Pepper|PortalClientSecret|WebOriginSecret|OsPlacesKey|DvlaApiKey|PayApiKey|PayWebhookSecret"
SCOPED = re.compile(rf"^\w+\.(Arn|\w+Arn)(/index/\w+|{OBJECTS})?$|^({SECRETS})$")


@stages
def test_every_function_may_do_exactly_what_the_journeys_do(stage: str, recorded: Recorded) -> None:
    made = recorded.permissions() | NOT_IN_PROCESS
    for function in functions():
        needed = made.get(function, set())
        assert needed or function in CALLS_NOTHING, f"add {function} to a journey, so that its calls are seen"
        rare = RARE.get(function, {})
        allowed = allowed_to(function, stage)
        assert not needed - allowed, f"{function} needs {sorted(needed - allowed)}"
        too_much = allowed - needed - set(rare)
        assert not too_much, f"no journey uses what {function} may do: {sorted(too_much)}"
        assert not set(rare) & needed, f"{function}: a journey does what the list calls rare"
        assert set(rare) <= allowed, f"{function}: the list of rare ones names what is not allowed"


def test_the_faults_of_every_function_are_tried(recorded: Recorded) -> None:
    """In some journey of `tests/faults`: of those that call AWS."""
    tried = {function for journey in JOURNEYS for function in recorded.callers[journey.walk] if journey.tries(function)}
    missing = set(functions()) - tried - CALLS_NOTHING - {WEB}
    assert not missing, f"add to a journey of tests/faults/journeys.py: {sorted(missing)}"


@pytest.mark.parametrize("function", [route.function for route in routes()])
def test_an_operation_costs_what_it_declares(function: str, recorded: Recorded) -> None:
    """The dearest of its ordinary ways: with a house from the list, with every change made."""
    assert max(recorded.costs[function]) == handler_of(function).calls


@stages
def test_no_statement_is_wider_than_what_it_names(stage: str) -> None:
    for owner, statement in our_statements(stage):
        if statement["Action"] == "sns:Publish":
            continue  # test_texts_go_to_telephones_and_to_no_topic
        for action in listed(statement["Action"]):
            assert "*" not in action, f"{owner}: {action}"
            assert action != "dynamodb:Scan", f"{owner} may scan"
        for resource in listed(statement["Resource"]):
            assert resource != "*", f"{owner}: {statement}"
            if not resource.startswith(("arn:aws:ses:", GUARDDUTYS_OWN_RULE)):
                assert SCOPED.match(resource), f"{owner}: {resource}"
        assert statement["Effect"] == "Allow", owner


@stages
def test_no_other_domain_reads_what_was_answered_in_a_request(stage: str) -> None:
    """Only its own and the outbox's functions reach the requests themselves; others what is under these keys."""
    cares = {f"{name}Role" for name, one in functions().items() if one["Handler"].startswith("care.")}
    reads = {"dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"}
    found = {
        (owner, *statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", ()))
        for owner, statement in our_statements(stage)
        if owner not in cares and reads & set(listed(statement["Action"])) and "Requests.Arn" in statement["Resource"]
    }
    assert found == {
        ("FindPaymentsRole", "REFERENCE#*"),
        ("GetSummaryRole", "DECIDED#*"),
        ("ListUndeliveredRole", "REFERENCE#*"),
        ("ListWaitingTimesRole", "DECIDED#*"),
        ("RequestPaymentRole", "REFERENCE#*"),
        ("SendNoticesRole", "REFERENCE#*"),
    }


@stages
def test_texts_go_to_telephones_and_to_no_topic(stage: str) -> None:
    """A telephone number has no ARN, so the permission to send texts says `*`: topics are taken out of it."""
    found = [
        (owner, said["Effect"], said["Resource"])
        for owner, said in our_statements(stage)
        if said["Action"] == "sns:Publish"
    ]
    assert found == [
        ("SendNoticesRole", "Allow", "*"),
        ("SendNoticesRole", "Deny", "arn:aws:sns:*:*:*"),
    ]


@stages
def test_only_the_key_policy_says_star_and_only_with_a_condition(stage: str) -> None:
    for key in of_kind("AWS::KMS::Key", stage):
        for statement in key.properties["KeyPolicy"]["Statement"]:
            if statement["Sid"] != "TheAccountOwnsTheKey":
                assert "*" not in statement["Action"], statement["Sid"]
                assert statement["Condition"], statement["Sid"]


@stages
def test_mail_is_sent_from_our_address_only(stage: str) -> None:
    [statement] = deployed(stage)["SendsMail"].properties["PolicyDocument"]["Statement"]
    given = parameters_of(stage)
    assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": given["MailFrom"]}}
    identity, events = statement["Resource"]
    assert identity.endswith(f":identity/{given['MailDomain']}")
    brought_along = deployed(stage)["MailEvents"].properties["Name"]
    assert events.endswith(f":configuration-set/{brought_along}"), "SES asks for both"


@stages
def test_policies_of_aws_are_those_that_the_transform_attaches(stage: str) -> None:
    for role in of_kind("AWS::IAM::Role", stage):
        for arn in role.properties.get("ManagedPolicyArns", []):
            if arn.startswith("arn:aws:iam::aws:policy/"):
                assert arn.removeprefix("arn:aws:iam::aws:policy/") in GIVEN_BY_SAM, role.name
            else:
                assert deployed(stage)[arn].kind == "AWS::IAM::ManagedPolicy", role.name


@stages
def test_a_role_is_assumed_by_its_service_alone(stage: str) -> None:
    for role in of_kind("AWS::IAM::Role", stage):
        for statement in role.properties["AssumeRolePolicyDocument"]["Statement"]:
            [service] = statement["Principal"]["Service"]
            assert service in {"lambda.amazonaws.com", "scheduler.amazonaws.com", GUARDDUTY}, role.name


def allowed_to(function: str, stage: str) -> set[Permission]:
    """What the role of a function allows on our tables, bus, mail and secrets."""
    role = deployed(stage)[function].properties["Role"].removesuffix(".Arn")
    statements = [statement for owner, statement in our_statements(stage) if owner == role]
    return {
        (action, called(resource))
        for statement in statements
        if statement["Effect"] == "Allow"
        for action in listed(statement["Action"])
        for resource in listed(statement["Resource"])
        if not (action.startswith("sqs:") and called(resource).endswith("Dlq"))  # SAM's own, for failure destinations
    }


def our_statements(stage: str) -> list[tuple[str, Any]]:
    """Every statement with the role that it is for: written out, or through one of our managed policies."""
    found: list[tuple[str, Any]] = []
    for role in of_kind("AWS::IAM::Role", stage):
        documents = [policy["PolicyDocument"] for policy in role.properties.get("Policies", [])]
        documents += [policy.properties["PolicyDocument"] for policy in managed(role, stage)]
        found += [(role.name, statement) for document in documents for statement in document["Statement"]]
    return found


def managed(role: Resource, stage: str) -> list[Resource]:
    arns = role.properties.get("ManagedPolicyArns", [])
    return [deployed(stage)[arn] for arn in arns if not arn.startswith("arn:")]


def called(resource: str) -> str:
    """`Accounts.Arn/index/x` → `Accounts/index/x`; the mail's identity by its logical id."""
    return "MailIdentity" if resource.startswith("arn:aws:ses:") else resource.replace(".Arn", "")


def listed(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said
