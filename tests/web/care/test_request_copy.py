"""What was sent, as a PDF."""

import base64

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_requests import COPY_PDF, REQUEST
from web.request import to_payload

PATH = f"/care/requests/{REQUEST}/copy"


@pytest.fixture
def sent(resident: Browser) -> Browser:
    resident.api.requests.sent()
    return resident


def test_the_request_leads_to_the_file(sent: Browser) -> None:
    for page in ("", "/print"):
        assert f'href="{PATH}"' in sent.get(f"/care/requests/{REQUEST}{page}").body


def test_the_file_arrives_byte_for_byte(sent: Browser) -> None:
    answer = sent.get(PATH)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert base64.b64decode(to_payload(answer)["body"]) == COPY_PDF


def test_where_there_is_none_a_page_says_so(sent: Browser) -> None:
    sent.api.refuses("GET", "/v1/requests/{id}/copy", 409, "not_sent_yet", "There is a copy once you have sent it.")
    assert sent.get(PATH).status == 409
    assert "once you have sent it" in sent.text
