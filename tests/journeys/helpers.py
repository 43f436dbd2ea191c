"""A daughter fills in her mother's form with an account of her own, until her mother ends it."""

from dataclasses import dataclass
from datetime import timedelta

from tests.journeys.requests import Applicant, CareOfficer
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Answer, GaveUp, Visitor

DAUGHTER = "ann.daughter@example.org"


@dataclass
class ActingApplicant(Applicant):
    """Somebody who asks for care in another person's name."""

    helper_id: str = ""

    def ask(self, method: str, path: str = "", body: object = None, key: str = "") -> Answer:
        if path == "" and method == "POST":
            assert isinstance(body, dict)
            return super().ask(method, path, body | {"acting_for": self.helper_id}, key)
        return super().ask(method, f"{path}?acting_for={self.helper_id}", body, key)


def daughter_of(mother: Visitor) -> Visitor:
    """With an account of her own."""
    daughter = Visitor(mother.portal, email=DAUGHTER, registration_key="registration-daughter")
    daughter.make_account()
    return daughter


def names(
    person: Visitor, email: str = DAUGHTER, key: str = "helper-key-1", days: int = 90, **changes: object
) -> Answer:
    assert isinstance(person.portal, InProcessPortal)
    until = person.portal.stack.clock().date() + timedelta(days=days)
    whom = {"name": "Ann Daughter", "email": email, "relationship": "family", "until": until.isoformat()}
    body = whom | {"password": person.password} | changes
    return person.ask("POST", "/v1/helpers", body, headers={"Idempotency-Key": key})


def confirms(helper: Visitor, helper_id: str, code: str | None = None) -> Answer:
    change = {"status": "confirmed", "code": code or helper.newest_code()}
    return helper.ask("PUT", f"/v1/helpers/{helper_id}", change)


def ends(either: Visitor, helper_id: str) -> None:
    """Not found if an earlier try was taken without our hearing of it."""
    if either.ask("PUT", f"/v1/helpers/{helper_id}", {"status": "ended"}).status not in {204, 404}:
        raise GaveUp("it does not end")


def becomes_helper(mother: Visitor, daughter: Visitor, key: str = "helper-key-1", days: int = 90) -> str:
    """The id by which the daughter acts from then on, for so many days."""
    named = names(mother, key=key, days=days)
    assert named.status == 202, named.body
    helper_id: str = named.body["helper_id"]
    done = confirms(daughter, helper_id)
    assert done.status == 204 or done.body["code"] == "used_code", done.body
    return helper_id


def helped(mother: Visitor) -> None:
    """The daughter begins the form, sends it, answers a question about it and withdraws it; then her mother ends it."""
    mother.make_account()
    daughter = daughter_of(mother)
    helper_id = becomes_helper(mother, daughter)
    [helping] = daughter.ask("GET", "/v1/account").body["helping"]
    assert (helping["helper_id"], helping["name"]) == (helper_id, "Ann Smith")
    [named] = mother.ask("GET", "/v1/account").body["helpers"]
    assert named["status"] == "confirmed"
    applicant = ActingApplicant(daughter, helper_id=helper_id)
    applicant.starts()
    paper, wrong, _unnamed = [applicant.sends_file("authority_proof") for _ in range(3)]
    went = applicant.answers_all(authority="deputy", authority_proof=[paper, wrong])
    assert "safe-contact" not in went
    applicant.takes_away(wrong)
    assert applicant.submits()["status"] == "submitted"
    [listed] = applicant.ask("GET").body["items"]
    assert listed["by_helper"]
    officer = CareOfficer(applicant)
    officer.opens()
    officer.steps("in_review", "step-key-1")
    officer.steps("information_needed", "step-key-2", message="Which day suits you?")
    applicant.replies("Any day")
    applicant.withdraws()
    mother.portal.settle()
    ends(mother, helper_id)
    assert applicant.ask("GET", f"/{applicant.request_id}").status == 404
    assert applicant.ask("GET").status == 404
    seen = Applicant(mother, applicant.request_id).seen()
    by = {one["what"]: one["helper"] for one in seen["timeline"]}
    assert (by["submitted"], by["replied"], by["withdrawn"]) == ("Ann Daughter",) * 3
    assert by["information_asked"] is None


def helper_left(mother: Visitor) -> None:
    """One naming ends by the helper's word, with a draft that she began; another, of whose end both were told, because
    her account is closed.
    """
    mother.make_account()
    daughter = daughter_of(mother)
    helper_id = becomes_helper(mother, daughter)
    ActingApplicant(daughter, helper_id=helper_id).starts()
    ends(daughter, helper_id)
    becomes_helper(mother, daughter, "helper-key-2", days=10)
    assert isinstance(mother.portal, InProcessPortal)
    for later in ({"days": 4}, {"minutes": 6}):  # what a job told may wait for the next sweep
        mother.portal.stack.clock.forward(**later)
        mother.portal.run_jobs()
        mother.portal.settle()
    for either in (mother, daughter):
        either.sign_in()
    closed = daughter.ask("POST", "/v1/account/closure", {"password": daughter.password, "understood": True})
    assert closed.status in {200, 403}, closed.body
    mother.portal.settle()
    assert mother.ask("GET", "/v1/account").body["helpers"] == []


HELPER_JOURNEYS = (helped, helper_left)
