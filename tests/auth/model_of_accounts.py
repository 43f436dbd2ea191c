"""What may be so of accounts, in plain Python: who could sign in with what. The machine holds the portal against it.

It knows no table. What a crash leaves open (was the code sent? was it used?) it learns from what is there afterwards;
what may never be, whatever crashed, it knows beforehand.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

import pyotp

from tests.support.clock import TestClock

WRONG_PER_CHALLENGE, WRONG_PER_HOUR = 3, 10
SIGN_IN_LASTS, CODE_LASTS = timedelta(minutes=10), timedelta(seconds=30)
ACTIVATION_CODE_LASTS, REGISTRATION_LASTS = timedelta(minutes=30), timedelta(hours=24)
RESET_LASTS, EMAIL_CHANGE_LASTS, EMAIL_CHANGE_REVERSAL_LASTS = (
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=72),
)
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)

type Method = Literal["email", "authenticator"]


@dataclass
class Code:
    """The newest of a challenge. `sure`: its sending was answered; else a crash may have left it dead."""

    digits: str
    ends_at: datetime
    sure: bool


@dataclass(frozen=True)
class Way:
    """Back to the address that an account has left with this change."""

    change_id: str
    email: str
    until: datetime


@dataclass(eq=False)
class Person:
    """An account. `app`: the secret of the authenticator app in use; `offered`: of one that waits for a first code.

    `password`: None once a change of address was undone, until its owner chooses a new one.
    """

    email: str
    password: str | None
    version: int = 1
    email_change_reversals: list[Way] = field(default_factory=list)
    app: str | None = None
    last_step: int = 0
    enrolment_id: str = ""
    offered: str | None = None
    compared: Counter[int] = field(default_factory=Counter)
    """Wrong codes compared, by hour, of all ways that share the hour's count."""
    lost: Counter[int] = field(default_factory=Counter)


@dataclass
class Challenge:
    """Whatever a code is sent for. `owner`: the account that it began with, and `version` of its credentials then."""

    path: str
    email: str
    password: str | None
    ends_at: datetime
    owner: Person | None = None
    version: int = 1
    code: Code | None = None
    used: bool = False
    compared: int = 0
    """Wrong codes that were answered as compared; since the newest code where each code allows three."""
    lost: int = 0
    """Guesses that a crash may have left counted."""


@dataclass
class Session:
    token: str | None
    owner: Person
    opened_at: datetime
    seen_at: datetime
    session_id: str
    ended: bool = False

    def alive(self, now: datetime) -> bool:
        return not self.ended and now < self.seen_at + IDLE and now < self.opened_at + LONGEST


