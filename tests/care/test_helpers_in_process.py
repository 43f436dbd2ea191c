"""A helper acts for a person who named them, and in nobody else's name (`docs/rules/care.md`, C130 to C138)."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from care.rules.forms import form_of
from care.rules.helping import PRESUMED, THE_PERSONS
from care.rules.requests import given
from care.store.requests import Requests
from portal.problems import unwrap
from tests.faults.invariants import rows
from tests.journeys.accounts import SECOND_PASSWORD, another, notices_come
from tests.journeys.helpers import (
    DAUGHTER,
    ActingApplicant,
    becomes_helper,
    confirms,
    daughter_of,
    ends,
    helped,
    helper_left,
    names,
)
from tests.journeys.requests import FORM, Applicant
from tests.support.care_answers import all_answers
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Answer, Visitor

SAFE = {"safe_contact_channels": ["post"], "safe_contact_shared_post": False}


@pytest.fixture
def mother(portal: InProcessPortal) -> Visitor:
    visitor = Visitor(portal)
    visitor.make_account()
    return visitor


@pytest.fixture
def daughter(mother: Visitor) -> Visitor:
    return daughter_of(mother)


@pytest.fixture
def acting(mother: Visitor, daughter: Visitor) -> ActingApplicant:
    """With a draft that she began."""
    applicant = ActingApplicant(daughter, helper_id=becomes_helper(mother, daughter))
    applicant.starts()
    return applicant


def everything(who: ActingApplicant) -> dict[str, Answer]:
    """The answers to all that a helper can ask for."""
    file = {"kind": "authority_proof", "filename": "a.png", "content_type": "image/png", "size": 10}
    path, page = f"/{who.request_id}", {"page": "urgent", "answers": {"urgent": ["none_of_these"]}, "version": 1}
    return {
        "list": who.ask("GET"),
        "start": who.ask("POST", "", {"form_id": FORM}, "start-key-again"),
        "get": who.ask("GET", path),
        "save": who.ask("PUT", f"{path}/answers", page),
        "announce": who.ask("POST", f"{path}/evidence", file),
        "remove": who.ask("DELETE", f"{path}/evidence/01JF0000000000000000000000"),
        "submit": who.ask("POST", f"{path}/submission", {"declaration": True, "version": 1}, "submit-key-1"),
        "reply": who.ask("POST", f"{path}/replies", {"text": "Any day"}, "reply-key-11"),
        "withdraw": who.ask("POST", f"{path}/withdrawal", key="withdrawal-key-9"),
    }


def clock_of(visitor: Visitor) -> Any:
    assert isinstance(visitor.portal, InProcessPortal)
    return visitor.portal.stack.clock


def activity(visitor: Visitor) -> list[str]:
    return [one["what"] for one in visitor.ask("GET", "/v1/account/activity").body["items"]]


def subjects(visitor: Visitor) -> list[str]:
    notices_come(visitor)
    return [mail.subject for mail in visitor.portal.mails(visitor.email)]


# ---------------------------------------------------------------------------------------- journeys
def test_a_daughter_helps_until_her_mother_ends_it(portal: InProcessPortal) -> None:
    helped(Visitor(portal))


def test_a_helper_leaves(portal: InProcessPortal) -> None:
    helper_left(Visitor(portal))


# ---------------------------------------------------------------------------------------- who may act
def test_a_helper_may_do_all_of_this(acting: ActingApplicant) -> None:
    """So that the refusals below are of who asks, not of what is asked."""
    assert [name for name, answer in everything(acting).items() if answer.status == 404] == ["remove"]


def test_who_has_not_confirmed_may_do_nothing(acting: ActingApplicant, mother: Visitor) -> None:
    ends(mother, acting.helper_id)
    acting.helper_id = names(mother, key="helper-key-2").body["helper_id"]
    assert {answer.status for answer in everything(acting).values()} == {404}


@pytest.mark.parametrize("who", ["mother", "daughter"])
def test_what_has_ended_opens_nothing(acting: ActingApplicant, mother: Visitor, who: str) -> None:
    ends(mother if who == "mother" else acting.visitor, acting.helper_id)
    assert {answer.status for answer in everything(acting).values()} == {404}


def test_the_day_after_the_last_one_opens_nothing(acting: ActingApplicant, mother: Visitor) -> None:
    clock_of(mother).forward(days=91)
    acting.visitor.sign_in()
    mother.sign_in()
    assert {answer.status for answer in everything(acting).values()} == {404}
    assert mother.ask("GET", "/v1/account").body["helpers"] == []
    assert acting.visitor.ask("GET", "/v1/account").body["helping"] == []


def test_somebody_elses_naming_opens_nothing(acting: ActingApplicant, mother: Visitor, portal: InProcessPortal) -> None:
    stranger = Visitor(portal, email="stranger@example.org", registration_key="registration-stranger")
    stranger.make_account()
    as_stranger = ActingApplicant(stranger, acting.request_id, helper_id=acting.helper_id)
    assert {answer.status for answer in everything(as_stranger).values()} == {404}
    assert confirms(stranger, acting.helper_id, "12345678").status == 404
    assert stranger.ask("PUT", f"/v1/helpers/{acting.helper_id}", {"status": "ended"}).status == 404


def test_without_acting_for_the_draft_is_the_persons(acting: ActingApplicant, mother: Visitor) -> None:
    as_herself = Applicant(acting.visitor, acting.request_id)
    assert as_herself.ask("GET", f"/{acting.request_id}").status == 404
    assert as_herself.ask("GET").body["items"] == []
    assert Applicant(mother, acting.request_id).seen()["by_helper"] is True


def taken_up(acting: ActingApplicant, mother: Visitor) -> tuple[Applicant, ActingApplicant]:
    """A draft that the mother began, as she and as her daughter sees it."""
    own = Applicant(mother)
    own.starts("request-key-own")
    return own, ActingApplicant(acting.visitor, own.request_id, helper_id=acting.helper_id)


def test_a_helper_goes_on_with_what_the_person_began_and_both_see_who_wrote_last(
    acting: ActingApplicant, mother: Visitor
) -> None:
    own, helping = taken_up(acting, mother)
    assert own.request_id in str(helping.ask("GET").body)
    own.saves("urgent", {"urgent": ["none_of_these"]})
    assert helping.seen()["last_written"]["helper"] is None
    helping.saves("authority", {"authority": "self"})
    assert own.seen()["last_written"]["helper"] == helping.seen()["last_written"]["helper"] == "Ann Daughter"
    own.version = 2
    clash = own.ask(
        "PUT", f"/{own.request_id}/answers", {"page": "urgent", "answers": {"urgent": ["no_food"]}, "version": 2}
    )
    assert (clash.status, clash.body["answers"]["authority"]) == (409, "self")
    helping.answers_all()
    assert helping.submits()["status"] == "submitted"
    sent = helping.seen()
    assert (sent["by_helper"], sent["timeline"][0]["helper"]) == (True, "Ann Daughter")
    assert own.seen()["reference"] == sent["reference"]
    assert "discard" not in sent["can"]


def test_what_the_person_sent_themselves_is_not_there_for_the_helper(acting: ActingApplicant, mother: Visitor) -> None:
    own, helping = taken_up(acting, mother)
    helping.saves("urgent", {"urgent": ["none_of_these"]})
    own.answers_all(**SAFE)
    own.submits()
    answers = everything(helping)
    assert {answers[name].status for name in answers.keys() - {"list", "start"}} == {404}
    assert own.request_id not in str([answers["list"].body, answers["start"].body])


def test_no_form_of_a_professional_is_there_for_a_helper(portal: InProcessPortal) -> None:
    nurse = Visitor(portal)
    nurse.make_account(kind="professional", organisation="Oak Surgery", job_title="Nurse")
    daughter = daughter_of(nurse)
    helper_id = becomes_helper(nurse, daughter)
    for number, form in enumerate(("safeguarding-concern", "professional-referral")):
        own = Applicant(nurse, form=form)
        own.starts(f"request-key-{number}")
        helping = ActingApplicant(daughter, own.request_id, helper_id=helper_id)
        assert helping.ask("GET", f"/{own.request_id}").status == 404
        assert own.request_id not in str(helping.ask("GET").body)


def test_what_the_person_said_of_who_asks_and_how_to_reach_them_stays(acting: ActingApplicant, mother: Visitor) -> None:
    own, helping = taken_up(acting, mother)
    own.answers_all(**SAFE)
    seen = helping.seen()
    assert {"authority", "safe-contact"} <= set(seen["only_person"])
    assert (seen["answers"]["safe_contact_channels"], own.seen()["safe_contact_presumed"]) == (["email"], False)
    for page, answers in (
        ("authority", {"authority": "deputy"}),
        ("safe-contact", {"safe_contact_channels": ["none"]}),
    ):
        body = {"page": page, "answers": answers, "version": seen["version"]}
        refused = helping.ask("PUT", f"/{own.request_id}/answers", body)
        assert (refused.status, refused.body["code"]) == (403, "only_the_person")
    helping.submits()
    assert own.seen()["answers"]["safe_contact_channels"] == ["post"]


def test_where_the_person_said_nothing_of_it_they_are_reached_by_email_alone_until_they_do(
    acting: ActingApplicant, mother: Visitor
) -> None:
    own, helping = taken_up(acting, mother)
    helping.answers_all(authority="deputy")
    seen = own.seen()
    assert seen["safe_contact_presumed"] is True
    assert {name: seen["answers"][name] for name in PRESUMED} == PRESUMED
    own.version = None
    own.saves("safe-contact", dict(PRESUMED))
    assert own.seen()["safe_contact_presumed"] is False


def test_a_new_naming_opens_nothing_of_an_earlier_one(acting: ActingApplicant, mother: Visitor) -> None:
    ends(mother, acting.helper_id)
    acting.helper_id = becomes_helper(mother, acting.visitor, "helper-key-2")
    assert acting.ask("GET", f"/{acting.request_id}").status == 404


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/copy", None),
        ("DELETE", "", None),
        ("POST", "/death-report", None),
        ("POST", "/reviews", {"why": "Look at it again"}),
        ("POST", "/accepted-evidence", {"kind": "authority_proof", "document_id": "01JF0000000000000000000000"}),
    ],
)
def test_the_rest_is_the_persons(acting: ActingApplicant, method: str, path: str, body: object) -> None:
    assert acting.ask(method, f"/{acting.request_id}{path}", body, "some-key-1").status == 404


@pytest.mark.parametrize("form_id", ["safeguarding-concern", "professional-referral"])
def test_never_a_concern_even_by_a_professional(mother: Visitor, portal: InProcessPortal, form_id: str) -> None:
    nurse = Visitor(portal, email="nurse@example.org", registration_key="registration-nurse")
    nurse.make_account(kind="professional", organisation="Oak Surgery", job_title="Nurse")
    helper_id = names(mother, nurse.email).body["helper_id"]
    assert confirms(nurse, helper_id).status == 204
    refused = ActingApplicant(nurse, helper_id=helper_id).ask("POST", "", {"form_id": form_id}, "concern-key-1")
    assert (refused.status, refused.body["code"]) == (403, "not_eligible")


# ---------------------------------------------------------------------------------------- safe contact
def test_how_to_reach_the_person_safely_is_theirs_alone(acting: ActingApplicant, mother: Visitor) -> None:
    assert isinstance(mother.portal, InProcessPortal)
    requests = Requests(mother.portal.stack.context())
    draft = unwrap(requests.get(acting.request_id))
    answers = all_answers(unwrap(form_of(FORM, None)), given(draft, clock_of(mother)()), **SAFE)
    requests.save(draft.model_copy(update={"answers": answers}), draft)
    seen = acting.seen()
    shown = {name: answer for name, answer in seen["answers"].items() if name.startswith(THE_PERSONS)}
    assert shown == PRESUMED
    body = {"page": "safe-contact", "answers": {"safe_contact_channels": ["none"]}, "version": seen["version"]}
    refused = acting.ask("PUT", f"/{acting.request_id}/answers", body)
    assert (refused.status, refused.body["code"]) == (403, "only_the_person")
    assert Applicant(mother, acting.request_id).seen()["answers"]["safe_contact_channels"] == ["post"]
    old = {"page": "urgent", "answers": {"urgent": ["no_food"]}, "version": 1}
    clash = acting.ask("PUT", f"/{acting.request_id}/answers", old)
    assert (clash.status, clash.body["answers"]["safe_contact_channels"]) == (409, ["email"])
    sent = acting.submits()
    assert sent["answers"]["safe_contact_channels"] == ["email"]
    assert Applicant(mother, acting.request_id).seen()["answers"]["safe_contact_channels"] == ["post"]


# ---------------------------------------------------------------------------------------- on record
def test_both_see_what_was_done(acting: ActingApplicant, mother: Visitor) -> None:
    assert {"helper_named", "helper_confirmed", "request_by_helper"} <= set(activity(mother))
    assert {"helping_begun", "request_for_someone"} <= set(activity(acting.visitor))
    clock_of(mother).forward(minutes=1)
    ends(acting.visitor, acting.helper_id)
    assert activity(mother)[0] == "helper_left"
    assert activity(acting.visitor)[0] == "helping_left"


def test_that_a_helper_looked_at_a_form_is_on_record_with_both_once_a_day(
    acting: ActingApplicant, mother: Visitor
) -> None:
    own, helping = taken_up(acting, mother)
    looked = "request_opened_by_helper", "request_opened_for_someone"

    def noted() -> list[str]:
        """What is on record of the draft that the mother began."""
        assert isinstance(mother.portal, InProcessPortal)
        return sorted(row["what"] for row in rows(mother.portal.stack, "Audit") if row["subject_id"] == own.request_id)

    own.seen()
    assert helping.ask("GET").status == 200
    assert noted() == []
    for _ in range(2):
        helping.seen()
    assert noted() == [*looked]
    assert looked[0] in activity(mother)
    assert looked[1] in activity(acting.visitor)
    clock_of(mother).forward(days=1)
    for either in (mother, acting.visitor):
        either.sign_in()
    stale = {"page": "urgent", "answers": {"urgent": ["no_food"]}, "version": 1}
    own.saves("urgent", {"urgent": ["none_of_these"]})
    assert helping.ask("PUT", f"/{own.request_id}/answers", stale).status in {200, 409}
    assert noted() == sorted([*looked, *looked])


def test_the_person_is_told_and_the_helper_learns_no_more_than_that_it_is_over(
    acting: ActingApplicant, mother: Visitor
) -> None:
    assert "Somebody can now fill in forms for you" in subjects(mother)
    ends(mother, acting.helper_id)
    assert "You can no longer fill in forms for somebody" in subjects(acting.visitor)
    assert "Ann Smith" not in mother.portal.mails(DAUGHTER)[-1].text


def test_the_person_is_told_that_the_helper_left(acting: ActingApplicant, mother: Visitor) -> None:
    ends(acting.visitor, acting.helper_id)
    assert "Your helper can no longer fill in forms for you" in subjects(mother)


# ---------------------------------------------------------------------------------------- the last day
SOON = {"Your helper can soon no longer fill in forms for you", "You can soon no longer fill in forms for somebody"}
OVER = {"The time is over for which you named a helper", "The time is over for which you were named as a helper"}


def told_of_the_end(mother: Visitor, daughter: Visitor, days: int) -> Counter[str]:
    """What both were told by then of the end, the job having run three times since."""
    assert isinstance(mother.portal, InProcessPortal)
    clock_of(mother).forward(days=days)
    for _ in range(3):
        mother.portal.run_jobs()
        clock_of(mother).forward(hours=1)
    mother.portal.settle()
    mails = [one for either in (mother, daughter) for one in mother.portal.mails(either.email)]
    assert "Ann Daughter" not in str(mails)
    return Counter(one.subject for one in mails if one.subject in SOON | OVER)


def test_both_are_told_a_week_before_and_when_it_is_over(mother: Visitor, daughter: Visitor) -> None:
    becomes_helper(mother, daughter)
    assert told_of_the_end(mother, daughter, 82) == {}
    assert told_of_the_end(mother, daughter, 1) == dict.fromkeys(SOON, 1)
    assert told_of_the_end(mother, daughter, 7) == dict.fromkeys(SOON, 1)
    assert told_of_the_end(mother, daughter, 1) == dict.fromkeys(SOON | OVER, 1)
    assert told_of_the_end(mother, daughter, 30) == dict.fromkeys(SOON | OVER, 1)


def test_after_days_without_the_job_both_are_told_of_the_end_alone(mother: Visitor, daughter: Visitor) -> None:
    becomes_helper(mother, daughter)
    assert told_of_the_end(mother, daughter, 92) == dict.fromkeys(OVER, 1)


def test_who_is_named_for_less_than_a_week_is_told_of_the_end_alone(mother: Visitor, daughter: Visitor) -> None:
    becomes_helper(mother, daughter, days=5)
    assert told_of_the_end(mother, daughter, 1) == {}
    assert told_of_the_end(mother, daughter, 6) == dict.fromkeys(OVER, 1)


@pytest.mark.parametrize("who", ["mother", "daughter"])
def test_of_what_ended_before_its_day_nobody_is_told_by_its_date(
    acting: ActingApplicant, mother: Visitor, who: str
) -> None:
    ends(mother if who == "mother" else acting.visitor, acting.helper_id)
    assert told_of_the_end(mother, acting.visitor, 92) == {}


# ---------------------------------------------------------------------------------------- naming
def test_naming_takes_the_password(mother: Visitor) -> None:
    refused = names(mother, password="Wrong-horse-7")
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "password")
    assert mother.ask("GET", "/v1/account").body["helpers"] == []
    assert mother.portal.mails(DAUGHTER) == []


def test_the_same_request_again_names_one_helper_and_mails_one_code(mother: Visitor) -> None:
    assert names(mother).body == names(mother).body
    assert len(mother.portal.mails(DAUGHTER)) == 1
    assert len(mother.ask("GET", "/v1/account").body["helpers"]) == 1


@pytest.mark.parametrize(
    ("days", "email", "field"),
    [(-1, DAUGHTER, "until"), (367, DAUGHTER, "until"), (90, "ann.smith@example.org", "email")],
)
def test_until_a_year_from_now_at_most_and_not_oneself(mother: Visitor, days: int, email: str, field: str) -> None:
    until = (clock_of(mother)().date() + timedelta(days=days)).isoformat()
    refused = names(mother, email, until=until)
    assert (refused.status, [one["field"] for one in refused.body["errors"]]) == (422, [field])


def test_five_at_most_and_each_once(mother: Visitor) -> None:
    for number in range(5):
        assert names(mother, f"helper-{number}@example.org", f"helper-key-{number}").status == 202
    assert names(mother, "helper-5@example.org", "helper-key-5").body["code"] == "too_many_helpers"
    again = names(mother, "helper-0@example.org", "helper-key-6")
    assert [one["code"] for one in again.body["errors"]] == ["named_already"]


def test_not_while_care_is_closed_after_a_new_password(mother: Visitor) -> None:
    reset_id = mother.start_reset().body["reset_id"]
    assert mother.reset_password(reset_id, mother.newest_code(), SECOND_PASSWORD).status == 204
    mother.password = SECOND_PASSWORD
    mother.sign_in()
    assert names(mother).body["code"] == "care_closed"


# ---------------------------------------------------------------------------------------- confirming
def test_three_wrong_codes_end_the_code(mother: Visitor, daughter: Visitor) -> None:
    helper_id = names(mother).body["helper_id"]
    wrong = another(daughter.newest_code())
    codes = [confirms(daughter, helper_id, wrong).body["code"] for _ in range(3)]
    assert codes == ["invalid_code"] * 3
    assert confirms(daughter, helper_id).body["code"] == "too_many_wrong_codes"
    assert daughter.ask("GET", "/v1/account").body["helping"] == []


def test_the_code_is_of_no_use_after_two_days(mother: Visitor, daughter: Visitor) -> None:
    helper_id = names(mother).body["helper_id"]
    code = daughter.newest_code()
    clock_of(mother).forward(days=2, seconds=1)
    daughter.sign_in()
    assert confirms(daughter, helper_id, code).body["code"] == "expired_code"


def test_the_code_works_once(mother: Visitor, daughter: Visitor) -> None:
    helper_id = becomes_helper(mother, daughter)
    assert confirms(daughter, helper_id).body["code"] == "used_code"


def test_nothing_is_confirmed_without_a_code(mother: Visitor, daughter: Visitor) -> None:
    helper_id = names(mother).body["helper_id"]
    refused = daughter.ask("PUT", f"/v1/helpers/{helper_id}", {"status": "confirmed"})
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "code")


def test_only_the_account_of_the_address_confirms(mother: Visitor, daughter: Visitor) -> None:
    helper_id = names(mother).body["helper_id"]
    assert confirms(mother, helper_id, daughter.newest_code()).status == 404


def test_what_the_person_ended_first_cannot_be_confirmed(mother: Visitor, daughter: Visitor) -> None:
    helper_id = names(mother).body["helper_id"]
    ends(mother, helper_id)
    assert confirms(daughter, helper_id).status == 404


# ---------------------------------------------------------------------------------------- when an account changes
def test_whom_an_intruder_named_goes_when_the_address_is_taken_back(
    acting: ActingApplicant, mother: Visitor, portal: InProcessPortal
) -> None:
    change_id = mother.change_email("thief@example.org").body["change_id"]
    assert mother.confirm_email(change_id, mother.newest_code("thief@example.org")).status == 200
    notices_come(mother)
    token = mother.newest_email_change_reversal(mother.email)
    assert portal.call("POST", "/v1/email-change-reversals", {"token": token}).status == 204
    portal.settle()
    acting.visitor.sign_in()
    assert acting.ask("GET").status == 404


def test_a_closed_account_is_helped_by_nobody(acting: ActingApplicant, mother: Visitor) -> None:
    closed = mother.ask("POST", "/v1/account/closure", {"password": mother.password, "understood": True})
    assert closed.status == 200
    mother.portal.settle()
    assert acting.ask("GET").status == 404
    assert acting.visitor.ask("GET", "/v1/account").body["helping"] == []
