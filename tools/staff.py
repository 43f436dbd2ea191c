"""`python -m tools.staff EMAIL GROUPS --pool … [--profile …]`: gives a member of staff exactly these groups.

Cognito sends a new member an invitation with a temporary password, and asks for a second factor at the first sign-in.
`make staff-user` calls this.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

from portal.email_address import email_address
from tools.steps import ToolError


@dataclass(frozen=True)
class Changed:
    """The changes made. `invited`: the member of staff was new."""

    invited: bool
    added: tuple[str, ...]
    removed: tuple[str, ...]


def address(text: str) -> str:
    """The email address as it is stored.

    Raises: ToolError if the text is not an email address.
    """
    try:
        return email_address(text)
    except ValueError:
        raise ToolError(f"'{text}' is not an email address.") from None


def bring(cognito: CognitoIdentityProviderClient, pool: str, email: str, groups: set[str]) -> Changed:
    """Give a member of staff exactly these groups. Changes nothing unless all groups exist, and can be run again.

    Raises: ToolError.
    """
    known = set(_groups_of_pool(cognito, pool))
    if unknown := groups - known:
        raise ToolError(f"There is no group {', '.join(sorted(unknown))}. There are: {', '.join(sorted(known))}.")
    invited = _invited(cognito, pool, email)
    held = set(_groups_of(cognito, pool, email))
    for group in sorted(groups - held):
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=group)
    for group in sorted(held - groups):
        cognito.admin_remove_user_from_group(UserPoolId=pool, Username=email, GroupName=group)
    return Changed(invited, tuple(sorted(groups - held)), tuple(sorted(held - groups)))


def _groups_of_pool(cognito: CognitoIdentityProviderClient, pool: str) -> Iterator[str]:
    for page in cognito.get_paginator("list_groups").paginate(UserPoolId=pool):
        yield from (group["GroupName"] for group in page["Groups"])


def _groups_of(cognito: CognitoIdentityProviderClient, pool: str, email: str) -> Iterator[str]:
    pages = cognito.get_paginator("admin_list_groups_for_user").paginate(UserPoolId=pool, Username=email)
    for page in pages:
        yield from (group["GroupName"] for group in page["Groups"])


def _invited(cognito: CognitoIdentityProviderClient, pool: str, email: str) -> bool:
    try:
        cognito.admin_create_user(
            UserPoolId=pool,
            Username=email,
            UserAttributes=[{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}],
            DesiredDeliveryMediums=["EMAIL"],
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "UsernameExistsException":
            raise
        return False
    return True


def summary(email: str, groups: set[str], changed: Changed) -> str:
    """The changes as text, and what they mean for the officer."""
    lines = [f"{email} is in: {', '.join(sorted(groups))}."]
    if changed.invited:
        lines.append("Cognito has sent an invitation; its temporary password lives for seven days.")
    if changed.added:
        lines.append(f"Added: {', '.join(changed.added)}.")
    if changed.removed:
        lines.append(f"Taken away: {', '.join(changed.removed)}.")
    if changed.added or changed.removed:
        lines.append("It holds from the next sign-in on, or when the token is next renewed (every 30 minutes).")
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Set the groups that the arguments name. Raises: ToolError."""
    parser = argparse.ArgumentParser(prog="make staff-user", description=__doc__)
    parser.add_argument("email")
    parser.add_argument("groups")
    parser.add_argument("--pool", required=True, help="the stack's output StaffUserPoolId")
    parser.add_argument("--profile")
    given = parser.parse_args(arguments)
    email = address(given.email)
    groups = {name for name in given.groups.replace(" ", ",").split(",") if name}
    try:
        cognito = boto3.Session(profile_name=given.profile).client("cognito-idp")
        changed = bring(cognito, given.pool, email, groups)
    except ClientError as error:
        said = error.response["Error"]["Message"]
        raise ToolError(f"{said} The stack's output StaffUserPoolId names the pool.") from None
    except BotoCoreError as error:
        raise ToolError(f"{error} Choose an AWS profile that has a region with PROFILE=…") from None
    print(summary(email, groups, changed))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ToolError as trouble:
        sys.exit(f"\n{trouble}")
