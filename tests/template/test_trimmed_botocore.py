"""The layer's botocore knows the calls that are made and no other: a missing one would fail in AWS alone."""

from botocore import xform_name

from tests.template.recorded import Recorded
from trim_botocore import CALLS

CALLED_BY_BOTOCORE = {("s3", "create_bucket"), ("s3", "head_bucket"), ("s3", "head_object")}
CLIENTS = {"cognito": "cognito-idp", "ses": "sesv2", "secrets": "secretsmanager"}
SIGNATURES = {"generate_presigned_url": "get_object", "generate_presigned_post": "put_object"}


def test_the_layer_knows_exactly_the_calls_that_are_made(recorded: Recorded) -> None:
    made = {
        (CLIENTS.get(call.service, call.service), SIGNATURES.get(call.operation, call.operation))
        for call in recorded.calls
    }
    known = {(service, xform_name(call)) for service, calls in CALLS.items() for call in calls}
    assert known - CALLED_BY_BOTOCORE == made
