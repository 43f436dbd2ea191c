"""Page `create_account_contact`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.conftest import choose
from tests.web.fake_api import FOUND
from web import cookies

PATH = "/create-account/contact"
PHONE = "0116 496 0000"


def test_it_needs_the_step_before(browser: Browser) -> None:
    assert browser.get(PATH).headers["Location"] == "/create-account"


def test_search_and_choose(registering: Browser) -> None:
    answer = registering.send(PATH, phone=PHONE, postcode="LE10 1ZZ", house="12", action="find")
    assert answer.status == 200
    assert registering.api.calls[-1].body == {"postcode": "LE10 1ZZ", "house": "12"}
    assert f'value="{PHONE}"' in answer.body
    answer = registering.send(PATH, phone=PHONE, uprn="1001", action="choose")
    assert answer.headers["Location"] == "/create-account/code"
    assert registering.api.calls[-1].path == "/v1/registrations/reg_1/contact"
    assert registering.api.calls[-1].body == {"phone": PHONE, "uprn": "1001"}


def test_enter_in_the_first_field_searches(registering: Browser) -> None:
    """A browser presses the first button then; it sends no other one."""
    registering.send(PATH, phone=PHONE, postcode="LE10 1ZZ")
    assert "Choose your address" in registering.text


def test_an_address_of_another_authority_says_whose(registering: Browser) -> None:
    registering.send(PATH, phone=PHONE, postcode="LE10 1ZZ", action="find")
    assert "Outside the county: served by Leicester City Council" in registering.text
    assert "outside Leicestershire County Council’s area" not in registering.text
    registering.api.says("POST", "/v1/address-searches", 200, {"items": [FOUND[1]]})
    registering.send(PATH, action="search")
    registering.send(PATH, phone=PHONE, postcode="LE1 1AA", action="find")
    assert "LE1 1AA is outside Leicestershire County Council’s area. Its council is Leicester City" in registering.text


def test_nothing_found(registering: Browser) -> None:
    registering.api.says("POST", "/v1/address-searches", 200, {"items": []})
    registering.send(PATH, phone=PHONE, postcode="LE10 1ZZ", house="99", action="find")
    assert "We found no address for LE10 1ZZ and 99" in registering.text
    assert f'value="{PHONE}"' in registering.page.body


def test_no_postcode(registering: Browser) -> None:
    calls = len(registering.api.calls)
    assert registering.send(PATH, action="find").status == 422
    assert "Enter a postcode." in registering.text
    assert "Enter your phone number." in registering.text
    assert len(registering.api.calls) == calls


def test_a_wrong_postcode(registering: Browser) -> None:
    registering.api.refuses(
        "POST", "/v1/address-searches", 422, "invalid_input", errors=[("postcode", "That is no UK postcode.")]
    )
    assert registering.send(PATH, phone=PHONE, postcode="X", action="find").status == 422
    assert "That is no UK postcode." in registering.text


def test_nothing_chosen_and_no_phone(registering: Browser) -> None:
    registering.send(PATH, phone=PHONE, postcode="LE10 1ZZ", action="find")
    answer = registering.send(PATH, phone="", action="choose")
    assert answer.status == 422
    assert "Choose your address, or say that it is not listed." in registering.text
    assert "Enter your phone number." in registering.text
    assert "12 Sample Street" in registering.text
    assert 'href="#uprn"' in answer.body
    assert 'id="uprn"' in answer.body


@pytest.mark.parametrize(
    ("phone", "told"),
    [
        ("305 0001", "Enter the telephone number with its area code."),
        ("0116305000l", "Enter a telephone number"),
        ("0116 305 0001 ext 5", "Enter the telephone number without its extension."),
    ],
)
def test_a_wrong_phone_number_is_told_before_the_address_is_asked(registering: Browser, phone: str, told: str) -> None:
    calls = len(registering.api.calls)
    answer = registering.send(PATH, phone=phone, postcode="LE10 1ZZ", action="find")
    assert answer.status == 422
    assert told in registering.text
    assert 'href="#phone"' in answer.body
    assert 'value="LE10 1ZZ"' in answer.body
    assert len(registering.api.calls) == calls


def test_an_address_found_alone_is_taken(registering: Browser) -> None:
    registering.api.says("POST", "/v1/address-searches", 200, {"items": [FOUND[0]]})
    answer = registering.send(PATH, phone=PHONE, postcode="LE10 1ZZ", house="12", action="find")
    assert "12 Sample Street" in registering.text
    assert 'type="radio"' not in answer.body
    assert registering.send(PATH, phone=PHONE, action="choose").headers["Location"] == "/create-account/code"
    assert registering.api.calls[-1].body == {"phone": PHONE, "uprn": "1001"}


def test_one_found_alone_that_is_another_is_searched_for_again(registering: Browser) -> None:
    registering.api.says("POST", "/v1/address-searches", 200, {"items": [FOUND[0]]})
    registering.send(PATH, phone=PHONE, postcode="LE10 1ZZ", house="12", action="find")
    assert "This is not my address" in registering.text
    answer = registering.send(PATH, action="search")
    assert 'value="LE10 1ZZ"' in answer.body
    assert "Enter the address by hand" in registering.text


def test_the_permit_s_property_is_offered(registering: Browser) -> None:
    choose(registering)
    found = [FOUND[0], {**FOUND[1], "uprn": "9901"}]
    registering.api.says("POST", "/v1/address-searches", 200, {"items": found})
    answer = registering.get(PATH)
    assert registering.api.calls[-1].body == {"postcode": "LE11 3ED", "house": "12"}
    assert "14 Sample Street" in registering.text
    assert "12 Sample Street" not in registering.text
    assert 'type="radio"' not in answer.body
    assert registering.send(PATH, phone=PHONE, action="choose").headers["Location"] == "/create-account/code"
    assert registering.api.calls[-1].body == {"phone": PHONE, "uprn": "9901"}


def test_a_property_that_is_no_address_of_ours_is_searched_for(registering: Browser) -> None:
    choose(registering)
    answer = registering.get(PATH)
    assert 'name="postcode" type="text" spellcheck="false" value="LE11 3ED"' in answer.body


@pytest.mark.parametrize("way", [{"action": "type"}, {"action": "choose", "uprn": "not_listed"}])
def test_by_hand(registering: Browser, way: dict[str, str]) -> None:
    registering.send(PATH, phone=PHONE, postcode="LE10 1ZZ", action="find")
    answer = registering.send(PATH, phone=PHONE, **way)
    assert 'name="typed_postcode" type="text"' in answer.body
    registering.send(PATH, phone=PHONE, line_1="New House", town="Hinckley", typed_postcode="LE10 1ZZ", action="typed")
    address = {"lines": ["New House"], "town": "Hinckley", "postcode": "LE10 1ZZ"}
    assert registering.api.calls[-1].body == {"phone": PHONE, "address": address}


def test_errors_of_a_typed_address_stand_at_its_fields(registering: Browser) -> None:
    registering.api.refuses(
        "PUT",
        "/v1/registrations/{id}/contact",
        422,
        "invalid_input",
        errors=[("address.postcode", "Not a postcode."), ("address.lines", "Too long."), ("phone", "Not a number.")],
    )
    registering.send(PATH, action="type")
    answer = registering.send(PATH, phone="1", line_1="New <House>", town="T", typed_postcode="X", action="typed")
    assert answer.status == 422
    for target in ("#typed_postcode", "#line_1", "#phone"):
        assert f'href="{target}"' in answer.body
    assert 'value="New &lt;House&gt;"' in answer.body


@pytest.mark.parametrize(
    ("typed", "field", "target"),
    [
        ({"line_1": "A" * 81}, "address.lines.0", "line_1"),
        ({"line_1": "New House", "line_2": "A" * 81}, "address.lines.1", "line_2"),
        ({"line_2": "A" * 81}, "address.lines.0", "line_2"),
    ],
)
def test_a_line_that_is_wrong_is_the_one_that_is_marked(
    registering: Browser, typed: dict[str, str], field: str, target: str
) -> None:
    registering.api.refuses(
        "PUT", "/v1/registrations/{id}/contact", 422, "invalid_input", errors=[(field, "This line is too long.")]
    )
    registering.send(PATH, action="type")
    answer = registering.send(PATH, phone=PHONE, town="T", typed_postcode="LE10 1ZZ", action="typed", **typed)
    assert answer.status == 422
    assert f'<a href="#{target}">This line is too long.</a>' in answer.body
    assert f'id="{target}-error"' in answer.body


def test_all_that_is_wrong_with_a_typed_address_is_named_at_once(registering: Browser) -> None:
    registering.api.refuses(
        "PUT", "/v1/registrations/{id}/contact", 422, "invalid_input", errors=[("address.postcode", "Not a postcode.")]
    )
    registering.send(PATH, action="type")
    assert registering.send(PATH, typed_postcode="X", action="typed").status == 422
    for words in ("Enter your phone number.", "Enter the first line", "Enter your town", "Not a postcode."):
        assert words in registering.text


@pytest.mark.parametrize(("status", "code"), [(429, "too_many_codes"), (503, "mail_unavailable"), (503, "try_again")])
def test_a_refusal_keeps_the_choice(registering: Browser, status: int, code: str) -> None:
    registering.send(PATH, phone=PHONE, postcode="LE10 1ZZ", action="find")
    registering.api.refuses("PUT", "/v1/registrations/{id}/contact", status, code, "Wait a little.")
    answer = registering.send(PATH, phone=PHONE, uprn="1001", action="choose")
    assert answer.status == 422
    assert "Wait a little." in registering.text
    assert 'value="1001" checked' in answer.body


def test_a_registration_that_is_gone(registering: Browser) -> None:
    registering.send(PATH, phone=PHONE, postcode="LE10 1ZZ", action="find")
    registering.api.refuses("PUT", "/v1/registrations/{id}/contact", 404, "not_found")
    assert registering.send(PATH, phone=PHONE, uprn="1001", action="choose").status == 404
    assert "no longer have" in registering.title
    assert cookies.REGISTRATION not in registering.cookies
