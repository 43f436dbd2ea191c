"""The demo's residents and the stories of their permits.

Programs find a resident by `what`, a stable name that several may share. Days count from the day on which the demo is
made.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import cycle

from local.seed import SAMPLE, SAMPLE_PROPERTY

PLACES = 2
"""How many permits a property may have at a time."""
PASSWORD = "Try-The-Portal-1"


class End(StrEnum):
    """The state that an application has reached."""

    APPLIED = "applied"
    """Documents are missing."""
    DOCUMENTS_SENT = "documents_sent"
    DECLINED = "declined"
    """The payer's card was declined."""
    IN_REVIEW = "in_review"
    INFORMATION_NEEDED = "information_needed"
    ANSWERED = "answered"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    LIVE = "live"


GOOD_CARD, DECLINED_CARD = "4444333322221111", "4000000000000002"
CARD_THAT_EXPIRES = "4000002760003184"
"""A card that pays now but fails when charged later by an agreement."""


@dataclass(frozen=True)
class Story:
    """The story of one resident. `applied`: how long ago; for a live permit `expires_in_days` sets that instead.

    `renews_itself`: they agreed to automatic renewal and pay with `card`. `professional`: their account is for
    professional use.
    """

    what: str
    end: End
    applied: timedelta = timedelta(days=2)
    expires_in_days: int | None = None
    starts_in_days: int = 0
    permit_type: str = "resident"
    months: int = 12
    renews_itself: bool = False
    card: str = GOOD_CARD
    professional: bool = False


@dataclass(frozen=True)
class DemoResident:
    """A resident. `uprn`: the property of the permit."""

    email: str
    first_name: str
    last_name: str
    vrm: str
    uprn: str
    postcode: str
    story: Story


def _live(days: int, what: str, **more: str | int | bool) -> Story:
    return Story(what, End.LIVE, expires_in_days=days, **more)  # type: ignore[arg-type]


def _renews_itself(days: int, what: str, card: str = GOOD_CARD) -> Story:
    return _live(days, what, renews_itself=True, card=card)


def _queue(cases: int) -> Iterator[Story]:
    """Applications of all types. The oldest is from four days ago: the hold on its payment ends within hours."""
    kinds = cycle((("resident", 12), ("disabled_resident", 12), ("resident", 12), ("motorcycle", 6), ("student", 12)))
    for number, (permit_type, months) in zip(range(1, cases + 1), kinds, strict=False):
        applied = timedelta(minutes=105 * number)
        yield Story("permit_in_the_queue", End.IN_REVIEW, applied, permit_type=permit_type, months=months)


