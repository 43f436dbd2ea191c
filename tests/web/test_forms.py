"""Forms: what was typed and what is wrong with it."""

from tests.web.browser_double import TEMPLATES
from web.api.client import FieldError, Refusal
from web.forms import Form, FormError, idempotency_key


def problem(*errors: tuple[str, str]) -> Refusal:
    return Refusal(422, "invalid_input", "See errors.", tuple(FieldError(name, "x", said) for name, said in errors))


def test_errors_are_in_the_order_of_the_page() -> None:
    form = Form.of(("a", "b"), {"a": "1"}).with_refusal(problem(("b", "B."), ("zzz", "Elsewhere."), ("a", "A.")))
    assert [error.field for error in form.errors] == ["", "a", "b"]
    assert form.messages("a") == ["A."]


def test_our_words_for_what_is_empty_replace_the_apis() -> None:
    form = Form.of(("a", "b"), {"b": "1"}).with_refusal(
        problem(("a", "API on a."), ("b", "API on b.")), blank={"a": "Enter a."}
    )
    assert form.errors == (FormError("a", "Enter a."), FormError("b", "API on b."))


def test_a_refusal_without_fields_is_said_all_the_same() -> None:
    form = Form.of(("a",), {}).with_refusal(Refusal(429, "too_many_attempts", "Wait a little."))
    assert form.errors == (FormError("", "Wait a little."),)


def test_a_password_is_not_trimmed_and_not_shown() -> None:
    form = Form.of(("password", "email"), {"password": " p ", "email": " e "})
    assert form["password"] == " p "
    assert form.shown("password") == ""
    assert form["email"] == "e"


def test_what_cannot_be_seen_is_taken_out_of_all_but_a_password() -> None:
    pasted = "\ufeff27\u200b\u00a03 "
    form = Form.of(("password", "day"), {"password": pasted, "day": pasted})
    assert (form["password"], form["day"]) == (pasted, "27 3")


def test_only_named_fields_are_taken() -> None:
    assert Form.of(("a",), {"a": "1", "kind": "officer"}).values == {"a": "1"}


def test_the_key_depends_on_the_answers_and_the_page_not_on_the_token() -> None:
    key = idempotency_key({"submission": "1", "a": "x", "csrf": "t"})
    assert key == idempotency_key({"submission": "1", "a": "x", "csrf": "other"})
    assert key != idempotency_key({"submission": "1", "a": "y", "csrf": "t"})
    assert key != idempotency_key({"submission": "2", "a": "x", "csrf": "t"})


def test_messages_are_escaped_in_fields_and_summary() -> None:
    source = (
        '{% from "layout/form.html" import text, error_summary %}{{ error_summary(form) }}{{ text(form, "a", "A") }}'
    )
    form = Form.of(("a",), {"a": '"><b>'}).with_error("a", "<b>said</b>")
    shown = TEMPLATES.from_string(source).render(form=form)
    assert "<b>" not in shown
    assert shown.count("&lt;b&gt;said&lt;/b&gt;") == 2
