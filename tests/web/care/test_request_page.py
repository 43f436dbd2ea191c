"""One page of any form."""

import html
import re
from typing import Any

import pytest

from care.rules.forms import all_forms, form_of
from portal.document import Fault
from portal.forms.definition import Form
from portal.problems import unwrap
from tests.support.care_answers import ordinary
from tests.web.browser_double import Browser
from tests.web.fake_requests import FORM, REQUEST, FakeRequests
from web.care.request_page import fields

HERE = f"/care/requests/{REQUEST}"
PAGES = f"{HERE}/pages"
YOUNG = unwrap(form_of("young-carers-support", None))
KINDS = {
    "text",
    "textarea",
    "email",
    "phone",
    "money",
    "number",
    "date",
    "month",
    "radios",
    "select",
    "yes_no",
    "checkboxes",
} | {
    "address",
    "file",
    "declaration",
    "content",
}


def sends(resident: Browser, path: str, **typed: str) -> None:
    resident.get(f"{PAGES}/{path}")
    resident.send(f"{PAGES}/{path}", **typed)


def main(resident: Browser) -> str:
    """What a person reads in the page itself."""
    body = resident.page.body.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def answers(resident: Browser) -> dict[str, Any]:
    return resident.api.requests.kept.answers


def begun(resident: Browser, **more: Any) -> None:
    """On the way to the page on the person's name, and as much further as is answered."""
    facts = {"urgent": ["none_of_these"], "authority": "self"}
    resident.api.requests.change(answers={**facts, **more})


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.id)
def test_every_kind_of_question_that_a_form_asks_can_be_typed(form: Form) -> None:
    """What a page sends for an ordinary answer is that answer."""
    asked = set()
    for _, page in form.pages():
        given = ordinary(page.model_dump(mode="json"), medicines=[], carers=[])
        if page.repeat:
            given = ordinary({**page.model_dump(mode="json"), "repeat": None})
        shown = fields.shown(page.fields, given)
        typed = fields.typed(page.fields, shown, {})
        types = {part.name: part.type for part in page.all_fields}
        assert {name: value for name, value in typed.items() if value is not None} == {
            name: str(value) if types[name] == "number" else value for name, value in given.items()
        }, page.path
        asked |= {part.type for part in page.all_fields}
    assert asked <= KINDS, "web/care/request_page/fields.py and web/care/parts.html have to learn it"


def test_a_page_is_saved_and_leads_to_the_next(resident: Browser) -> None:
    sends(resident, "urgent", **{"urgent.no_food": "yes"})
    assert resident.page.headers["Location"] == f"{PAGES}/call-now"
    assert answers(resident) == {"urgent": ["no_food"]}
    resident.follow()
    assert "Do not wait for this form" in resident.text


def test_nothing_chosen_says_what_to_do_beside_the_question(resident: Browser) -> None:
    sends(resident, "urgent")
    assert resident.page.status == 422
    assert 'href="#urgent.carer_stopped"' in resident.page.body
    assert "Choose what is true today, or none of these" in resident.text


def test_what_is_right_is_saved_and_what_was_typed_stays(resident: Browser) -> None:
    begun(resident)
    sends(resident, "name", first_name="Ann", last_name="x" * 300)
    assert 'href="#last_name"' in resident.page.body
    assert "x" * 300 in resident.page.body
    assert answers(resident)["first_name"] == "Ann"


def test_saving_for_later_keeps_what_is_right_and_leads_to_the_parts(resident: Browser) -> None:
    """C33."""
    begun(resident)
    for typed, kept, said in (
        ({"first_name": "Ann"}, {"first_name": "Ann"}, "Your answers are saved."),
        ({"first_name": "Eve", "last_name": "x" * 300}, {"first_name": "Eve"}, "but not what cannot be right"),
    ):
        sends(resident, "name", **typed, action="later")
        assert resident.page.headers["Location"] == HERE
        assert answers(resident).items() >= kept.items()
        assert said in (resident.follow().body and resident.text)


def test_a_date_of_two_digits_is_refused_in_words(resident: Browser) -> None:
    """H15."""
    begun(resident, first_name="Ann", last_name="Other")
    sends(resident, "birth-date", birth_date_day="1", birth_date_month="2", birth_date_year="39")
    assert 'href="#birth_date_day"' in resident.page.body
    assert "year of 4 digits" in resident.text
    sends(resident, "birth-date", birth_date_day="1", birth_date_month="2", birth_date_year="1939")
    assert answers(resident)["birth_date"] == "1939-02-01"


