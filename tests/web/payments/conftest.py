"""A resident whose application has its documents, so that it can be paid for."""

import pytest

from tests.web.fake_api import FakeApi
from tests.web.fake_permits import ready_to_pay


@pytest.fixture
def api() -> FakeApi:
    api = FakeApi()
    api.says("GET", "/v1/permits/{id}", 200, ready_to_pay())
    return api
