"""The codes of challenges (`auth.challenges`): sent, guessed, used up; the same for every kind of challenge.

A guess is counted before the code is compared (invariant I6), and a code is used once (I4). A mailbox is sent at most 5
codes in 15 minutes; a challenge allows at most 3 guesses.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from auth.challenges import Challenge
from auth.model import SignInMethod
from auth.rules import codes
from auth.rules.codes import CodeFault
from portal import audit
from portal.audit import AuditEvent
from portal.clock import in_words, to_text
from portal.conditions import Attr, Condition
from portal.context import Context
from portal.limits import Counter, Limit
from portal.problems import NOT_FOUND, Refusal
from portal.table import ConditionFailed, Item, Key, Put, Tables, TransactionCancelled, Update, VersionConflict


class Challenges[C: Challenge]:
    """The challenges of one kind."""

    def __init__(self, context: Context, kind: type[C]) -> None:
        self._context = context
        self._settings = context.settings
        self._kind = kind
        self._table = kind.table(context.settings)
        self._tables = Tables(context.aws.dynamodb, context.pause)

    def key(self, challenge_id: str) -> Key:
        name = f"{self._kind.key_prefix}#{challenge_id}"
        return {"pk": name, "sk": name}

    def put_write(self, challenge: C, ttl: int) -> Put:
        """The write that creates the challenge, for the caller to send. No call. `ttl`: in seconds since 1970."""
        item = challenge.model_dump(mode="json", exclude_none=True)
        return Put(self._table, {**self.key(challenge.challenge_id), **item, "ttl": ttl})

    def get(self, challenge_id: str) -> C | Refusal:
        """The challenge; refused as `used_code` if its code was used. 1 call."""
        item = self._tables.get(self._table, self.key(challenge_id))
        if item is None:
            return NOT_FOUND
        return self._kind.refusal(CodeFault.USED) if "used_at" in item else self._kind.model_validate(item)

    def expected_code(self, challenge: C) -> str:
        """The challenge's newest code. No call."""
        return codes.code(
            self._context.pepper, self._kind.purpose, challenge.challenge_id, challenge.owner, challenge.sendings
        )

    def is_right(self, challenge: C, code: str) -> bool:
        """Whether this is the challenge's code. No call."""
        return codes.codes_match(code, self.expected_code(challenge)) and challenge.can_match

    def begin_sending(self, challenge: C, now: datetime) -> C | Refusal:
        """Count one more code; the code before it stops working. The new one works once `sent` was called. 1 call.

        Raises: VersionConflict if another code was asked for at the same time.
        """
        limit = Limit(f"{self._kind.purpose}-codes", self._settings.codes_per_address, timedelta(minutes=15))
        counter = self._counter(limit, challenge.sendings_limited_by, now)
        number = challenge.sendings + 1
        new: Item = {"sendings": number, **challenge.fields_set_by_new_code}  # type: ignore[dict-item]
        try:
            self._tables.transact(
                self._write(challenge, new, remove=["code_expires_at"]),
                counter=counter.raised(),
            )
        except TransactionCancelled as cancelled:
            if not cancelled.failed("counter"):
                raise VersionConflict("another code was asked for") from cancelled
            wait = counter.retry_after(now)
            detail = f"Too many codes were sent to this address. Try again in {in_words(wait)}."
            return Refusal("too_many_codes", detail, retry_after=wait)
        return challenge.model_copy(update={"sendings": number, "code_expires_at": None})

    def sent(self, challenge: C, accepted_at: datetime) -> datetime:
        """Note that SES accepted the code at `accepted_at`. Returns when the code expires, at the latest when the
        challenge does. 1 call.
        """
        expires_at = accepted_at + self._kind.code_lifetime(self._settings)
        if challenge.ends_at is not None:
            expires_at = min(expires_at, challenge.ends_at)
        rows = [self._audit_row(challenge, accepted_at)] if self._kind.sendings_are_audited else []
        try:
            self._tables.transact(self._write(challenge, {"code_expires_at": to_text(expires_at)}), *rows)
        except TransactionCancelled:
            # A newer code is on its way, or the challenge is done, so this code need not work. But it was sent.
            for row in rows:
                self._tables.put(row)
        return expires_at

    def count_guess(
        self, challenge_id: str, now: datetime, *, method: SignInMethod = "email", account_id: str | None = None
    ) -> C | Refusal:
        """The challenge, with this guess counted. `account_id`: a challenge of any other account is refused as not
        found.

        1 call, 2 for kinds whose guesses have an hourly limit.
        """
        most = self._settings.wrong_codes_per_challenge
        condition = self._usable(now, method) & Attr("guesses").lt(most)
        if account_id is not None:
            condition &= Attr("account_id").eq(account_id)
        try:
            item = self._tables.update(
                Update(self._table, self.key(challenge_id), add={"guesses": 1}, condition=condition)
            )
        except ConditionFailed as failed:
            found = failed.found
            somebody_elses = account_id is not None and found is not None and found.get("account_id") != account_id
            return NOT_FOUND if somebody_elses else self._refusal_of(found, most, now, method)
        challenge = self._kind.model_validate(item)
        return self._over_hourly_limit(challenge, now) or challenge

    def uncount_guess(self, challenge: C) -> None:
        """Take back a counted guess whose code was right while another input was wrong. 1 call."""
        self._tables.update(Update(self._table, self.key(challenge.challenge_id), add={"guesses": -1}))

    def use(self, challenge: C, now: datetime, *, method: SignInMethod = "email", remove: Sequence[str] = ()) -> Update:
        """The write that uses up the code, for the transaction that does what the code allows."""
        unchanged = self._usable(now, method) & Attr("sendings").eq(challenge.sendings)
        key, used = self.key(challenge.challenge_id), {"used_at": to_text(now)}
        return Update(self._table, key, set=used, remove=remove, condition=unchanged)

    def why_not_used(self, found: Item | None, now: datetime, method: SignInMethod = "email") -> Refusal:
        """Why the condition of `use` was not met. `found`: the challenge's item. One guess more than the limit is
        allowed, because the last guess may have been the right one.
        """
        return self._refusal_of(found, self._settings.wrong_codes_per_challenge + 1, now, method)

    def _refusal_of(self, found: Item | None, most: int, now: datetime, method: SignInMethod) -> Refusal:
        if found is None:
            return NOT_FOUND
        if "used_at" in found:  # a used registration lacks fields that its model requires
            return self._kind.refusal(CodeFault.USED)
        challenge = self._kind.model_validate(found)
        if challenge.is_gone(now, method):
            return NOT_FOUND
        return self._kind.refusal(challenge.fault(most, now, method) or CodeFault.EXPIRED)

    def _over_hourly_limit(self, challenge: C, now: datetime) -> Refusal | None:
        if challenge.guesses_limited_by is None:
            return None
        limit = Limit(f"wrong-{self._kind.purpose}-codes", self._settings.wrong_codes_per_hour, timedelta(hours=1))
        counter = self._counter(limit, challenge.guesses_limited_by, now)
        if counter.take(self._tables):
            return None
        wait = counter.retry_after(now)
        detail = f"Too many wrong codes. Try again in {in_words(wait)}."
        return Refusal("too_many_wrong_codes", detail, retry_after=wait)

    def _usable(self, now: datetime, method: SignInMethod) -> Condition:
        """The condition that a code can be used. An emailed code expires by itself; an app's code is valid until the
        challenge ends.
        """
        end = "code_expires_at" if method == "email" else "ends_at"
        return Attr("used_at").not_exists() & Attr(end).gt(to_text(now))

    def _write(self, challenge: C, changes: Item, remove: Sequence[str] = ()) -> Update:
        as_read = Attr("sendings").eq(challenge.sendings) & Attr("used_at").not_exists()
        return Update(self._table, self.key(challenge.challenge_id), set=changes, remove=remove, condition=as_read)

    def _counter(self, limit: Limit, subject: str, now: datetime) -> Counter:
        """The counter of a subject for this kind of challenge alone: codes for registering somebody else's address do
        not use up the codes for the owner's sign-ins.
        """
        return Counter.of(self._settings.codes_table, limit, subject, self._context.pepper, now)

    def _audit_row(self, challenge: C, sent_at: datetime) -> Put:
        table = self._settings.audit_table
        return audit.row(table, AuditEvent.EMAIL_SENT, sent_at, account_id=challenge.owner, mail=challenge.mail)
