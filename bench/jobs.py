"""Jobs cost what is due, not what is stored: the reads of each with 2,000 and with 20,000 records, 300 of them due.

The record that a journey left in the table is copied under other ids as often as needed. Reads are made (over moto);
writes are counted but not made, so that the state is the same for each of the 300.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from moto.dynamodb.models import dynamodb_backends

from bench.prices import prices
from bench.row import Row
from bench.walked import Walker, Watch, fresh_walker
from portal.aws import Aws
from tests.journeys.bills import Billing
from tests.journeys.requests import Applicant
from tests.support.buyer import Buyer
from tests.support.moto_stack import MotoAws, handler_of
from tests.support.renewer import Renewer
from tests.support.template import ACCOUNT, REGION

STORED = (2_000, 20_000)
PROJECTED = 1_000_000
DUE = 300
READS = {"query", "get_item", "batch_get_item"}
type Item = dict[str, Any]
"""An item in DynamoDB's API format: `{"pk": {"S": …}}`."""


@dataclass(frozen=True)
class Job:
    """A job. `table`: the table it reads. `due`: makes one record that is due after `days`. `undue`: turns it into one
    that is not due.
    """

    function: str
    table: str
    due: Callable[[Walker], None]
    undue: Callable[[Item], Item]
    days: int = 30


def _applied(walker: Walker) -> None:
    walker.visitor.make_account()
    buyer = Buyer(walker.visitor)
    buyer.finds_the_property()
    buyer.applies()


def _in_review(walker: Walker) -> None:
    _applied(walker)
    buyer = Buyer(walker.visitor, permit_id=walker.visitor.answers[-1].body["permit_id"])
    buyer.payment_id = walker.visitor.answers[-1].body["payment_id"]
    buyer.sends()
    buyer.pays()
    buyer.waits_for("in_review", "authorised")


def _approved(walker: Walker) -> None:
    _in_review(walker)
    answer = walker.visitor.ask("GET", "/v1/permits").body["items"][0]
    buyer = Buyer(walker.visitor, permit_id=answer["permit_id"])
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")


def _expiring(walker: Walker) -> None:
    """A permit whose reminders have all been sent, before its last day."""
    _approved(walker)
    walker.stack.clock.forward(days=363, hours=18)
    handler_of("SendRenewalReminders").reply({}, walker.stack.context(walker.stack.aws))


def _renews_itself(walker: Walker) -> None:
    """A permit whose automatic renewal is to be announced."""
    Renewer.of(walker.visitor)


def _billed(walker: Walker) -> None:
    walker.visitor.make_account()
    Billing(walker.visitor).asks()


def _asked(walker: Walker) -> None:
    _in_review(walker)
    buyer = Buyer(walker.visitor, permit_id=walker.visitor.answers[-1].body["permit_id"])
    buyer.officer_decides("ask", "Which vehicle is it?")
    walker.stack.clock.forward(hours=107)  # the hold is taken before the question is repeated
    handler_of("CaptureExpiringHolds").reply({}, walker.stack.context(walker.stack.aws))


def _begun(walker: Walker) -> None:
    walker.visitor.make_account()
    Applicant(walker.visitor).starts()


def _without(*names: str) -> Callable[[Item], Item]:
    return lambda item: {name: value for name, value in item.items() if name not in names}


JOBS = (
    Job("ReleaseUnpaid", "Permits", _applied, _without("due", "due_at", "lapses_at")),
    Job("CaptureExpiringHolds", "Permits", _in_review, _without("due", "due_at", "capture_at")),
    Job("SendRenewalReminders", "Permits", _approved, _without("due", "due_at"), days=340),
    Job("RenewAutomatically", "Permits", _renews_itself, _without("due", "due_at"), days=351),
    Job("ExpirePermits", "Permits", _expiring, _without("due", "due_at"), days=1),
    Job("ChaseUnanswered", "Permits", _asked, _without("due", "due_at", "asked_at")),
    Job("ChaseRequests", "Requests", _begun, _without("due", "due_at"), days=24),
    Job("SettleOpenAttempts", "Payments", _in_review, _without("to_settle", "settle_at")),
    Job("RemindOverdue", "Payments", _billed, _without("to_remind", "remind_at")),
)


class _OnlyReads:
    """A client whose writes are counted but not made."""

    def __init__(self, real: Any, made: Counter[str]) -> None:
        self._real, self._made = real, made

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**ask: Any) -> Any:
            self._made[operation] += 1
            return getattr(self._real, operation)(**ask) if operation in READS else {}

        return call


class _ReadingAws(Aws):
    def __init__(self, real: MotoAws, made: Counter[str]) -> None:
        for service in ("dynamodb", "sqs", "s3", "ses", "events"):
            self.__dict__[service] = _OnlyReads(getattr(real, service), made)
        self.__dict__["secrets"] = real.secrets


def measure() -> Iterator[Row]:
    for job in JOBS:
        reads = {}
        for stored in STORED:
            made = calls_of(job, stored)
            reads[stored] = sum(count for operation, count in made.items() if operation in READS)
            yield Row("job", f"{job.function}, {stored:,} stored, {DUE} due", reads[stored], "reads", reads[STORED[0]])
        # the rows above check that reads do not grow with what is stored
        pence = reads[STORED[-1]] * prices().pence("dynamodb_read")
        yield Row("job", f"{job.function}, reads of a run with {PROJECTED:,} stored", pence, "pence")


def calls_of(job: Job, stored: int, due: int = DUE) -> Counter[str]:
    """The AWS calls of one run of a job with `stored` records, `due` of which are due."""
    with fresh_walker(Watch()) as walker:
        job.due(walker)
        _fill(walker, job, stored, due)
        walker.stack.clock.forward(days=job.days)
        made: Counter[str] = Counter()
        context = walker.stack.context(_ReadingAws(walker.stack.aws, made))
        handler_of(job.function).reply({}, context)
        return made


def _fill(walker: Walker, job: Job, stored: int, due: int) -> None:
    kind = job.table.removesuffix("s")
    found: list[Item] = list(walker.stack.aws.dynamodb.scan(TableName=job.table)["Items"])
    [record] = [item for item in found if item["sk"] == {"S": kind.upper()}]
    backend, own = dynamodb_backends[ACCOUNT][REGION], f"{kind.lower()}_id"
    first: str = record[own]["S"]
    for number in range(stored - 1):
        another = f"{first[:-5]}{number:05d}"
        copy = {**record, own: {"S": another}, "pk": {"S": f"{kind.upper()}#{another}"}}
        for shard in {"due", "to_settle", "to_remind"} & copy.keys():
            copy[shard] = {"S": f"{copy[shard]['S'][:-1]}{number % 2}"}
        backend.put_item(job.table, copy if number < due - 1 else job.undue(copy))
