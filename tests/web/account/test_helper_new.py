"""Page `helper_new`."""

from tests.web.browser_double import Browser

HERE = "/account/helpers/new"
OPERATION = ("POST", "/v1/helpers")
WHOM = {
    "name": "Bo Jones",
    "email": "bo@example.com",
    "relationship": "family",
    "until_day": "1",
    "until_month": "March",
    "until_year": "2027",
    "password": "Longenough1!",
}


def test_what_is_missing_is_named(resident: Browser) -> None:
    resident.get(HERE)
    assert resident.send(HERE).status == 422
    for words in ("helper’s name", "email address", "who they are to you", "the last day", "your password"):
        assert words in resident.text
    assert resident.api.calls == []


def test_it_names_them(resident: Browser) -> None:
    resident.get(HERE)
    assert resident.send(HERE, **WHOM).headers["Location"] == "/account/helpers"
    [call] = resident.api.called(*OPERATION)
    whom = {name: value for name, value in WHOM.items() if not name.startswith("until")}
    assert call.body == whom | {"until": "2027-03-01"}
    assert len(call.headers["Idempotency-Key"]) == 64
    resident.follow()
    assert "We have sent them a code." in resident.text


def test_a_refusal_stands_beside_its_field_and_the_password_is_not_kept(resident: Browser) -> None:
    resident.api.refuses(*OPERATION, 422, "invalid_input", errors=[("until", "Choose a day within a year.")])
    resident.get(HERE)
    answer = resident.send(HERE, **WHOM)
    assert answer.status == 422
    assert 'href="#until_day"' in answer.body
    assert "Longenough1!" not in answer.body
