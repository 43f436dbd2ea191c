import pytest

from portal.problems import CATALOGUE, FieldError, Refusal, RefusalError, invalid, unwrap


def test_a_refusal_needs_a_name_from_the_catalogue() -> None:
    with pytest.raises(KeyError, match="no_such_code"):
        Refusal("no_such_code", "No.")


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_refusal_says_no_in_http_and_in_words(code: str) -> None:
    kind = CATALOGUE[code]
    assert kind.status in {401, 403, 404, 409, 412, 422, 429, 500, 503}
    assert kind.title
    assert not kind.title.endswith(".")
    assert Refusal(code, "No.").status == kind.status


def test_a_yes_is_passed_on_and_a_no_ends_the_operation() -> None:
    assert unwrap("yes") == "yes"
    with pytest.raises(RefusalError) as ended:
        unwrap(Refusal("not_found", "We could not find that."))
    assert ended.value.refusal.code == "not_found"
    assert "find that" not in str(ended.value)


def test_invalid_keeps_every_finding() -> None:
    one, other = FieldError("email", "missing", "Enter it."), FieldError("password", "too_short", "Longer.")
    assert invalid(one, other).errors == (one, other)
    assert invalid(one).status == 422
