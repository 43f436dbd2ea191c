"""Page `change_password`."""

from tests.web.browser_double import Browser

HERE = "/account/password"
OPERATION = ("PUT", "/v1/account/password")


def test_what_is_missing_is_named(resident: Browser) -> None:
    resident.get(HERE)
    assert resident.send(HERE, current_password="", new_password="").status == 422
    assert "Enter the password that you have now." in resident.text
    assert "Choose a new password." in resident.text
    assert resident.api.calls == []


def test_it_changes_it_and_one_stays_signed_in(resident: Browser) -> None:
    resident.get(HERE)
    answer = resident.send(HERE, current_password=" as typed ", new_password="Longenough2!")
    assert answer.headers["Location"] == "/account/settings"
    assert resident.api.calls[-1].body == {"current_password": " as typed ", "new_password": "Longenough2!"}
    assert resident.follow().status == 200
    assert "Your password is changed." in resident.text


def test_a_refusal_stands_at_its_field_and_nothing_typed_comes_back(resident: Browser) -> None:
    errors = [("current_password", "That is not your password."), ("new_password", "Add a number.")]
    resident.api.refuses(*OPERATION, 422, "invalid_input", errors=errors)
    resident.get(HERE)
    answer = resident.send(HERE, current_password="Wrong-horse-7", new_password="Numberless!")
    assert answer.status == 422
    for field, said in errors:
        assert f'href="#{field}"' in answer.body
        assert said in resident.text
    assert "Wrong-horse" not in answer.body
    assert "Numberless" not in answer.body


def test_too_many_tries_say_when_to_come_back(resident: Browser) -> None:
    resident.api.refuses(*OPERATION, 429, "too_many_attempts", "Try again in 4 minutes.", retry_after=240)
    resident.get(HERE)
    resident.send(HERE, current_password="x", new_password="y")
    assert "Try again in 4 minutes." in resident.text
