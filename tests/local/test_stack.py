"""The whole local stack: what it answers, what it brings along, and that its data outlives a restart."""

import base64
import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
from mypy_boto3_sesv2 import SESV2Client

from local.places import Ports
from local.stack import MAIL_FROM, Stack
from tests.local_stack import Mails, RunningStack, running
from tests.support.http_permits import gets_mail_about, new_buyer, new_home
from tests.support.http_portal import HttpPortal, new_visitor

pytestmark = pytest.mark.stack


def test_the_api_and_the_pages_answer(stack: RunningStack) -> None:
    assert httpx.get(f"{stack.api}/v1/health").json() == {"status": "ok"}
    page = httpx.get(f"{stack.web}/")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    [sheet] = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page.text)
    answer = httpx.get(stack.web + sheet)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"


def test_a_route_of_residents_asks_who_is_there(stack: RunningStack) -> None:
    assert httpx.get(f"{stack.api}/v1/account").status_code == 401
    assert httpx.get(f"{stack.api}/v1/account", headers={"Authorization": "Bearer nobody"}).status_code == 403


def test_a_front_end_of_another_origin_is_allowed_only_if_listed(stack: RunningStack) -> None:
    asks = {"Origin": stack.web, "Access-Control-Request-Method": "POST"}
    assert httpx.options(f"{stack.api}/v1/sign-ins", headers=asks).headers["access-control-allow-origin"] == stack.web
    other = httpx.options(f"{stack.api}/v1/sign-ins", headers=asks | {"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in other.headers


def test_the_sample_property_is_found(stack: RunningStack) -> None:
    [found] = httpx.post(f"{stack.api}/v1/address-searches", json=stack.sample).json()["items"]
    assert found["in_county"]
    assert found["permit_zone"]


def test_every_officer_can_sign_in_with_their_groups(stack: RunningStack) -> None:
    cognito: CognitoIdentityProviderClient = stack.emulator.client("cognito-idp")
    for user in stack.staff["users"]:
        tokens = cognito.initiate_auth(
            ClientId=stack.staff["client_id"],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": user["email"], "PASSWORD": user["password"]},
        )["AuthenticationResult"]
        claims = json.loads(base64.urlsafe_b64decode(tokens["AccessToken"].split(".")[1] + "=="))
        assert sorted(claims["cognito:groups"]) == sorted(user["groups"])


def test_a_mail_that_was_sent_is_in_the_mailbox(stack: RunningStack, mails: Mails) -> None:
    ses: SESV2Client = stack.emulator.client("sesv2")
    sent = ses.send_email(
        FromEmailAddress=MAIL_FROM,
        Destination={"ToAddresses": ["ann@example.org"]},
        Content={"Simple": {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "Dear Ann"}}}},
    )
    mail = mails.next_to("ann@example.org")
    assert (mail["id"], mail["subject"], mail["text"], mail["from"]) == (
        sent["MessageId"],
        "Hello",
        "Dear Ann",
        MAIL_FROM,
    )


@pytest.fixture
def another_stack(tmp_path: Path) -> Iterator[Stack]:
    """One that a test may stop and start."""
    another = Stack(tmp_path / "home", Ports.free())
    yield another
    another.reset()


def test_data_and_what_moves_outlive_a_restart_and_end_with_a_reset(
    another_stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    another_stack.start()
    assert another_stack.running()
    monkeypatch.setenv("PORTAL_HOME", str(another_stack.home))
    assert Stack.started() == another_stack, "whoever asks for it need not name its ports again"
    deployed = another_stack.deployed()
    another_stack.emulator.table(deployed.outputs["AccountsTable"]).put_item(Item={"pk": "KEPT", "sk": "KEPT"})
    buys_a_permit(running(another_stack))

    assert another_stack.stop()
    assert not another_stack.running()
    said = another_stack.start()

    assert another_stack.deployed().outputs == deployed.outputs
    kept = another_stack.emulator.table(deployed.outputs["AccountsTable"]).get_item(Key={"pk": "KEPT", "sk": "KEPT"})
    assert "Item" in kept
    assert httpx.post(f"{said['api']}/v1/address-searches", json=said["sample"]).status_code == 200
    buys_a_permit(running(another_stack))

    another_stack.reset()
    assert not another_stack.home.exists()


def buys_a_permit(stack: RunningStack) -> None:
    """The whole way through streams, bus and queues, until the permit is approved: each step within 20 seconds."""
    with closing(HttpPortal(stack)) as portal:
        buyer = new_buyer(new_visitor(portal), new_home(stack))
        buyer.visitor.make_account()
        buyer.is_in_review()
        buyer.officer_decides("approve")
        buyer.waits_for("active", "taken")
        gets_mail_about(buyer, "is approved")
