"""Page `profile_edit`."""

from tests.web.browser_double import Browser
from tests.web.fake_security import ACCOUNT
from web.account.profile_edit.page import merge

PATH = "/account/profile/edit"


def test_only_what_was_changed_goes_out_with_the_version_seen(resident: Browser) -> None:
    resident.get(PATH)
    assert "Save changes" in resident.text
    answer = resident.send(PATH, first_name="Anna", last_name="Other", phone="0116 496 0000", by_email="yes")
    assert answer.headers["Location"] == "/account/profile"
    sent = resident.api.calls[-1]
    assert sent.body == {"first_name": "Anna"}
    assert sent.headers["If-Match"] == '"7"'
    resident.follow()
    assert "Your changes are saved." in resident.text
    resident.get("/account/profile")
    assert "Your changes are saved." not in resident.text


def test_how_to_be_contacted_goes_out_whole(resident: Browser) -> None:
    resident.get(PATH)
    resident.send(PATH, first_name="Ann", last_name="Other", phone="0116 496 0000", by_text="yes")
    assert resident.api.calls[-1].body == {"contact_by": {"email": False, "text": True, "post": False}}


def test_formats_go_out_whole_and_can_be_taken_back(resident: Browser) -> None:
    resident.get(PATH)
    typed = {"first_name": "Ann", "last_name": "Other", "phone": "0116 496 0000", "by_email": "yes"}
    resident.send(PATH, **typed, in_large_print="yes", in_braille="yes")
    assert resident.api.calls[-1].body == {"formats": ["large_print", "braille"]}
    resident.api.says("GET", "/v1/account", 200, {**ACCOUNT, "formats": ["audio"]})
    resident.get(PATH)
    resident.send(PATH, **typed)
    assert resident.api.calls[-1].body == {"formats": []}


def test_nothing_changed_calls_nothing(resident: Browser) -> None:
    resident.get(PATH)
    resident.api.calls.clear()
    resident.send(PATH, first_name="Ann", last_name="Other", phone="0116 496 0000", by_email="yes")
    assert resident.api.calls == []
    resident.follow()
    assert "Nothing was changed." in resident.text


def test_errors_keep_what_was_typed(resident: Browser) -> None:
    resident.get(PATH)
    resident.api.refuses(
        "PATCH",
        "/v1/account",
        422,
        "invalid_input",
        errors=[("phone", "That is no phone number."), ("contact_by", "Choose at least one way.")],
    )
    answer = resident.send(PATH, first_name="Anna", last_name="Other", phone="12")
    assert answer.status == 422
    assert 'value="Anna"' in answer.body
    assert 'value="12"' in answer.body
    assert 'href="#phone"' in answer.body
    assert 'href="#by_email"' in answer.body
    assert resident.hidden(PATH)["was_first_name"] == "Ann"


def test_an_empty_name(resident: Browser) -> None:
    resident.get(PATH)
    resident.api.refuses(
        "PATCH", "/v1/account", 422, "invalid_input", errors=[("first_name", "API."), ("phone", "No number.")]
    )
    assert resident.send(PATH, last_name="Other", phone="12", by_email="yes").status == 422
    assert resident.api.called("PATCH", "/v1/account")[0].body == {"first_name": "", "phone": "12"}
    assert "Enter your first name." in resident.text
    assert "No number." in resident.text


def test_a_clash_keeps_both_changes_and_names_them(resident: Browser) -> None:
    resident.get(PATH)
    resident.api.refuses("PATCH", "/v1/account", 412, "precondition_failed")
    changed = {**ACCOUNT, "phone": "+441164969999", "last_name": "Otherwise"}
    resident.api.says("GET", "/v1/account", 200, changed, etag='"8"')
    answer = resident.send(PATH, first_name="Anna", last_name="Others", phone="0116 496 0000", by_email="yes")
    assert answer.status == 409
    assert "Phone number is now “0116 496 9999”." in resident.text
    assert "Last name is now “Otherwise”; you typed “Others”." in resident.text
    for value in ("Anna", "Others", "0116 496 9999"):
        assert f'value="{value}"' in answer.body
    del resident.api.replies[("PATCH", "/v1/account")]
    resident.send(PATH, first_name="Anna", last_name="Others", phone="0116 496 9999", by_email="yes")
    assert resident.api.calls[-1].body == {"first_name": "Anna", "last_name": "Others"}
    assert resident.api.calls[-1].headers["If-Match"] == '"8"'


def test_work_is_asked_of_professionals_only(resident: Browser) -> None:
    assert "Organisation" not in resident.get(PATH).body
    work = {"kind": "professional", "organisation": "A practice", "job_title": "Nurse"}
    resident.api.says("GET", "/v1/account", 200, {**ACCOUNT, **work}, etag='"7"')
    assert 'value="A practice"' in resident.get(PATH).body


def test_merge() -> None:
    was = {"first_name": "A", "last_name": "B", "phone": "1"}
    typed = {"first_name": "a", "last_name": "B", "phone": "2"}
    saved = {"first_name": "A", "last_name": "b", "phone": "3"}
    merged, meanwhile = merge(was, typed, saved)
    assert merged == {"first_name": "a", "last_name": "b", "phone": "2"}
    assert [(change.label, change.saved, change.typed) for change in meanwhile] == [
        ("Last name", "b", "b"),
        ("Phone number", "3", "2"),
    ]
