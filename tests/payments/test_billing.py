"""When a payer is reminded, and when not."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from payments.leaving import kept
from payments.model import Payment, Refund, Requested
from payments.rules.billing import REMINDERS, reminded, requested, withdrawn
from portal.london import LONDON, today
from portal.payment import Charge, PaymentStatus, RefundStatus
from portal.problems import Refusal

ID = "01J00000000000000000000000"
ASKED = Requested(by="officer-1", about_kind="other", tell_by=("email",))


def bill(due_date: date, now: datetime) -> Payment:
    charge = Charge(
        payment_id=ID, account_id="a", for_kind="bill", for_id=ID, description="A kerb",
        amount_pence=5000, due_date=due_date, hold=False,
    )  # fmt: skip
    made = requested(charge, ASKED, now)
    assert isinstance(made, Payment)
    return made


INSTANTS = st.integers(0, 700 * 86_400).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(INSTANTS, st.integers(0, 60), st.lists(st.integers(1, 400), max_size=60))
def test_at_most_three_each_once_and_never_before_its_day(raised: datetime, ahead: int, hours: list[int]) -> None:
    """However seldom the job runs."""
    one, now = bill(today(raised) + timedelta(days=ahead), raised), raised
    for pause in hours:
        now += timedelta(hours=pause)
        after = reminded(one, now)
        if after is None:
            continue
        day = one.due_date + timedelta(days=REMINDERS[after.reminded[-1]])
        assert now >= datetime.combine(day, time(9), LONDON)
        assert now >= raised + timedelta(days=1)
        assert reminded(after, now) is None
        one = after
    assert len(one.reminded) == len(set(one.reminded)) <= 3
    assert list(one.reminded) == [when for when in REMINDERS if when in one.reminded]


@given(INSTANTS, st.sampled_from([status for status in PaymentStatus if status is not PaymentStatus.DUE]))
def test_only_who_owes_is_reminded(now: datetime, status: PaymentStatus) -> None:
    one = bill(today(now), now).model_copy(update={"status": status})
    assert reminded(one, now + timedelta(days=30)) is None


def test_nine_in_the_morning_in_summer_time_too() -> None:
    raised = datetime(2026, 6, 1, tzinfo=UTC)
    one = bill(date(2026, 6, 20), raised)
    eight_utc = datetime(2026, 6, 13, 8, tzinfo=UTC)
    assert reminded(one, eight_utc - timedelta(seconds=1)) is None
    after = reminded(one, eight_utc)
    assert after is not None
    assert after.reminded == ("in_7_days",)


def test_a_job_that_was_away_sends_the_newest_one_only() -> None:
    raised = datetime(2026, 6, 1, tzinfo=UTC)
    after = reminded(bill(date(2026, 6, 20), raised), datetime(2026, 6, 20, 12, tzinfo=UTC))
    assert after is not None
    assert after.reminded == ("today",)
    last = reminded(after, datetime(2026, 8, 1, tzinfo=UTC))
    assert last is not None
    assert (last.reminded, last.remind_at) == (("today", "7_days_ago"), None)


@given(INSTANTS, st.sampled_from(PaymentStatus))
def test_only_what_is_owed_is_withdrawn(now: datetime, status: PaymentStatus) -> None:
    one = bill(today(now), now).model_copy(update={"status": status})
    after = withdrawn(one, "Raised twice", now)
    assert isinstance(after, Refusal) is not status.owed


def test_what_officers_wrote_goes_with_the_account() -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    refund = Refund(
        refund_id=f"{ID}-r1", attempt_id=f"{ID}-1", amount_pence=1, status=RefundStatus.SUCCESS, at=now, reason="Ann"
    )
    told = {"description": "Kerb of Ann Smith", "withdrawn_because": "Ann called", "refunds": (refund,)}
    left = kept(bill(date(2026, 6, 20), now).model_copy(update=told), now)
    assert "Ann" not in left.model_dump_json()
    assert (left.amount_pence, left.refunds[0].amount_pence) == (5000, 1)
    assert kept(left, now + timedelta(days=1)) == left
