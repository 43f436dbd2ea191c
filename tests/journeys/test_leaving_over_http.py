"""Taking one's data away and closing the account on the local stack: bus, queues, S3's events, link, mail."""

import io
import zipfile
from collections.abc import Callable

import httpx
import pytest

from portal.export import PARTS
from tests.journeys.test_races import at_once
from tests.local_stack import RunningStack
from tests.support.http_permits import new_buyer, new_home
from tests.support.http_portal import until
from tests.support.visitor import Answer, Visitor

pytestmark = pytest.mark.stack

type NewVisitor = Callable[..., Visitor]


def close(visitor: Visitor) -> Answer:
    return visitor.ask("POST", "/v1/account/closure", {"password": visitor.password, "understood": True})


def test_a_person_fetches_their_data_and_leaves(visitor: Visitor) -> None:
    visitor.make_account()
    export_id = visitor.ask("POST", "/v1/account/exports").body["export_id"]
    path = f"/v1/account/exports/{export_id}"
    ready = until(lambda: visitor.ask("GET", path).body, lambda seen: seen["status"] == "ready", seconds=30)
    fetched = httpx.get(ready["download"]["url"])
    assert fetched.headers["content-type"] == "application/zip"
    assert "attachment" in fetched.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
        assert set(archive.namelist()) == {"your-data.html", *(f"{part}.json" for part in PARTS)}
        assert visitor.email in archive.read("your-data.html").decode()
    subjects = until(lambda: subjects_to(visitor), lambda found: "The copy of your data is ready" in found)
    assert subjects.count("The copy of your data is ready") == 1

    assert close(visitor).status == 200
    assert visitor.ask("GET", "/v1/session").status == 403
    until(lambda: subjects_to(visitor), lambda found: "Your account is closed" in found)
    visitor.token = None
    assert visitor.start_sign_in().body["code"] == "invalid_credentials"


def subjects_to(visitor: Visitor) -> list[str]:
    return [mail.subject for mail in visitor.portal.mails(visitor.email)]


@pytest.mark.parametrize("attempt", range(3))
def test_who_closes_and_applies_at_once_does_one_of_both(
    attempt: int, somebody_new: NewVisitor, stack: RunningStack
) -> None:
    """Never an application of an account that is gone."""
    closing, applying = somebody_new(), somebody_new()
    closing.make_account()
    applying.token = closing.token
    buyer = new_buyer(applying, new_home(stack))
    quote_id = buyer.gets_a_quote()

    closed, applied = at_once(lambda: close(closing), lambda: buyer.apply(quote_id=quote_id))

    if closed.status == 200:
        assert applied.status in {401, 403}, applied.body
    else:
        assert closed.body["code"] == "closure_blocked", closed.body
        assert applied.status == 201, applied.body
