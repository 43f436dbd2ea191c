"""Somebody who once applied for a permit takes their data away, and leaves."""

import io
import zipfile

from tests.support.buyer import Buyer
from tests.support.visitor import Visitor


def data_taken_away(visitor: Visitor) -> None:
    """With an application that came to nothing, its document and its payment; asked for twice, impatiently."""
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.applies()
    buyer.sends()
    buyer.withdraws()
    buyer.portal.settle()
    asked = visitor.ask("POST", "/v1/account/exports", {})
    again = visitor.ask("POST", "/v1/account/exports", {})
    assert (asked.status, again.body["export_id"]) == (202, asked.body["export_id"])
    waits_for_export(buyer, asked.body["export_id"])


def account_closed(visitor: Visitor) -> None:
    """The same, and then it is closed, after a wrong password; a lost answer leaves a session that is over."""
    data_taken_away(visitor)
    wrong = visitor.ask("POST", "/v1/account/closure", {"password": "Wrong-horse-8", "understood": True})
    assert wrong.status == 422, wrong.body
    closed = visitor.ask("POST", "/v1/account/closure", {"password": visitor.password, "understood": True})
    assert closed.status in {200, 403}, closed.body
    assert visitor.ask("GET", "/v1/account").status == 403


def waits_for_export(buyer: Buyer, export_id: str) -> str:
    """What the stack does by itself, within half an hour; the link to the file."""
    path = f"/v1/account/exports/{export_id}"
    seen = buyer.portal.until(lambda: buyer.visitor.ask("GET", path).body, lambda seen: seen["status"] == "ready")
    buyer.portal.settle()
    return str(seen["download"]["url"])


def fetched(buyer: Buyer, account_id: str, export_id: str) -> dict[str, str]:
    """The files of the zip; moto is no web server, so it is read by hand."""
    key = f"ready/{account_id}/{export_id}.zip"
    body = buyer.stack.aws.s3.get_object(Bucket=buyer.stack.settings.export_bucket, Key=key)["Body"].read()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
