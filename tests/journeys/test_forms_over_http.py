"""Every form of the council's on the local stack, answered by somebody who knows only its description; and many people
who send one at the same moment (`docs/rules/care.md`, C37, C104).
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count
from random import Random
from typing import Any

import httpx
import pytest

from care.model import CareRequest
from care.rules.forms import form_of, newest_forms
from care.rules.requests import given
from care.store.items import request_item, request_key
from portal.clock import utc_now
from portal.problems import unwrap
from tests.journeys.form_routes import ROUTES, takes_route
from tests.journeys.form_walks import Wanderer
from tests.journeys.requests import Applicant
from tests.journeys.safeguarding import PROFESSIONAL
from tests.journeys.test_races import at_once
from tests.local_stack import RunningStack
from tests.support.care_answers import all_answers
from tests.support.visitor import Answer, Visitor

pytestmark = pytest.mark.stack

type NewVisitor = Callable[..., Visitor]

FORMS = [form.id for form in newest_forms()]
AT_ONCE = 20


@pytest.mark.parametrize("walks", [3, pytest.param(200, marks=pytest.mark.deep)])
def test_whoever_answers_at_random_sends_a_form_or_comes_to_an_exit(walks: int, somebody_new: NewVisitor) -> None:
    """The forms by turns. What is sent is exactly what the API then shows, and an exit is never sent."""
    visitors = {professional: somebody_new() for professional in (False, True)}
    visitors[False].make_account()
    visitors[True].make_account(**PROFESSIONAL)
    sent = 0
    for walk in count():
        if walk >= walks and sent > walks // 10:
            break
        form_id = FORMS[walk % len(FORMS)]
        wanderer = Wanderer(visitors[unwrap(form_of(form_id, None)).professionals_only], Random(walk))
        wanderer.fills_in(form_id, key=f"wander-start-{walk}")
        answer = wanderer.submits(key=f"wander-send-{walk}")
        if wanderer.page:
            assert (answer.status, answer.body["page"]) == (403, wanderer.page), answer.body
            assert wanderer.discards().status == 204  # nobody may keep more than 20 drafts
            continue
        sent += 1
        assert (answer.status, answer.body["status"]) == (200, "submitted"), answer.body
        seen = wanderer.sees()
        assert (seen["reference"], seen["missing"]) == (answer.body["reference"], [])
        named = {file["document_id"] for kind in seen["evidence"] for file in kind["files"]}
        assert named == set(ids_in(seen["answers"]))


@pytest.mark.deep
@pytest.mark.parametrize("route", ROUTES)
def test_from_its_start_to_what_comes_of_it(route: str, visitor: Visitor) -> None:
    """By the main and the longest route of each form, which `make test` takes in one process."""
    takes_route(visitor, route)


def ids_in(answers: Any) -> list[str]:
    """The ids of files anywhere in answers: lists of words with the shape of an id."""
    if isinstance(answers, dict):
        return [one for value in answers.values() for one in ids_in(value)]
    if isinstance(answers, list):
        ids = [one for one in answers if isinstance(one, str) and len(one) == 26 and one.startswith("01")]
        return ids + [one for value in answers if isinstance(value, dict) for one in ids_in(value)]
    return []


def an_applicant(visitor: Visitor, stack: RunningStack) -> Applicant:
    """With a file and an answer to everything, which is written past the pages: that takes long."""
    visitor.make_account()
    applicant = Applicant(visitor)
    applicant.starts()
    paper = applicant.sends_file("authority_proof")
    table, key = stack.emulator.table(stack.outputs["RequestsTable"]), request_key(applicant.request_id)
    draft = CareRequest.model_validate(table.get_item(Key=key)["Item"])
    form = unwrap(form_of(draft.form_id, draft.form_version))
    answers = all_answers(form, given(draft, utc_now()), authority="deputy", authority_proof=[paper])
    table.put_item(Item=request_item(draft.model_copy(update={"answers": answers, "version": 2})))
    return applicant


def sends(applicant: Applicant) -> Answer:
    body = {"declaration": True, "version": 2}
    for _ in range(3):
        with suppress(httpx.TimeoutException):
            return applicant.ask("POST", f"/{applicant.request_id}/submission", body, "send-key-1")
    raise AssertionError("three times no answer")


def test_of_many_who_send_at_once_nothing_is_lost(stack: RunningStack, somebody_new: NewVisitor) -> None:
    """Each with a file; whoever hears nothing sends it again."""
    people = [an_applicant(somebody_new(), stack) for _ in range(AT_ONCE)]
    answers = at_once(*[partial(sends, one) for one in people])
    assert [answer.status for answer in answers] == [200] * AT_ONCE
    references = [answer.body["reference"] for answer in answers]
    assert len(set(references)) == AT_ONCE
    for one, reference in zip(people, references, strict=True):
        seen = one.seen()
        assert (seen["status"], seen["reference"], seen["missing"]) == ("submitted", reference, [])
        assert [what["what"] for what in seen["timeline"]] == ["submitted"]
        assert one.files() == set(seen["answers"]["authority_proof"])
