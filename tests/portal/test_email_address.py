import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from portal.email_address import email_address

ADDRESSES = st.emails() | st.from_regex(r"[A-Za-z.+_-]{1,12}@[A-Za-zäßİſé]{1,8}\.(com|ORG|co\.uk)", fullmatch=True)


@pytest.mark.parametrize(
    ("typed", "user_name"),
    [
        ("Ann.Smith@EXAMPLE.org", "ann.smith@example.org"),
        ("  ann@example.org ", "ann@example.org"),
        ("ann+portal@example.org", "ann+portal@example.org"),
        ("o'neill@example.co.uk", "o'neill@example.co.uk"),
        ("\u200bann@example.org\ufeff", "ann@example.org"),
        ("ann\u2011smith@exa\u200bmple.org", "ann-smith@example.org"),
    ],
)
def test_one_mailbox_is_one_user_name(typed: str, user_name: str) -> None:
    assert email_address(typed) == user_name


@pytest.mark.parametrize("typed", ["ann@bücher.example", "Ann@BÜCHER.example", "ann@xn--bcher-kva.example"])
def test_a_domain_with_accents_is_kept_as_mail_services_need_it(typed: str) -> None:
    assert email_address(typed) == "ann@xn--bcher-kva.example"


def test_a_mailbox_that_ses_cannot_reach_is_refused() -> None:
    """SES does not speak SMTPUTF8: a code for this address would never arrive."""
    with pytest.raises(PydanticCustomError):
        email_address("jürg@example.org")


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "ann",
        "ann@",
        "@example.org",
        "ann@@example.org",
        "ann@example",
        "a b@example.org",
        "ann@example.org\nBcc: x@example.org",
        "ann.@example.org",
        '"ann b"@example.org',
        "ann@[192.0.2.1]",
        "Ann <ann@example.org>",
        "ann@localhost",
    ],
)
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        email_address(wrong)
    assert refused.value.type == "invalid_email"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("ann@demo.test", "cannot reach an address that ends with .test."),
        ("ann@printer.LOCAL", "cannot reach an address that ends with .local."),
        ("ann", "with an @ in it"),
        ("ann@", "with an @ in it"),
        ("ann@example.org, bob@example.org", "one email address only"),
        ("ann smith@example.org", "Take the spaces out"),
        ("jürg@example.org", "accents or special letters before the @"),
        ("ann@gmail", "After the @ there is a full stop"),
        ("ann.@example.org", "in the right form"),
    ],
)
def test_a_refused_address_says_why(typed: str, why: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        email_address(typed)
    assert why in refused.value.message()


@given(ADDRESSES | st.text(max_size=60))
def test_a_user_name_is_its_own_user_name(typed: str) -> None:
    try:
        once = email_address(typed)
    except PydanticCustomError:
        return
    assert once.isascii()
    assert once == once.casefold() == email_address(once) == email_address(once.upper())
