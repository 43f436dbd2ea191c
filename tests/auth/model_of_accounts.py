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
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)

type Way = Literal["email", "authenticator"]


@dataclass
class Code:
    """The newest of a challenge. `sure`: its sending was answered; else a crash may have left it dead."""

    digits: str
    ends_at: datetime
    sure: bool


@dataclass
class Challenge:
    """A registration or a sign-in. `version`: of the account's credentials when it began."""

    path: str
    email: str
    password: str
    ends_at: datetime
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
    email: str
    opened_at: datetime
    seen_at: datetime
    session_id: str
    ended: bool = False

    def alive(self, now: datetime) -> bool:
        return not self.ended and now < self.seen_at + IDLE and now < self.opened_at + LONGEST


@dataclass
class Person:
    """An account. `app`: the secret of the authenticator app in use; `offered`: of one that waits for a first code."""

    password: str
    version: int = 1
    app: str | None = None
    last_step: int = 0
    enrolment_id: str = ""
    offered: str | None = None
    compared: Counter[int] = field(default_factory=Counter)
    """Wrong codes compared, by hour, of all ways that share the hour's count."""
    lost: Counter[int] = field(default_factory=Counter)


@dataclass
class Model:
    clock: TestClock
    people: dict[str, Person] = field(default_factory=dict)
    sessions: list[Session] = field(default_factory=list)

    # ------------------------------------------------------------------------------------------ what may open something
    def could_activate(self, one: Challenge, typed: str) -> bool:
        """The newest code, alive, of a registration whose address is still free."""
        return self._code_fits(one, typed) and one.email not in self.people

    def must_activate(self, one: Challenge, typed: str) -> bool:
        return self.could_activate(one, typed) and self._sure(one) and one.compared + one.lost < WRONG_PER_CHALLENGE

    def could_sign_in(self, one: Challenge, typed: str, way: Way) -> bool:
        """I4, I5: unused, of this sign-in, alive, and begun with the password that still is."""
        if one.used or self.people[one.email].version != one.version or self.clock() >= one.ends_at:
            return False
        return self._code_fits(one, typed) if way == "email" else self.app_step(one.email, typed) is not None

    def must_sign_in(self, one: Challenge, typed: str, way: Way) -> bool:
        """Nor is there a reason to refuse it."""
        return self.could_sign_in(one, typed, way) and self._left(one) and (way == "authenticator" or self._sure(one))

    def app_step(self, email: str, typed: str) -> int | None:
        """Of an unused code of the app in use, a step of drift allowed."""
        person = self.people[email]
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
        person, hour = self.people[one.email], self.hour()
        in_hour = person.compared[hour] + person.lost[hour] < WRONG_PER_HOUR
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

    def credentials_changed(self, email: str, password: str) -> None:
        """What was begun with the old ones comes to nothing."""
        person = self.people[email]
        person.password, person.version = password, person.version + 1
        for session in self.sessions_of(email):
            session.ended = True

    def sessions_of(self, email: str) -> list[Session]:
        return [session for session in self.sessions if session.email == email]


def shown_at(secret: str, typed: str, now: datetime) -> int | None:
    """The newest step, of this one and its neighbours, whose code this is."""
    app = pyotp.TOTP(secret)
    current = app.timecode(now)
    return max((step for step in range(current - 1, current + 2) if app.generate_otp(step) == typed), default=None)