@pytest.mark.parametrize("month", ["2", "02", "February", "feb", "Feb.", "\ufeff2\u200b", "\u00a0Feb"])
def test_a_month_may_be_typed_by_its_name(resident: Browser, month: str) -> None:
    """H15."""
    begun(resident, first_name="Ann", last_name="Other")
    sends(resident, "birth-date", birth_date_day="1", birth_date_month=month, birth_date_year="1939")
    assert answers(resident)["birth_date"] == "1939-02-01"


def test_what_is_no_month_stays_as_it_was_typed(resident: Browser) -> None:
    begun(resident, first_name="Ann", last_name="Other")
    sends(resident, "birth-date", birth_date_day="1", birth_date_month="Febuary", birth_date_year="1939")
    assert resident.page.status == 422
    assert 'value="Febuary"' in resident.page.body


def test_a_month_is_typed_as_two_numbers(resident: Browser) -> None:
    api = resident.api.requests
    api.answered()
    sends(resident, "assessed-before", assessed_before="us", assessed_us_month="13", assessed_us_year="2020")
    assert 'href="#assessed_us_month"' in resident.page.body
    sends(resident, "assessed-before", assessed_before="us", assessed_us_month="3", assessed_us_year="2020")
    assert answers(resident)["assessed_us"] == "2020-03"
    assert 'value="3"' in resident.get(f"{PAGES}/assessed-before").body
    resident.get(f"{HERE}/check")
    assert "March 2020" in resident.text


def test_an_address_or_none(resident: Browser) -> None:
    begun(resident, first_name="Ann", last_name="Other", birth_date="1939-02-01")
    sends(resident, "address", address_line_1="1 Invented Row", address_town="Loughborough")
    assert 'href="#address_line_1"' in resident.page.body
    sends(resident, "address", address_none="yes", address_where="A van", address_contact_via="The day centre")
    assert answers(resident)["address"] == {"none": True, "where": "A van", "contact_via": "The day centre"}


def test_a_revealed_question_goes_with_its_option(resident: Browser) -> None:
    sends(resident, "urgent", **{"urgent.discharge": "yes"})
    assert 'href="#hospital"' in resident.page.body
    sends(resident, "urgent", **{"urgent.discharge": "yes", "hospital": "Ward 3"})
    assert answers(resident) == {"urgent": ["discharge"], "hospital": "Ward 3"}


def test_several_items_are_added_changed_and_removed(resident: Browser) -> None:
    api = resident.api.requests
    api.answered()
    here = f"{PAGES}/medicines"
    sends(resident, "medicines", **{"0.medicine_name": "Aspirin", "0.medicine_help": "no", "action": "more"})
    assert resident.page.headers["Location"] == here, resident.text
    resident.follow()
    [item] = answers(resident)["medicines"]
    assert item["medicine_name"] == "Aspirin"
    sends(resident, "medicines", **{"0.medicine_name": "", "1.medicine_name": "Insulin"})
    assert resident.page.status == 422
    assert 'href="#1.medicine_help"' in resident.page.body
    sends(resident, "medicines", **{"0.remove": "yes", "0.medicine_name": "Aspirin"})
    assert answers(resident)["medicines"] == []


def test_two_windows_overwrite_nothing_unseen(resident: Browser) -> None:
    resident.get(f"{PAGES}/urgent")
    hidden = resident.hidden(f"{PAGES}/urgent")
    resident.api.requests.change(answers={"urgent": ["cannot_move"]})
    resident.post(f"{PAGES}/urgent", {**hidden, "urgent.no_food": "yes"})
    assert resident.page.status == 422
    assert "Nothing was overwritten" in resident.text
    assert "alone and cannot get up" in resident.text
    assert answers(resident) == {"urgent": ["cannot_move"]}
    resident.send(f"{PAGES}/urgent", **{"urgent.no_food": "yes"})
    assert answers(resident) == {"urgent": ["no_food"]}


def test_after_an_error_it_is_still_the_version_that_was_seen(resident: Browser) -> None:
    resident.get(f"{PAGES}/urgent")
    hidden = resident.hidden(f"{PAGES}/urgent")
    resident.api.requests.change(answers={"urgent": ["cannot_move"]})
    resident.api.refuses("PUT", "/v1/requests/{id}/answers", 422, "invalid_input")
    resident.post(f"{PAGES}/urgent", {**hidden, "urgent.no_food": "yes"})
    assert (resident.page.status, resident.hidden(f"{PAGES}/urgent")["version"]) == (422, hidden["version"])


def test_a_page_that_is_not_asked_leads_to_the_open_one(resident: Browser) -> None:
    assert resident.get(f"{PAGES}/wishes").headers["Location"] == f"{PAGES}/urgent"
    assert resident.get(f"{PAGES}/no-such-page").status == 404


