"""What the staff pool may answer."""

import pytest

from tests.web.fake_staff_pool import token
from web.api.client import Reply, Unavailable
from web.api.staff_login import StaffLogin, subject


class Says:
    def __init__(self, status: int, body: bytes) -> None:
        self._reply = Reply(status, {}, body)

    def send(self, *_asked: object) -> Reply:
        return self._reply


def login(status: int, body: bytes) -> StaffLogin:
    return StaffLogin(
        "client", "https://staff.example", hosted=False, web_url="https://w", transport=Says(status, body)
    )


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"{}"),
        (200, b"no JSON"),
        (200, b"[]"),
        (200, b'{"ChallengeName": "NEW_PASSWORD_REQUIRED"}'),
        (200, b'{"AuthenticationResult": {"AccessToken": 7}}'),
        (302, b""),
    ],
)
def test_no_token_is_not_taken_for_one(status: int, body: bytes) -> None:
    with pytest.raises(Unavailable):
        login(status, body).with_password("a@b", "p")


def test_a_no() -> None:
    assert login(400, b'{"__type": "NotAuthorizedException"}').with_password("a@b", "p") is None


def test_whose_token_it_is() -> None:
    assert subject(token("officer-7")) == "officer-7"
    for broken in ("", "a.b", "a.!!.c", "a.W10.c", "a.e30.c"):
        assert subject(broken) == ""
