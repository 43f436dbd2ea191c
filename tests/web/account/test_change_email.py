"""Page `change_email`."""

from tests.web.browser_double import Browser

HERE = "/account/email"
OPERATION = ("POST", "/v1/account/email-changes")


def test_what_is_missing_is_named(resident: Browser) -> None:
    resident.get(HERE)
    assert resident.send(HERE, new_email="", password="").status == 422
    assert "Enter your new email address." in resident.text
    assert "Enter your password." in resident.text
    assert resident.api.calls == []


def test_it_sends_a_code_to_the_new_address(resident: Browser) -> None:
    resident.get(HERE)
    assert (
        resident.send(HERE, new_email=" new@example.com", password="Longenough1!").headers["Location"] == f"{HERE}/code"
    )
    assert resident.api.calls[-1].body == {"new_email": "new@example.com", "password": "Longenough1!"}
    assert len(resident.api.calls[-1].headers["Idempotency-Key"]) == 64


def test_a_refusal_keeps_the_address_and_never_the_password(resident: Browser) -> None:
    resident.api.refuses(*OPERATION, 422, "invalid_input", errors=[("password", "That is not your password.")])
    resident.get(HERE)
    answer = resident.send(HERE, new_email="new@example.com", password="Wrong-horse-7")
    assert answer.status == 422
    assert "That is not your password." in resident.text
    assert 'value="new@example.com"' in answer.body
    assert "Wrong-horse" not in answer.body


def test_sent_twice_is_one_change_and_asked_anew_another(resident: Browser) -> None:
    resident.get(HERE)
    form = {**resident.hidden(HERE), "new_email": "new@example.com", "password": "Longenough1!"}
    resident.post(HERE, form)
    resident.post(HERE, form)
    resident.get(HERE)
    assert 'value="new@example.com"' in resident.page.body
    resident.send(HERE, new_email="new@example.com", password="Longenough1!")
    first, second, third = (call.headers["Idempotency-Key"] for call in resident.api.called(*OPERATION))
    assert first == second != third
