"""Which email addresses are of a public body: by whole labels, from a dated list."""

from datetime import date

import pytest

from auth.rules.public_bodies import is_of_public_body, public_bodies
from portal.clock import utc_now


@pytest.mark.parametrize(
    "domain",
    [
        "leics.gov.uk",
        "social.care.leics.gov.uk",
        "nhs.net",
        "uhl-tr.nhs.uk",
        "leicestershire.police.uk",
        "le.ac.uk",
        "oakfield.leics.sch.uk",
        "parliament.uk",
        "justice.gov.scot",
    ],
)
def test_public_bodies(domain: str) -> None:
    assert is_of_public_body(f"ann@{domain}")


@pytest.mark.parametrize(
    "domain",
    [
        "evilgov.uk",
        "gov.uk.example.org",
        "gov.uk",
        "nhs.net.example.org",
        "mail.nhs.net",
        "xnhs.net",
        "gov.uk.com",
        "police.uk.net",
        "uk",
        "notgov.scot",
        "xn--gv-fka.uk",
        "gov-uk.org",
    ],
)
def test_others(domain: str) -> None:
    assert not is_of_public_body(f"ann@{domain}")


def test_a_mailbox_may_be_called_anything() -> None:
    assert not is_of_public_body('"ann@leics.gov.uk"@example.org')
    assert not is_of_public_body("leics.gov.uk@example.org")


def test_the_list_says_from_when_and_where_it_is() -> None:
    found = public_bodies()
    assert date.fromisoformat(found.as_of) <= utc_now().date()
    assert found.sources
    assert all(domain == domain.lower().strip(".") for domain in found.domains)