def test_a_sent_form_is_not_asked_any_more(resident: Browser) -> None:
    resident.api.requests.sent()
    assert resident.get(f"{PAGES}/urgent").headers["Location"] == HERE


def test_an_exit_says_where_to_go_and_leads_back(resident: Browser) -> None:
    resident.api.requests.change(answers={"urgent": ["none_of_these"], "authority": "no_agreement"})
    page = resident.get(f"{PAGES}/not-agreed")
    assert "Your answers are saved." in resident.text
    assert f'href="{PAGES}/authority"' in page.body
    assert "<form" not in page.body.partition("<main")[2].partition("</main>")[0]


def test_files_that_came_are_the_answer(resident: Browser) -> None:
    resident.api.requests.change(answers={"urgent": ["none_of_these"], "authority": "deputy"})
    sends(resident, "authority-proof")
    assert "Send the paper, or say that you cannot" in resident.text
    sends(resident, "authority-proof", authority_proof="yes")
    assert answers(resident)["authority_proof"] == "cannot_upload"
    resident.api.requests.comes("authority_proof", "order.pdf")
    assert "order.pdf: received" in (resident.get(f"{PAGES}/authority-proof").body and resident.text)
    sends(resident, "authority-proof")
    assert answers(resident)["authority_proof"] == [resident.api.requests.files[0].files[0].document_id]


def test_a_refused_file_says_why_and_is_no_answer(resident: Browser) -> None:
    resident.api.requests.change(answers={"urgent": ["none_of_these"], "authority": "deputy"})
    resident.api.requests.comes("authority_proof", "order.pdf", Fault.PASSWORD)
    resident.get(f"{PAGES}/authority-proof")
    assert "order.pdf: cannot be used. It opens with a password only. Print it to a new PDF" in resident.text
    sends(resident, "authority-proof")
    assert "Send the paper, or say that you cannot" in resident.text


@pytest.mark.parametrize("form", [FORM, YOUNG], ids=["care assessment", "young carers"])
def test_every_page_of_the_form_is_shown_under_one_heading(resident: Browser, form: Form) -> None:
    """A question that stands alone is the heading, and is not repeated under it."""
    api = resident.api.requests = FakeRequests(form=form)
    for chosen in (
        {},
        {"authority": "deputy", "can_eating": "no"}
        if form is FORM
        else {"authority": "parental", "birth_date": "2012-03-27"},
    ):
        api.answered(**chosen)
        for _, page in form.pages():
            if resident.get(f"{PAGES}/{page.path}").status == 200:
                assert resident.page.body.count("<h1") == 1, page.path
                heading = resident.page.body.partition("<h1")[2].partition("</h1>")[0]
                words = re.sub(r"<[^>]+>", "", heading.partition(">")[2]).strip()
                said = re.escape(html.unescape(words))
                assert len(re.findall(rf"(?<=\s){said}(?=\s)", main(resident))) == 1, page.path


def test_what_the_account_knows_of_oneself_is_filled_in(resident: Browser) -> None:
    begun(resident)
    resident.get(f"{PAGES}/name")
    assert "We have this from your account." in resident.text
    assert 'value="Ann"' in resident.page.body
    assert 'value="Other"' in resident.page.body
    begun(resident, first_name="Eve", last_name="Else", birth_date="1939-02-01")
    assert 'value="Eve"' in resident.get(f"{PAGES}/name").body
    assert "from your account" not in resident.text
    assert 'value="12 Sample Street"' in resident.get(f"{PAGES}/address").body
    assert "where do you stay now?" in resident.text


def test_of_somebody_else_the_account_knows_nothing(resident: Browser) -> None:
    begun(resident, authority="lasting_power")
    resident.api.calls.clear()
    resident.get(f"{PAGES}/name")
    assert "from your account" not in resident.text
    assert not any(call.path == "/v1/account" for call in resident.api.calls)


def test_an_account_that_cannot_be_read_keeps_nobody_from_the_form(resident: Browser) -> None:
    begun(resident)
    resident.api.refuses("GET", "/v1/account", 500, "unexpected")
    assert resident.get(f"{PAGES}/name").status == 200
    assert "from your account" not in resident.text


def test_an_example_of_a_date_fits_who_is_asked(resident: Browser) -> None:
    resident.api.requests = FakeRequests(form=YOUNG)
    begun(resident, first_name="Kim", last_name="Lee")
    assert "For example, 27 3 2012" in (resident.get(f"{PAGES}/birth-date").body and resident.text)
