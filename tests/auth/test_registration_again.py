"""The same request again, and the same answer for an address that has an account."""

from datetime import timedelta

from auth.challenges import Registration
from auth.store.challenges import Challenges
from auth.store.registrations import Registrations
from portal.clock import from_text
from portal.problems import unwrap
from tests.faults.invariants import rows
from tests.support.faults import Plan, counting
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor


def test_the_same_key_and_body_is_the_same_registration(ann: Visitor, portal: InProcessPortal) -> None:
    first = ann.start_registration()
    portal.stack.clock.forward(hours=23, minutes=59)
    again = ann.start_registration()
    assert (again.status, again.body) == (201, first.body)
    assert len([item for item in rows(portal.stack, "Accounts") if item["pk"].startswith("REGISTRATION#")]) == 1


def test_the_same_request_gets_its_answer_at_the_hourly_limit_too(ann: Visitor, portal: InProcessPortal) -> None:
    first = ann.start_registration()
    most = portal.stack.settings.registrations_per_client
    keys = [f"another-key-{number}" for number in range(most)]
    assert [ann.start_registration(key=key).status for key in keys] == [201] * (most - 1) + [429]
    again = ann.start_registration()
    assert (again.status, again.body) == (201, first.body)


def test_after_24_hours_the_key_is_new(ann: Visitor, portal: InProcessPortal) -> None:
    first = ann.start_registration()
    portal.stack.clock.forward(hours=24)
    again = ann.start_registration()
    assert again.body["registration_id"] != first.body["registration_id"]
    assert from_text(again.body["expires_at"]) == portal.stack.clock() + timedelta(hours=24)


def test_the_same_key_with_another_body_is_refused(ann: Visitor) -> None:
    ann.start_registration()
    refused = ann.start_registration(last_name="Smythe")
    assert (refused.status, refused.body["code"]) == (409, "idempotency_key_reused")


def test_an_answer_that_comes_late_is_the_same_though_the_account_is_there_by_now(ann: Visitor) -> None:
    first = ann.start_registration()
    registration_id = first.body["registration_id"]
    ann.give_contact_details(registration_id)
    assert ann.activate(registration_id, ann.newest_code()).status == 201
    again = ann.start_registration()
    assert (again.status, again.body) == (201, first.body)


def test_a_known_address_gets_the_same_answers_for_the_same_calls_and_another_mail(
    moto_stack: MotoStack, member: Visitor
) -> None:
    seen: dict[str, list[tuple[str, str]]] = {}
    shapes: dict[str, list[object]] = {}
    for email in (member.email, "new@example.org"):
        plan = Plan()
        visitor = Visitor(InProcessPortal(moto_stack, counting(moto_stack.aws, plan)), email=email)
        started = visitor.start_registration(key=f"key-of-{email[:3]}")
        contact = visitor.give_contact_details(started.body["registration_id"])
        resent = visitor.ask("POST", f"/v1/registrations/{started.body['registration_id']}/code")
        wrong = visitor.activate(started.body["registration_id"], "00000000")
        answers = (started, contact, resent, wrong)
        seen[email] = plan.seen
        hidden = {"registration_id", "sent_to"}
        shapes[email] = [
            (one.status, set(one.body), {name: one.body[name] for name in one.body if name not in hidden})
            for one in answers
        ]
    known, unknown = seen.values()
    assert known == unknown
    known_answers, unknown_answers = shapes.values()
    assert known_answers == unknown_answers
    mails = member.portal.mails(member.email)
    assert [mail.subject for mail in mails[-2:]] == ["You already have an account"] * 2
    assert [mail.subject for mail in member.portal.mails("new@example.org")] == [
        "Your code to finish creating your account"
    ] * 2


def test_no_code_finishes_a_registration_of_a_known_address(member: Visitor, portal: InProcessPortal) -> None:
    """Not even the one that would have been sent."""
    registration_id = member.start_registration(key="registration-2").body["registration_id"]
    member.give_contact_details(registration_id)
    context = portal.stack.context()
    registration = unwrap(Registrations.from_context(context).get(registration_id, portal.stack.clock()))
    answer = member.activate(registration_id, Challenges(context, Registration).expected_code(registration))
    assert (answer.status, answer.body["code"]) == (401, "invalid_code")
