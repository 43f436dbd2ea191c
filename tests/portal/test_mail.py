import re
from html.parser import HTMLParser

import pytest
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError
from hypothesis import given
from hypothesis import strategies as st

from portal.mail import Mail, NotAccepted, compose, send
from tests.support.stub_client import StubClient, refusal
from tests.support.written import EMAILS, FACTS

CODE = FACTS["code"]
IF_IT_WAS_NOT_YOU = re.compile(r"[Ii]f ((this|that|it) was not you|you are not signing in|you did not)")
WHAT_FOR = {
    "activation_code": "creating a Leicestershire portal account",
    "sign_in_code": "Sign in to the Leicestershire portal",
    "already_registered": "tried to create a Leicestershire portal account",
    "welcome": "account is active",
}


class Page(HTMLParser):
    """What a mail program shows: the words, and the links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str | None] = []
        self.tags: list[str] = []
        self.ended: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words += f" {data}"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        self.ended.append(tag)


def both_parts(mail: Mail) -> tuple[str, str]:
    return " ".join(mail.text.split()), " ".join(Page(mail.html).words.split())


@pytest.mark.parametrize("name", EMAILS)
def test_every_mail_says_who_we_are(name: str) -> None:
    for part in both_parts(compose(name, **FACTS)):
        assert "Leicestershire County Council" in part
        assert "0116 305 0001" in part
        assert "We never ask for your password" in part


@pytest.mark.parametrize("name", WHAT_FOR)
def test_a_mail_about_an_account_says_what_it_is_for_and_what_to_do_if_it_was_not_you(name: str) -> None:
    for part in both_parts(compose(name, **FACTS)):
        assert WHAT_FOR[name] in part
        assert IF_IT_WAS_NOT_YOU.search(part)


@pytest.mark.parametrize(
    "name", [name for name in EMAILS if not name.startswith(("permit_", "payment_", "request_", "feedback", "team_"))]
)
def test_every_mail_about_an_account_says_what_to_do_if_it_was_not_you(name: str) -> None:
    for part in both_parts(compose(name, **FACTS)):
        assert IF_IT_WAS_NOT_YOU.search(part)


@pytest.mark.parametrize("name", EMAILS)
def test_what_every_mail_ends_with_is_told_from_the_mail(name: str) -> None:
    mail = compose(name, **FACTS)
    words, _, foot = mail.text.partition("\n--\n")
    assert "County Hall" in foot
    assert "County Hall" not in words
    assert ">--<" not in mail.html
    assert mail.html.index("border-top") < mail.html.index("County Hall")


@pytest.mark.parametrize("name", EMAILS)
def test_a_page_is_whole_and_fits_a_small_screen(name: str) -> None:
    page = Page(compose(name, **FACTS).html)
    for tag in ("table", "tr", "td", "h1", "p", "html", "body"):
        assert page.tags.count(tag) == page.ended.count(tag), tag
    assert page.tags.count("h1") == 1
    assert "width=device-width" in compose(name, **FACTS).html
    assert not {"script", "img", "link", "form"} & set(page.tags), "a mail fetches nothing and runs nothing"


@pytest.mark.parametrize("name", EMAILS)
def test_nothing_is_left_to_fill_in_and_no_mark_of_ours_is_left(name: str) -> None:
    mail = compose(name, **FACTS)
    assert "$" not in mail.subject + mail.text + mail.html
    assert not re.search(r"^[#^] ", mail.text, re.MULTILINE)
    assert not re.search(r">[#^*] ", mail.html)


@pytest.mark.parametrize("name", ["activation_code", "sign_in_code"])
def test_a_code_stands_alone_in_its_line_with_how_long_it_lives_and_not_in_the_subject(name: str) -> None:
    mail = compose(name, **FACTS)
    assert CODE in mail.text.splitlines()
    assert f">{CODE}</p>" in mail.html
    assert CODE not in mail.subject
    for part in both_parts(mail):
        assert "used once, in the next 30 seconds" in part


@pytest.mark.parametrize("name", ["activation_code", "email_change_code", "password_reset_code", "sign_in_code"])
def test_a_code_comes_first_before_any_heading(name: str) -> None:
    mail = compose(name, **FACTS)
    assert mail.text.splitlines()[0] == CODE
    assert mail.html.index(f">{CODE}</p>") < mail.html.index("<h1")


def test_what_is_too_long_to_type_breaks_on_a_small_screen() -> None:
    mail = compose("email_changed", **FACTS)
    assert FACTS["token"] in mail.text.splitlines()
    [style] = re.findall(rf'<p style="([^"]*)">{FACTS["token"]}</p>', mail.html)
    assert "break-all" in style
    assert "32px" not in style


@pytest.mark.parametrize("name", EMAILS)
def test_links_lead_to_our_pages_alone(name: str) -> None:
    links = Page(compose(name, **FACTS).html).links
    assert all(str(link).startswith("https://portal.example/") for link in links)


@given(
    st.text()
    | st.sampled_from(["<a href='https://evil.example'>here</a>", "\n\nhttps://evil.example\n\n", "$code", "\n\n# Pay"])
)
def test_a_name_makes_no_link_and_no_markup(first_name: str) -> None:
    plain, hostile = compose("welcome", **FACTS), compose("welcome", **FACTS | {"first_name": first_name})
    assert Page(hostile.html).tags == Page(plain.html).tags
    assert Page(hostile.html).links == Page(plain.html).links
    assert hostile.text.count("\n") == plain.text.count("\n")
    assert hostile.subject == plain.subject


def test_a_fact_that_is_missing_is_named() -> None:
    with pytest.raises(KeyError, match="code"):
        compose("sign_in_code", lifetime="30 seconds", web_url="https://portal.example")


MAIL = Mail("Subject", "Text", "<p>Text</p>")


def test_what_ses_gets() -> None:
    client = StubClient({"MessageId": "m-1"})
    assert send(MAIL, "ann@example.org", "no-reply@portal.example", client) == "m-1"  # type: ignore[arg-type]
    [(operation, asked)] = client.asked
    assert operation == "send_email"
    assert asked["FromEmailAddress"] == "Leicestershire portal <no-reply@portal.example>"
    assert asked["Destination"] == {"ToAddresses": ["ann@example.org"]}
    assert asked["Content"]["Simple"]["Body"]["Text"] == {"Data": "Text", "Charset": "UTF-8"}


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (refusal("MessageRejected"), False),
        (refusal("BadRequestException"), False),
        (refusal("TooManyRequestsException"), True),
        (refusal("SendingPausedException"), True),
        (ReadTimeoutError(endpoint_url="https://ses.invalid"), True),
        (ConnectTimeoutError(endpoint_url="https://ses.invalid"), True),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_mail_that_ses_did_not_take(error: Exception, passing: bool) -> None:
    with pytest.raises(NotAccepted) as refused:
        send(MAIL, "ann@example.org", "no-reply@portal.example", StubClient(error))  # type: ignore[arg-type]
    assert refused.value.passing is passing
