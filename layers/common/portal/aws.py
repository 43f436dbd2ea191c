"""AWS clients, each made once, when first used, with timeouts short enough that a slow service does not outlast the
gateway's own timeout.

They are botocore's clients, the same as boto3's: importing boto3 as well would lengthen every cold start
(`docs/decisions/0029-cold-starts.md`).
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.session import Session
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient

CONNECT_SECONDS = 1
READ_SECONDS = 3
ATTEMPTS = 3

_PASSING = {
    "ProvisionedThroughputExceededException",
    "ThrottlingException",
    "RequestLimitExceeded",
    "TransactionConflictException",
    "TransactionInProgressException",
    "InternalServerError",
    "InternalServiceError",
    "ServiceUnavailable",
}


def may_pass(error: Exception) -> bool:
    """Whether the same call may succeed in a moment: AWS was busy, or no answer came."""
    from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

    if isinstance(error, ClientError):
        return error.response["Error"]["Code"] in _PASSING
    return isinstance(error, ConnectionError | HTTPClientError)


class Aws:
    """The AWS services that functions call. Tests pass an object of the same shape."""

    @cached_property
    def _session(self) -> "Session":
        """A botocore session that takes credentials from the environment, where Lambda puts those of the function's
        role.

        botocore's default search prepares for six more sources, two of which cost a TLS context each.
        """
        from botocore.credentials import CredentialResolver, EnvProvider
        from botocore.session import get_session

        session = get_session()
        session.register_component("credential_provider", CredentialResolver([EnvProvider()]))
        return session

    def _client(self, service: str) -> Any:
        from botocore.config import Config

        config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            # otherwise a browser's upload would go to S3's global address, whose redirect loses the file
            s3={"addressing_style": "virtual"},
        )
        return self._session.create_client(service, config=config)

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        client: DynamoDBClient = self._client("dynamodb")
        return client

    @cached_property
    def ses(self) -> "SESV2Client":
        client: SESV2Client = self._client("sesv2")
        return client

    @cached_property
    def cognito(self) -> "CognitoIdentityProviderClient":
        client: CognitoIdentityProviderClient = self._client("cognito-idp")
        return client

    @cached_property
    def events(self) -> "EventBridgeClient":
        client: EventBridgeClient = self._client("events")
        return client

    @cached_property
    def secrets(self) -> "SecretsManagerClient":
        client: SecretsManagerClient = self._client("secretsmanager")
        return client

    @cached_property
    def sqs(self) -> "SQSClient":
        client: SQSClient = self._client("sqs")
        return client

    @cached_property
    def sns(self) -> "SNSClient":
        client: SNSClient = self._client("sns")
        return client

    @cached_property
    def s3(self) -> "S3Client":
        client: S3Client = self._client("s3")
        return client
