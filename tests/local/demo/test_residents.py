"""Who lives in the demo's town."""

import csv
from collections import Counter
from datetime import date, timedelta

from local.demo.__main__ import added
from local.demo.bills import BILLS
from local.demo.made_up_document import made_up_pdf
from local.demo.notices import CHOICES
from local.demo.residents import PLACES, STORIES, End, nearby, residents
from local.demo.town import first_day_for
from local.seed import SAMPLE, SAMPLE_PROPERTY
from permits.rules.calendar import last_day

PROMISED = {
    "permit_expires_in_40_days",
    "permit_expires_in_29_days",
    "permit_expires_in_14_days",
    "permit_expires_in_7_days",
    "permit_expires_in_1_day",
    "permit_expired_yesterday",
    "permit_expired_13_days_ago",
    "permit_expired_15_days_ago",
    "permit_in_review",
    "permit_information_needed",
    "permit_approved",
    "permit_rejected",
    "permit_lapsed",
    "permit_free_live",
    "permit_about_to_lapse",
    "vehicle_change_in_review",
    "address_change_in_review",
    "payment_due",
    "payment_held",
    "payment_paid",
    "told_by_text",
    "told_by_post",
    "email_bounces",
}
"""The words by which programs find a resident in `.local/endpoints.json`."""


def test_every_promised_state_has_its_resident() -> None:
    assert PROMISED - {story.what for story in STORIES} == set()


def test_on_every_day_of_four_years_a_permit_can_end_then_or_a_few_days_before() -> None:
    days = [date(2026, 1, 1) + timedelta(days=day) for day in range(4 * 366)]
    for months in {story.months for story in STORIES}:
        for day in days:
            end = last_day(first_day_for(day, months), months)
            assert timedelta(0) <= day - end <= timedelta(days=3), (day, months)
    assert all(last_day(first_day_for(day, 12), 12) == day for day in days if (day.month, day.day) != (2, 28))


def test_every_bill_is_somebodys() -> None:
    assert {bill.who for bill in BILLS} <= {story.what for story in STORIES}
    assert len({bill.who for bill in BILLS}) == len(BILLS)


def test_every_choice_of_a_channel_is_somebodys() -> None:
    assert CHOICES.keys() <= {story.what for story in STORIES}


def test_nobody_stands_in_anothers_way() -> None:
    everybody = list(residents())
    assert len({one.email for one in everybody}) == len({one.vrm for one in everybody}) == len(everybody) >= 40
    assert max(Counter(one.uprn for one in everybody).values()) <= PLACES


def test_who_moves_goes_to_a_free_place_in_the_same_zone() -> None:
    with (SAMPLE / "addresses.csv").open(newline="") as rows:
        zones = {row["uprn"]: row["permit_zone"] for row in csv.DictReader(rows)}
    everybody = list(residents())
    [mover] = [one for one in everybody if one.story.what == "address_change_in_review"]
    assert nearby(mover, everybody) != mover.uprn
    assert zones[nearby(mover, everybody)] == zones[mover.uprn]
    assert sum(one.uprn == nearby(mover, everybody) for one in everybody) < PLACES


def test_the_officers_queue_is_a_day_s_work_in_several_zones() -> None:
    with (SAMPLE / "addresses.csv").open(newline="") as rows:
        zones = {row["uprn"]: row["permit_zone"] for row in csv.DictReader(rows)}
    queued = [one for one in residents() if one.story.end in {End.IN_REVIEW, End.ANSWERED}]
    assert len(queued) == 60
    assert len({zones[one.uprn] for one in queued}) >= 4
    assert max(one.story.applied for one in queued) < timedelta(hours=108), "the hold of no payment is over"


def test_the_property_for_trying_things_by_hand_is_free() -> None:
    assert "990000001003" not in {one.uprn for one in residents()}
    assert SAMPLE_PROPERTY["house"] == "12"


def test_a_made_up_document_is_a_pdf_whose_table_finds_its_objects() -> None:
    pdf = made_up_pdf(["V5C (made up)", "\\"])
    start = int(pdf.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert pdf[start:].startswith(b"xref\n0 6\n")
    for number, line in enumerate(pdf[start:].splitlines()[3:8], 1):
        assert pdf[int(line[:10]) :].startswith(b"%d 0 obj\n" % number)
    assert rb"(V5C \(made up\)) Tj" in pdf


def test_a_second_run_says_that_it_added_nothing() -> None:
    ann, bob = {"email": "ann@demo.example.org", "what": "payment_due"}, {"email": "bob@demo.example.org", "what": "x"}
    assert added([ann], []) == "The town is made."
    assert added([ann], [ann]) == "Nothing was added: it was all there."
    assert added([ann, bob], [ann]) == "Added or changed: bob@demo.example.org."