STORIES = (
    _live(40, "permit_expires_in_40_days"),
    _live(29, "permit_expires_in_29_days"),
    _live(14, "permit_expires_in_14_days"),
    _live(7, "permit_expires_in_7_days"),
    _live(1, "permit_expires_in_1_day"),
    _live(-1, "permit_expired_yesterday"),
    _live(-13, "permit_expired_13_days_ago"),
    _live(-15, "permit_expired_15_days_ago"),
    _live(30, "permit_expires_in_30_days"),
    _live(200, "permit_live"),
    _live(120, "permit_live_motorcycle", permit_type="motorcycle", months=6),
    _live(150, "permit_live_temporary", permit_type="temporary_resident", months=6),
    _live(250, "permit_live_student", permit_type="student"),
    _live(300, "permit_free_live", permit_type="disabled_resident"),
    _renews_itself(15, "auto_renewal_expires_in_15_days"),
    _renews_itself(14, "auto_renewal_expires_in_14_days"),
    _renews_itself(10, "auto_renewal_announced"),
    _renews_itself(8, "auto_renewal_expires_in_8_days"),
    _renews_itself(7, "auto_renewal_expires_in_7_days"),
    _renews_itself(7, "auto_renewal_card_expired", CARD_THAT_EXPIRES),
    _live(180, "vehicle_change_in_review"),
    _live(220, "address_change_in_review"),
    Story("permit_approved", End.LIVE, timedelta(days=1), starts_in_days=10),
    Story("payment_paid", End.LIVE, timedelta(days=3)),
    Story("permit_in_review", End.IN_REVIEW, timedelta(days=2)),
    Story("permit_in_review_free", End.IN_REVIEW, timedelta(days=3), permit_type="disabled_resident"),
    Story("permit_in_review_temporary", End.IN_REVIEW, timedelta(days=1), permit_type="temporary_resident", months=6),
    Story("payment_held", End.IN_REVIEW, timedelta(hours=30)),
    Story("permit_information_needed", End.INFORMATION_NEEDED, timedelta(days=3)),
    Story("permit_answered", End.ANSWERED, timedelta(days=4)),
    Story("permit_rejected", End.REJECTED, timedelta(days=6)),
    Story("permit_withdrawn", End.WITHDRAWN, timedelta(days=5)),
    # These come before the one that lapses: the job that lapses it also ends all older unpaid applications.
    _live(160, "told_by_text"),
    _live(170, "told_by_post"),
    _live(190, "email_bounces"),
    Story("permit_lapsed", End.LAPSED, timedelta(days=8)),
    Story("permit_about_to_lapse", End.DOCUMENTS_SENT, timedelta(hours=23, minutes=20)),
    Story("permit_documents_missing", End.APPLIED, timedelta(hours=2)),
    Story("payment_due", End.DOCUMENTS_SENT, timedelta(hours=3)),
    Story("payment_declined", End.DECLINED, timedelta(hours=4)),
    *_queue(55),
    _live(210, "works_as_nurse", professional=True),
    _live(211, "works_in_a_care_home", professional=True),
    _live(212, "works_for_the_police", professional=True),
    _live(213, "works_for_a_landlord", professional=True),
    _live(214, "works_as_gp", professional=True),
    _live(216, "works_in_a_hospital", professional=True),
    _live(217, "works_for_a_charity", professional=True),
)

FIRST_NAMES = ("Ada", "Bilal", "Carys", "Dev", "Edith", "Farah", "Glyn", "Halima", "Ivor", "Jaspreet", "Kofi", "Lena")
LAST_NAMES = ("Abbott", "Bhatt", "Chapman", "Dhillon", "Ellis", "Freeman", "Gupta", "Hart", "Ingram", "Joshi")
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def residents(stories: Sequence[Story] = STORIES) -> Iterator[DemoResident]:
    """One resident per story, in the sample's permit zones. The property meant for trying things by hand is left
    out.
    """
    homes = cycle(_homes())
    counted: dict[str, int] = {}
    for number, story in enumerate(stories):
        counted[story.what] = counted.get(story.what, 0) + 1
        again = f"-{counted[story.what]}" if counted[story.what] > 1 else ""
        home = next(homes)
        yield DemoResident(
            email=f"{story.what.replace('_', '-')}{again}@demo.example.org",
            first_name=FIRST_NAMES[number % len(FIRST_NAMES)],
            last_name=LAST_NAMES[number * 7 % len(LAST_NAMES)],
            vrm=f"{LETTERS[number % 22]}{LETTERS[number // 22]}{20 + number % 30}{LETTERS[number % 21]}DM",
            uprn=home["uprn"],
            postcode=home["postcode"],
            story=story,
        )


def nearby(resident: DemoResident, everybody: Sequence[DemoResident]) -> str:
    """The UPRN of another property in the same zone that still has a permit place free."""
    taken = Counter(one.uprn for one in everybody)
    zone = next(home["permit_zone"] for home in _homes() if home["uprn"] == resident.uprn)
    others = (home["uprn"] for home in _homes() if home["permit_zone"] == zone and home["uprn"] != resident.uprn)
    return next(uprn for uprn in others if taken[uprn] < PLACES)


def _homes() -> list[dict[str, str]]:
    with (SAMPLE / "addresses.csv").open(newline="") as rows:
        found = [row for row in csv.DictReader(rows) if row["permit_zone"]]
    tried_by_hand = f"{SAMPLE_PROPERTY['house']} "
    return [
        row
        for row in found
        if not (row["postcode"] == SAMPLE_PROPERTY["postcode"] and row["lines"].startswith(tried_by_hand))
    ]