@dataclass
class Model:
    clock: TestClock
    people: dict[str, Person] = field(default_factory=dict)
    sessions: list[Session] = field(default_factory=list)
    left: dict[str, tuple[Person, datetime]] = field(default_factory=dict)
    """Addresses that an account has left, and until when nobody else can have them."""
    guesses: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Compared for resets and changes of address, by whose they are and hour."""
    doubtful: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Those that may have been counted besides."""

    # ------------------------------------------------------------------------------------------ what may open something
    def could_activate(self, one: Challenge, typed: str) -> bool:
        """The newest code, alive, of a registration whose address is still free."""
        return self._code_fits(one, typed) and self.is_free(one.email)

    def must_activate(self, one: Challenge, typed: str) -> bool:
        return self.could_activate(one, typed) and self._sure(one) and one.compared + one.lost < WRONG_PER_CHALLENGE

    def could_sign_in(self, one: Challenge, typed: str, way: Method) -> bool:
        """I4, I5: unused, of this sign-in, alive, and begun with the password that still is."""
        if one.used or one.owner is None or one.owner.version != one.version or self.clock() >= one.ends_at:
            return False
        return self._code_fits(one, typed) if way == "email" else self.app_step(one.owner, typed) is not None

    def must_sign_in(self, one: Challenge, typed: str, way: Method) -> bool:
        """Nor is there a reason to refuse it."""
        return self.could_sign_in(one, typed, way) and self._left(one) and (way == "authenticator" or self._sure(one))

    def could_change(self, one: Challenge, typed: str) -> bool:
        """I5 for a reset and a change of address: the newest code, alive, and the credentials still those of then."""
        return self._code_fits(one, typed) and one.owner is not None and one.owner.version == one.version

    def must_change(self, one: Challenge, typed: str) -> bool:
        few = one.compared + one.lost < WRONG_PER_CHALLENGE
        return self.could_change(one, typed) and self._sure(one) and few

    def could_undo(self, person: Person, way: Way) -> bool:
        return way in person.email_change_reversals and self.clock() < way.until

    def is_free(self, email: str, person: Person | None = None) -> bool:
        """Whether this person, or somebody new, can have the address now."""
        if email in self.people:
            return False
        owner, until = self.left.get(email, (None, self.clock()))
        return owner is person or self.clock() >= until

    def app_step(self, person: Person, typed: str) -> int | None:
        """Of an unused code of the app in use, a step of drift allowed."""
        if person.app is None:
            return None
        step = shown_at(person.app, typed, self.clock())
        return step if step is not None and step > person.last_step else None

    def _code_fits(self, one: Challenge, typed: str) -> bool:
        alive = one.code is not None and self.clock() < one.code.ends_at
        return alive and not one.used and one.code is not None and typed == one.code.digits

    def _sure(self, one: Challenge) -> bool:
        return one.code is not None and one.code.sure

    def _left(self, one: Challenge) -> bool:
        """There is a guess left, whatever crashes left counted."""
        person, hour = one.owner, self.hour()
        in_hour = person is not None and person.compared[hour] + person.lost[hour] < WRONG_PER_HOUR
        return in_hour and one.compared + one.lost < WRONG_PER_CHALLENGE

    # ---------------------------------------------------------------------------------------------------- what happened
    def hour(self) -> int:
        return int(self.clock().timestamp()) // 3600

    def guessed_wrong(self, one: Challenge | None, person: Person | None) -> None:
        """I6: a guess was compared; so it was counted, and there was one left."""
        if one is not None:
            one.compared += 1
            assert one.compared <= WRONG_PER_CHALLENGE, f"a guess too many at {one.path}"
        if person is not None:
            person.compared[self.hour()] += 1
            assert person.compared[self.hour()] <= WRONG_PER_HOUR, "a guess too many in this hour"

    def guessed_in_hour(self, whose: str) -> None:
        """Right or wrong, it counts: ten in an hour were compared at most."""
        self.guesses[whose, self.hour()] += 1
        assert self.guesses[whose, self.hour()] <= WRONG_PER_HOUR, "a guess too many in this hour"

    def few_in_hour(self, whose: str) -> bool:
        now = whose, self.hour()
        return self.guesses[now] + self.doubtful[now] < WRONG_PER_HOUR

    def was_reset(self, person: Person, password: str) -> None:
        """What was begun with the old password comes to nothing, and what it opened is closed."""
        person.password, person.version = password, person.version + 1
        self._end_sessions(person)

    def moved(self, person: Person, change_id: str, email: str) -> None:
        """The old address waits for its owner. Sessions stay: who moved is signed in."""
        until = self.clock() + EMAIL_CHANGE_REVERSAL_LASTS
        person.email_change_reversals = [way for way in person.email_change_reversals if self.clock() < way.until]
        person.email_change_reversals.append(Way(change_id, person.email, until))
        self.left[person.email] = person, until
        self._has(person, email)

    def was_undone(self, person: Person, way: Way) -> None:
        """With every change after it; nothing that whoever made them may know opens the account."""
        person.email_change_reversals = person.email_change_reversals[: person.email_change_reversals.index(way)]
        person.password = person.app = person.offered = None
        self._has(person, way.email)
        self._end_sessions(person)

    def _has(self, person: Person, email: str) -> None:
        self.people.pop(person.email)
        self.left.pop(email, None)
        self.people[email] = person
        person.email, person.version = email, person.version + 1

    def _end_sessions(self, person: Person) -> None:
        for session in self.sessions_of(person):
            session.ended = True

    def versions(self) -> dict[str, int]:
        return {email: person.version for email, person in self.people.items()}

    def sessions_of(self, person: Person) -> list[Session]:
        return [session for session in self.sessions if session.owner is person]


def shown_at(secret: str, typed: str, now: datetime) -> int | None:
    """The newest step, of this one and its neighbours, whose code this is."""
    app = pyotp.TOTP(secret)
    current = app.timecode(now)
    return max((step for step in range(current - 1, current + 2) if app.generate_otp(step) == typed), default=None)
