"""What CloudFront passes on to the pages and keeps from them."""

import json
import re
import subprocess
from typing import Any

from portal.problems import CATALOGUE
from tests.support.template import ROOT, source
from web import cookies
from web.api.client import RETRYABLE
from web.build_assets import UNAVAILABLE


def resource(name: str) -> Any:
    return source()["Resources"][name]["Properties"]


def passed_on(names: list[str]) -> list[str]:
    """The cookies that the function in CloudFront leaves of these, as its own engine would run it."""
    event = {"request": {"cookies": {name: {"value": "1"} for name in names}}}
    script = f"{resource('OnlyOurCookies')['FunctionCode']}; console.log(JSON.stringify(handler({json.dumps(event)})))"
    folder = said(["sh", str(ROOT / "local" / "find-npm")]).strip()
    return list(json.loads(said([f"{folder}/node", "-e", script]))["cookies"])


def said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_only_our_cookies_are_passed_on() -> None:
    ours = sorted(cookies.EVERY)
    assert passed_on([*ours, "_ga", "session", "__Host-sessio", "toString"]) == ours
    listed = re.findall(r"'([^']+)'", resource("OnlyOurCookies")["FunctionCode"])
    assert sorted(listed) == ours


def test_every_page_goes_through_it() -> None:
    [associated] = resource("Distribution")["DistributionConfig"]["DefaultCacheBehavior"]["FunctionAssociations"]
    assert associated["EventType"] == "viewer-request"
    assert "OnlyOurCookies" in str(associated["FunctionARN"])


def test_a_turned_secret_changes_what_cloudformation_compares() -> None:
    [pages] = [one for one in resource("Distribution")["DistributionConfig"]["Origins"] if one["Id"] == "pages"]
    [header] = pages["OriginCustomHeaders"]
    condition, turned, first = header["HeaderValue"]["Fn::If"]
    assert condition == "OriginSecretHasTurned"
    assert turned["Fn::Sub"].endswith(":SecretString:::${OriginSecretVersion}}}")
    assert first["Fn::Sub"] == "{{resolve:secretsmanager:${WebOriginSecret}}}"


def test_assets_are_compressed_and_kept_as_long_as_they_say() -> None:
    [assets] = resource("Distribution")["DistributionConfig"]["CacheBehaviors"]
    assert assets["PathPattern"] == "/assets/*"
    assert assets["Compress"] is True
    assert assets["CachePolicyId"] == "658327ea-f89d-4fab-a63d-7e88639e58f6", "AWS's CachingOptimized: a year at most"


def test_nobody_is_shown_an_error_of_somebody_else() -> None:
    """CloudFront keeps each of these for 10 seconds unless it is told otherwise (its Developer Guide, "HTTP 4xx and 5xx
    status codes that CloudFront caches"). Only its own 502 and 504, and the gateway's 500, have another page than ours
    (ADR 0079).
    """
    errors = {
        one.pop("ErrorCode"): one for one in resource("Distribution")["DistributionConfig"]["CustomErrorResponses"]
    }
    assert errors.keys() == {400, 403, 404, 405, 414, 500, 501, 502, 503, 504}
    assert {one.pop("ErrorCachingMinTTL") for one in errors.values()} == {0}
    pages = {code: one["ResponsePagePath"] for code, one in errors.items() if one}
    assert pages == dict.fromkeys((500, 502, 504), f"/assets/{UNAVAILABLE}")
    ours = "".join(file.read_text("utf-8") for file in (ROOT / "web").rglob("*.py"))
    assert not re.search(r"^\s*50[024],|status=50[024]|Answer\(50[024]", ours, re.MULTILINE)
    assert {CATALOGUE[code].status for code in RETRYABLE} == {503}, "the pages pass on the status of these"


def test_the_api_is_behind_no_page_of_an_error() -> None:
    """Its problem+json would be replaced, too."""
    [pages] = [one for one in resource("Distribution")["DistributionConfig"]["Origins"] if one["Id"] == "pages"]
    assert pages["DomainName"]["Fn::Sub"].startswith("${WebApi}.execute-api.")
    assert resource("Web")["Events"]["Page"]["Properties"]["ApiId"] == {"Ref": "WebApi"}
    assert "/v1" not in str(resource("Distribution"))
