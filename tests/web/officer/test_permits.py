"""Page `officer_permits`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import CASE_VERSION, PERMIT_ID, in_queue, queue

PATH = "/officer/permits"
TICKED = {f"chosen_{PERMIT_ID}": str(CASE_VERSION)}
QUEUE = ("GET", "/v1/officer/permits")


def asked(officer: Browser) -> str:
    """The query of the newest call for the queue."""
    return officer.api.called(*QUEUE)[-1].path.partition("?")[2]


def test_what_waits_with_its_age_and_who_has_it(officer: Browser) -> None:
    held = in_queue(2, hold_ends_at="2026-11-22T14:00:00Z", answered=True, claimed_by="o", mine=True)
    officer.api.says(*QUEUE, 200, queue(in_queue(), held, count=2000))
    assert officer.get(PATH).status == 200
    assert asked(officer) == "status=in_review&order=oldest"
    for words in ("2000", "the oldest waits for 3 days", "LP-7H3K-9Q01", "AB12CDE", "Kim Hall", "Answered", "You"):
        assert words in officer.text
    for words in ("2:00pm tomorrow", "If nobody has decided by then, we take the money, and refund it if you reject"):
        assert words in officer.text
    assert f'href="{PATH}/{PERMIT_ID}"' in officer.page.body


def test_filters(officer: Browser) -> None:
    officer.get(f"{PATH}?status=information_needed&zone=z21&permit_type=student&only=mine&order=hold")
    assert asked(officer) == "status=information_needed&zone=Z21&permit_type=student&order=hold&mine=true"
    assert "Waiting for the applicant" in officer.text
    assert '<option value="student" selected>' in officer.page.body


def test_none_and_no_such_filter(officer: Browser) -> None:
    officer.api.says(*QUEUE, 200, queue())
    officer.get(f"{PATH}?status=nonsense&permit_type=x&only=x&order=x")
    assert asked(officer) == "status=in_review&order=oldest"
    assert "No applications." in officer.text


def test_paging_keeps_the_filters(officer: Browser) -> None:
    officer.api.says(*QUEUE, 200, queue(in_queue(), next="a+b", previous="c"))
    officer.get(f"{PATH}?zone=Z3&only=answered")
    kept = f"{PATH}?status=in_review&amp;zone=Z3&amp;order=oldest&amp;only=answered"
    for token in ("a%2Bb", "c"):
        assert f'href="{kept}&amp;next={token}"' in officer.page.body
    officer.get(f"{PATH}?zone=Z3&next=a%2Bb")
    assert asked(officer).endswith("&next=a%2Bb")


def test_the_same_question_for_all_that_are_ticked(officer: Browser) -> None:
    officer.get(PATH)
    failed = [{"permit_id": PERMIT_ID, "code": "changed_meanwhile"}]
    officer.api.says("POST", "/v1/officer/decisions", 200, {"done": [], "failed": failed})
    officer.send(PATH, **TICKED, outcome="ask", ready="Please send your own V5C.")
    [sent] = officer.api.called("POST", "/v1/officer/decisions")
    cases = [{"permit_id": PERMIT_ID, "version": CASE_VERSION}]
    assert sent.body == {"cases": cases, "outcome": "ask", "reason": "Please send your own V5C."}
    assert sent.headers["Idempotency-Key"]
    assert "0 done." in officer.text
    assert "(changed meanwhile)" in officer.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"outcome": "ask", "reason": "Which?"}, "Tick the cases first."),
        ({**TICKED, "reason": "Which?"}, "Choose whether you take them, ask or reject."),
        ({**TICKED, "outcome": "approve", "reason": "Yes"}, "Choose whether you take them, ask or reject."),
        ({**TICKED, "outcome": "reject"}, "Write what the applicants will read."),
    ],
)
def test_what_is_missing(officer: Browser, typed: dict[str, str], words: str) -> None:
    officer.get(PATH)
    assert officer.send(PATH, **typed).status == 422
    assert words in officer.text
    assert officer.api.called("POST", "/v1/officer/decisions") == []


def test_an_altered_page(officer: Browser) -> None:
    officer.api.refuses(*QUEUE, 422, "invalid_input", errors=[("next", "No such page.")])
    assert officer.get(f"{PATH}?next=x").status == 422


def test_another_team_s_officer(officer: Browser) -> None:
    officer.api.refuses(*QUEUE, 403, "wrong_role")
    assert officer.get(PATH).status == 403
    assert "Your account may not do this" in officer.title
    assert "not in the group that works on this" in officer.text


def test_strangers_and_residents_sign_in_first(resident: Browser) -> None:
    assert resident.get(PATH).headers["Location"] == f"/officer?next={PATH}"
    assert resident.api.calls == []


def test_a_token_that_has_run_out(officer: Browser) -> None:
    officer.api.says(*QUEUE, 401, {"message": "Unauthorized"})
    assert officer.get(PATH).headers["Location"] == f"/officer?next={PATH}"
    assert "__Host-officer" not in officer.cookies


def test_changes_are_opened_one_by_one(officer: Browser) -> None:
    change = in_queue(kind="vehicle_change", case_id="01KCHANGE00000000000000001")
    officer.api.says(*QUEUE, 200, queue(change))
    officer.get(f"{PATH}?kind=vehicle_change")
    assert asked(officer) == "status=in_review&kind=vehicle_change&order=oldest"
    assert f'href="{PATH}/{PERMIT_ID}?case_id=01KCHANGE00000000000000001"' in officer.page.body
    assert "Vehicle change" in officer.text
    assert "chosen_" not in officer.page.body


def test_several_are_taken_and_one_that_a_colleague_has_is_named(officer: Browser) -> None:
    officer.get(PATH)
    officer.api.says(
        "PUT", "/v1/officer/claims", 200, {"done": [], "failed": [{"permit_id": PERMIT_ID, "code": "claimed"}]}
    )
    assert officer.send(PATH, **TICKED, outcome="take").status == 200
    [sent] = officer.api.called("PUT", "/v1/officer/claims")
    assert sent.body == {"cases": [{"permit_id": PERMIT_ID}]}
    assert "0 done." in officer.text
    assert "(claimed)" in officer.text
