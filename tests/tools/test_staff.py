"""An officer gets exactly the groups that were said, in a pool as AWS makes it."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws
from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

from local.seed import GROUPS, Officer, add_officer
from tests.support.moto_stack import CREDENTIALS
from tests.support.template import REGION
from tools.staff import Changed, bring, main, summary
from tools.steps import ToolError

EMAIL = "officer@leics.example.org"


@pytest.fixture
def cognito() -> Iterator[CognitoIdentityProviderClient]:
    with mock_aws():
        yield boto3.client("cognito-idp", REGION, **CREDENTIALS)


@pytest.fixture
def pool(cognito: CognitoIdentityProviderClient) -> str:
    made = cognito.create_user_pool(PoolName="staff", UsernameAttributes=["email"])["UserPool"]["Id"]
    for group in GROUPS:
        cognito.create_group(UserPoolId=made, GroupName=group)
    return made


def groups(cognito: CognitoIdentityProviderClient, pool: str) -> set[str]:
    held = cognito.admin_list_groups_for_user(UserPoolId=pool, Username=EMAIL)["Groups"]
    return {group["GroupName"] for group in held}


def test_a_new_officer_is_invited(cognito: CognitoIdentityProviderClient, pool: str) -> None:
    changed = bring(cognito, pool, EMAIL, {"permits", "payments"})
    assert changed == Changed(True, ("payments", "permits"), ())
    [user] = cognito.list_users(UserPoolId=pool)["Users"]
    assert user["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    attributes = {one["Name"]: one["Value"] for one in user["Attributes"]}
    assert (attributes["email"], attributes["email_verified"]) == (EMAIL, "true")
    assert groups(cognito, pool) == {"permits", "payments"}
    assert "invitation" in summary(EMAIL, {"permits"}, changed)


def test_again_with_others_takes_away_and_adds(cognito: CognitoIdentityProviderClient, pool: str) -> None:
    bring(cognito, pool, EMAIL, {"permits", "payments"})
    assert bring(cognito, pool, EMAIL, {"permits", "care"}) == Changed(False, ("care",), ("payments",))
    assert groups(cognito, pool) == {"permits", "care"}
    assert bring(cognito, pool, EMAIL, {"permits", "care"}) == Changed(False, (), ())


def test_a_group_that_is_not_there_changes_nothing(cognito: CognitoIdentityProviderClient, pool: str) -> None:
    with pytest.raises(ToolError, match=r"no group permit\. There are: blue-badge, care"):
        bring(cognito, pool, EMAIL, {"permit", "care"})
    assert cognito.list_users(UserPoolId=pool)["Users"] == []


def test_an_officer_who_has_a_password_keeps_it(cognito: CognitoIdentityProviderClient, pool: str) -> None:
    add_officer(cognito, pool, Officer(EMAIL, ()))
    assert bring(cognito, pool, EMAIL, {"permits"}) == Changed(False, ("permits",), ())
    [user] = cognito.list_users(UserPoolId=pool)["Users"]
    assert user["UserStatus"] == "CONFIRMED"


def test_what_is_wrong_is_said(
    cognito: CognitoIdentityProviderClient,
    pool: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_DEFAULT_REGION", REGION),
    ):
        monkeypatch.setenv(name, value)
    main([EMAIL, "permits, care", "--pool", pool])
    assert f"{EMAIL} is in: care, permits." in capsys.readouterr().out
    with pytest.raises(ToolError, match="not an email address"):
        main(["somebody", "permits", "--pool", pool])
    with pytest.raises(ToolError, match="StaffUserPoolId"):
        main([EMAIL, "permits", "--pool", "eu-west-2_nowhere"])
    with pytest.raises(ToolError, match="PROFILE"):
        main([EMAIL, "permits", "--pool", pool, "--profile", "no-such-profile"])
