"""What a fresh stack needs before anybody can try it: staff who can sign in, a sender of email, addresses.

Each step can be run again.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError
from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
from mypy_boto3_dynamodb.service_resource import Table
from mypy_boto3_sesv2 import SESV2Client

SAMPLE = Path(__file__).with_name("sample")
STAFF_PASSWORD = "Only-On-This-Machine-1"
SAMPLE_PROPERTY = {"postcode": "LE11 3ED", "house": "12"}
GROUPS = ("permits", "enforcement", "payments", "care", "safeguarding", "blue-badge")


@dataclass(frozen=True)
class Officer:
    """An officer who can sign in to the local stack."""

    email: str
    groups: tuple[str, ...]

    def as_endpoint(self) -> dict[str, Any]:
        """The officer in the format of endpoints.json."""
        return {"email": self.email, "password": STAFF_PASSWORD, "groups": list(self.groups)}


OFFICERS = (
    *(Officer(f"{group}@staff.example.org", (group,)) for group in GROUPS),
    Officer("second.payments@staff.example.org", ("payments",)),  # a refund needs a second officer's approval
    Officer("duty@staff.example.org", ("permits", "payments", "care")),
)


def add_officers(cognito: CognitoIdentityProviderClient, pool_id: str) -> None:
    """Add one officer per group, a second one for payments, and one in several groups."""
    for officer in OFFICERS:
        add_officer(cognito, pool_id, officer)
        for group in officer.groups:
            cognito.admin_add_user_to_group(UserPoolId=pool_id, Username=officer.email, GroupName=group)


def add_officer(cognito: CognitoIdentityProviderClient, pool_id: str, officer: Officer) -> None:
    """Add an officer to the staff pool, without any group."""
    try:
        cognito.admin_create_user(
            UserPoolId=pool_id,
            Username=officer.email,
            UserAttributes=[
                {"Name": "email", "Value": officer.email},
                {"Name": "email_verified", "Value": "true"},
            ],
            TemporaryPassword=STAFF_PASSWORD,  # the emulator's own would be shorter than the pool requires
            MessageAction="SUPPRESS",
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "UsernameExistsException":
            raise
    cognito.admin_set_user_password(UserPoolId=pool_id, Username=officer.email, Password=STAFF_PASSWORD, Permanent=True)


def verify_sender(ses: SESV2Client, sender: str) -> None:
    """Register the portal's sender address, as if its owner had confirmed it."""
    try:
        ses.create_email_identity(EmailIdentity=sender)
    except ClientError as error:
        if error.response["Error"]["Code"] != "AlreadyExistsException":
            raise


def add_addresses(table: Table) -> None:
    """Add invented houses on real postcodes, so that the gazetteer works without a licence for real addresses."""
    with (SAMPLE / "addresses.csv").open(newline="") as rows, table.batch_writer() as batch:
        for row in csv.DictReader(rows):
            batch.put_item(Item=address_item(row))


def address_item(row: dict[str, str]) -> dict[str, Any]:
    """A row of the sample as an item of the Addresses table."""
    item: dict[str, Any] = {
        "pk": f"POSTCODE#{row['postcode'].replace(' ', '')}",
        "sk": f"UPRN#{row['uprn']}",
        "uprn": row["uprn"],
        "lines": row["lines"].split(", "),
        "town": row["town"],
        "postcode": row["postcode"],
        "custodian_code": int(row["custodian_code"]),
    }
    if row["permit_zone"]:
        item["permit_zone"] = row["permit_zone"]
    return item
