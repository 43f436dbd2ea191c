import pytest
from pydantic import TypeAdapter, ValidationError

from auth.model import ContactBy, PlainLine, PlainName, ProfileChanges, TypedAddress, UprnOrAddress

NAME: TypeAdapter[str] = TypeAdapter(PlainName)
LINE: TypeAdapter[str] = TypeAdapter(PlainLine)


@pytest.mark.parametrize(
    "name",
    ["Ann", "O'Neill", "Smith-Jones", "Zoë", "J. R.", "李小龙", "Ann\u2019s", "x" * 100, "علی\u200cرضا", "श्रीनिवास"],
)
def test_a_name_is_as_people_write_it(name: str) -> None:
    assert NAME.validate_python(name) == name


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "x" * 101,
        "<b>",
        "https://evil.example",
        "a@evil.example",
        "a\nb",
        "a\tb",
        "a\u202eb",
        "a\x00b",
        "a|b",
        "a\\b",
    ],
)
def test_what_could_make_a_link_or_markup_of_it_is_refused(hostile: str) -> None:
    for text in (NAME, LINE):
        with pytest.raises(ValidationError):
            text.validate_python(hostile)


@pytest.mark.parametrize("line", ["Flat 2/1", "14 Mill Lane", "Teacher/SENCO", "Smith & Sons (1922)", "Unit 7, no. 3"])
def test_a_line_is_as_people_write_it(line: str) -> None:
    assert LINE.validate_python(line) == line


def test_what_cannot_be_seen_in_a_name_is_no_reason_to_refuse_it() -> None:
    changes = ProfileChanges.model_validate_json('{"first_name": "\\ufeffAnn\\u00a0Marie", "uprn": "010033544614"}')
    assert (changes.first_name, changes.uprn) == ("Ann Marie", "10033544614")


def test_an_address_is_chosen_or_typed_never_both() -> None:
    typed = TypedAddress(lines=["1 Row"], town="Loughborough", postcode="le113ed")
    assert typed.postcode == "LE11 3ED"
    with pytest.raises(ValidationError, match="not both"):
        UprnOrAddress(uprn="1", address=typed)
    for lines in ([], ["a"] * 5, [""]):
        with pytest.raises(ValidationError):
            TypedAddress(lines=lines, town="Loughborough", postcode="LE11 3ED")


def test_one_way_to_be_reached_stays() -> None:
    with pytest.raises(ValidationError, match="at least one way"):
        ContactBy(email=False, text=False, post=False)
    assert ContactBy() == ContactBy(email=True, text=False, post=False)


@pytest.mark.parametrize("field", ["email", "kind", "account_id", "version"])
def test_what_cannot_be_changed_is_no_field_of_a_change(field: str) -> None:
    with pytest.raises(ValidationError):
        ProfileChanges.model_validate({field: "x"})
