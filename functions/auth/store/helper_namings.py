"""Naming a helper: asked for with the person's password, confirmed by the helper with a code from their own mailbox."""

from datetime import date, datetime, time, timedelta

from auth.helper_invitation import HelperInvitation
from auth.model import Account
from auth.rules.codes import CodeFault
from auth.rules.helpers import NamedHelper, Relationship
from auth.store.challenges import Challenges
from auth.store.helper_deadlines import deadline_puts
from auth.store.helpers import helper_row, named_key
from auth.store.reauthentication import Reauthenticated
from portal.audit import AuditEvent
from portal.clock import epoch_seconds, to_text
from portal.conditions import Attr
from portal.context import Context
from portal.events.accounts import HelperConfirmed
from portal.helping import Helping
from portal.helpings import helping_key
from portal.idempotency import Idempotency
from portal.ids import ulid
from portal.limits import Counter, Limit
from portal.london import LONDON
from portal.obligations import require_open_account
from portal.outbox import announce
from portal.problems import NOT_FOUND, Refusal
from portal.table import Item, Put, Tables, TransactionCancelled, Update, VersionConflict


class HelperNamings:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.accounts_table
        self._codes = context.settings.codes_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._challenges = Challenges(context, HelperInvitation)

    @classmethod
    def from_context(cls, context: Context) -> "HelperNamings":
        return cls(context)

    def repeated(self, idempotency: Idempotency) -> HelperInvitation | Refusal | None:
        """The invitation that an earlier send of this request made; None if there was none. 1 call, 2 for a repeated
        request.
        """
        earlier = idempotency.repeated(self._tables.get(self._codes, idempotency.key))
        return self._challenges.get(earlier) if isinstance(earlier, str) else earlier

    def name(
        self,
        account: Account,
        owner: Reauthenticated,
        *,
        name: str,
        email: str,
        relationship: Relationship,
        until: date,
        idempotency: Idempotency,
        now: datetime,
    ) -> HelperInvitation | Refusal:
        """The invitation, which waits for its code; the earlier one if the same request came twice at once. 2 calls."""
        limit = Limit("helpers-named", self._settings.helpers_named_per_account, timedelta(days=1))
        counter = Counter.of(self._codes, limit, account.account_id, self._context.pepper, now)
        if not counter.take(self._tables):
            words = "You have named too many helpers today. Try again tomorrow."
            return Refusal("too_many_attempts", words, retry_after=counter.retry_after(now))
        ends_at = now + self._settings.helper_code_lifetime
        person = account.person
        invitation = HelperInvitation(
            challenge_id=ulid(now, self._context.randomness),
            account_id=account.account_id,
            person_name=f"{person.first_name} {person.last_name}",
            email=email,
            ends_at=ends_at,
        )
        named = NamedHelper(
            helper_id=invitation.challenge_id,
            name=name,
            email=email,
            relationship=relationship,
            until=until,
            named_at=now,
            code_ends_at=ends_at,
        )
        item: Item = {
            **named_key(account.account_id, named.helper_id),
            **named.model_dump(mode="json", exclude_none=True),
            "ttl": _ttl(until),
        }
        try:
            self._tables.transact(
                self._challenges.put_write(invitation, epoch_seconds(ends_at + timedelta(days=1))),
                Put(self._table, item),
                owner.reset_attempts,
                helper_row(
                    self._settings.audit_table, AuditEvent.HELPER_NAMED, account.account_id, named.helper_id, now
                ),
                idempotency=idempotency.record(self._codes, named.helper_id),
            )
        except TransactionCancelled as cancelled:
            earlier = idempotency.earlier_result(cancelled.found("idempotency"))
            return self._challenges.get(earlier) if isinstance(earlier, str) else earlier
        return invitation

    def invitation(self, helper_id: str, helper: Account) -> HelperInvitation | Refusal:
        """The invitation; not found unless it was sent to the email address of this account. 1 call."""
        item = self._tables.get(self._codes, self._challenges.key(helper_id))
        found = HelperInvitation.model_validate(item) if item else None
        return found if found and found.email == helper.person.email else NOT_FOUND

    def check_code(self, helper_id: str, code: str, now: datetime) -> HelperInvitation | Refusal:
        """The invitation, if the code is right. The guess is counted before it is compared (I6), also per hour. 2
        calls.
        """
        invitation = self._challenges.count_guess(helper_id, now)
        if isinstance(invitation, Refusal) or self._challenges.is_right(invitation, code):
            return invitation
        return HelperInvitation.refusal(CodeFault.INVALID)

    def confirm(self, invitation: HelperInvitation, helper: Account, now: datetime) -> Helping | Refusal:
        """Confirm the naming: the helper may act from now on. Not found if the person has ended it meanwhile. 2 calls.

        Raises: VersionConflict if one of the accounts was closed.
        """
        person_id, helper_id = invitation.account_id, invitation.challenge_id
        item = self._tables.get(self._table, named_key(person_id, helper_id))
        if item is None:
            return NOT_FOUND
        named = NamedHelper.model_validate(item)
        helping = Helping(
            helper_id=helper_id,
            account_id=person_id,
            person_name=invitation.person_name,
            helper_name=named.name,
            until=named.until,
            confirmed_at=now,
        )
        event = HelperConfirmed.new(now, self._context.randomness, account_id=person_id)
        mine: Item = {
            **helping_key(helper.account_id, helper_id),
            **helping.model_dump(mode="json"),
            "ttl": _ttl(named.until),
        }
        try:
            self._tables.transact(
                Put(self._table, mine),
                require_open_account(self._table, person_id),
                require_open_account(self._table, helper.account_id),
                helper_row(self._settings.audit_table, AuditEvent.HELPER_CONFIRMED, person_id, helper_id, now),
                helper_row(self._settings.audit_table, AuditEvent.HELPING_BEGUN, helper.account_id, helper_id, now),
                announce(event, self._table),
                *deadline_puts(self._table, helping, helper.account_id),
                named=Update(
                    self._table,
                    named_key(person_id, helper_id),
                    set={"confirmed_at": to_text(now), "helper_account_id": helper.account_id},
                    condition=Attr("pk").exists(),
                ),
                code=self._challenges.use(invitation, now),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("code"):
                return self._challenges.why_not_used(cancelled.found("code"), now)
            if cancelled.failed("named"):
                return NOT_FOUND
            raise VersionConflict("an account was closed") from cancelled
        return helping


def _ttl(until: date) -> int:
    """When the naming's items may be deleted, in seconds since 1970: two days after its last day."""
    return epoch_seconds(datetime.combine(until, time(), LONDON) + timedelta(days=2))
