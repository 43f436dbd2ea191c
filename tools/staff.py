"""`make staff-user EMAIL=… GROUPS=permits,payments [POOL=… PROFILE=…]`: gives a member of staff exactly these groups.

In AWS Cognito sends them an invitation with a temporary password, and asks for a second factor at their first sign-in.
Without POOL it is an officer of the local stack, with the password of all officers there.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

from local.seed import STAFF_PASSWORD, Officer, add_officer
from local.stack import Stack
from tools.steps import Trouble
from portal.email_address import email_address


@dataclass(frozen=True)
class Changed:
    """`invited`: they were not known before."""

    invited: bool
    added: tuple[str, ...]
    removed: tuple[str, ...]


def bring(cognito: CognitoIdentityProviderClient, pool: str, email: str, groups: set[str], *, local: bool) -> Changed:
    """Nothing is changed unless all groups exist. Safe to run again.

    Raises: Trouble.
    """
    known = set(_groups_of_pool(cognito, pool))
    if unknown := groups - known:
        raise Trouble(f"There is no group {', '.join(sorted(unknown))}. There are: {', '.join(sorted(known))}.")
    if local:
        add_officer(cognito, pool, Officer(email, ()))
        invited = False
    else:
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
    """What was done, and what it means for the officer."""
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
    """Raises: Trouble."""
    parser = argparse.ArgumentParser(prog="make staff-user", description=__doc__)
    parser.add_argument("email")
    parser.add_argument("groups")
    parser.add_argument("--pool")
    parser.add_argument("--profile")
    given = parser.parse_args(arguments)
    try:
        email = email_address(given.email)
    except ValueError:
        raise Trouble(f"'{given.email}' is not an e-mail address.") from None
    groups = {name for name in given.groups.replace(" ", ",").split(",") if name}
    try:
        cognito, pool = _pool(given.pool, given.profile)
        changed = bring(cognito, pool, email, groups, local=given.pool is None)
    except ClientError as error:
        said = error.response["Error"]["Message"]
        raise Trouble(f"{said} The stack's output StaffUserPoolId names the pool.") from None
    except BotoCoreError as error:
        raise Trouble(f"{error} Choose an AWS profile that has a region with PROFILE=…") from None
    print(summary(email, groups, changed))
    if given.pool is None:
        print(f"The password on this machine: {STAFF_PASSWORD}")


def _pool(name: str | None, profile: str | None) -> tuple[CognitoIdentityProviderClient, str]:
    if name:
        return boto3.Session(profile_name=profile).client("cognito-idp"), name
    stack = Stack.started()
    if not stack.running():
        raise Trouble("The local stack does not run: `make start` first, or name a pool in AWS with POOL=…")
    return stack.emulator.client("cognito-idp"), stack.deployed().outputs["StaffUserPoolId"]


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Trouble as trouble:
        sys.exit(f"\n{trouble}")
