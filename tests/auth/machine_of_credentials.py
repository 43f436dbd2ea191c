"""Adds to the machine of accounts: forgotten passwords, addresses that are changed and taken back.

I4, I5: a code changes an account once, and only while the credentials are those that it was asked for with. I6: its
guesses are counted. Afterwards nothing old opens anything: no password, no sign-in on its way, no session.
"""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, multiple, precondition, rule

from portal import email_change_reversal
from tests.auth import model_of_accounts as model
from tests.auth.machine_of_accounts import EMAILS, LOST, PASSWORDS, TYPED, Accounts
from tests.auth.model_of_accounts import Challenge, Code, Person, Way
from tests.support.faults import Fault
from tests.support.visitor import Answer

BREAKS = st.sampled_from([*[None] * 60, *((number, fault) for number in range(1, 8) for fault in Fault)])
"""Which call of the request that matters, if any."""


class AccountsThatChange(Accounts):
    resets: Bundle[Challenge] = Bundle("resets")
    changes: Bundle[Challenge] = Bundle("changes")

    def __init__(self) -> None:
        super().__init__()
        self.ways: list[tuple[Person, Way]] = []

    # ------------------------------------------------------------------------------------------------- passwords
    @rule(target=resets, email=st.sampled_from(EMAILS))
    def start_reset(self, email: str) -> Any:
        answer, owner = self.ask("POST", "/v1/password-resets", {"email": email}), self.model.people.get(email)
        digits = self.mailed(email)
        assert answer.status in {202, 429} | LOST
        if answer.status != 202:
            return multiple()
        assert (digits is not None) == (owner is not None), "a code is for accounts alone"
        path = f"/v1/password-resets/{answer.body['reset_id']}"
        return self.begun(path, email, digits, model.RESET_LASTS, owner)

    def begun(self, path: str, email: str, digits: str | None, lasts: timedelta, owner: Person | None) -> Challenge:
        ends_at = self.stack.clock() + lasts
        one = Challenge(path, email, None, ends_at, owner, owner.version if owner else 0)
        one.code = Code(digits, ends_at, sure=True) if digits else None
        self.signs.append(one)
        return one

    @rule(one=resets, choice=TYPED, password=st.sampled_from(PASSWORDS))
    def reset(self, one: Challenge, choice: str, password: str) -> None:
        self.give_new_password(one, self.typed(one, choice), password)

    def give_new_password(self, one: Challenge, typed: str, password: str) -> None:
        other = one.owner is None or password != one.owner.password
        could, must = self.model.could_change(one, typed) and other, self.model.must_change(one, typed) and other
        answer = self.ask("PUT", one.path, {"code": typed, "new_password": password})
        if self.changed(one, answer, f"reset {one.email}", could=could, must=must) and one.owner is not None:
            self.model.was_reset(one.owner, password)
            self.nothing_is_open(one.owner)

    @precondition(lambda self: self.model.people)
    @rule(
        target=resets,
        data=st.data(),
        choice=TYPED,
        wait=st.sampled_from([0, 0, 29, 599, 600]),
        breaks=BREAKS,
        again=st.booleans(),
    )
    def forget_password(
        self, data: st.DataObject, choice: str, wait: int, breaks: tuple[int, Fault] | None, again: bool
    ) -> Any:
        """The whole way, with a sign-in on its way meanwhile. `again`: what was typed is sent twice."""
        email, password = data.draw(st.sampled_from(sorted(self.model.people))), data.draw(st.sampled_from(PASSWORDS))
        person = self.model.people[email]
        old = person.password or PASSWORDS[0]
        late, one = self.start_sign_in(email, old), self.start_reset(email)
        if not isinstance(one, Challenge):
            return one
        self.stack.clock.forward(seconds=wait)
        typed, self.armed = self.typed(one, choice), breaks
        for _ in range(1 + again):
            self.give_new_password(one, typed, password)
        self.start_sign_in(email, old)
        if isinstance(late, Challenge):
            self.send_code(late)
            self.complete(late, self.typed(late, "newest"), "email")
        return one

    # ------------------------------------------------------------------------------------------------- addresses
    @rule(
        target=changes, email=st.sampled_from(EMAILS), new=st.sampled_from(EMAILS), password=st.sampled_from(PASSWORDS)
    )
    def start_change(self, email: str, new: str, password: str) -> Any:
        token = self.signed_in(email)
        if token is None:
            return multiple()
        owner = self.model.people[email]
        answer = self.ask("POST", "/v1/account/email-changes", {"new_email": new, "password": password}, token)
        digits, right = self.mailed(new), password == owner.password and new != email
        assert answer.status in ({202, 429} if right else {422, 429}) | LOST, answer.body
        if answer.status != 202:
            return multiple()
        assert (digits is not None) == self.model.is_free(new, owner), "a code for an address of somebody else"
        path = f"/v1/account/email-changes/{answer.body['change_id']}"
        return self.begun(path, new, digits, model.EMAIL_CHANGE_LASTS, owner)

    @rule(one=changes, choice=TYPED)
    def confirm_change(self, one: Challenge, choice: str) -> None:
        self.confirm(one, self.typed(one, choice))

    def confirm(self, one: Challenge, typed: str) -> None:
        owner = one.owner
        assert owner is not None
        armed, self.armed = self.armed, None
        token = self.signed_in(owner.email)
        self.armed = armed
        if token is None:
            return
        free = self.model.is_free(one.email, owner)
        could, must = self.model.could_change(one, typed) and free, self.model.must_change(one, typed) and free
        answer = self.ask("POST", f"{one.path}/confirmation", {"code": typed}, token)
        if self.changed(one, answer, f"change {id(owner)}", could=could, must=must):
            self.model.moved(owner, one.path.rpartition("/")[2], one.email)
            self.ways.append((owner, owner.email_change_reversals[-1]))

    @precondition(lambda self: self.ways)
    @rule(data=st.data(), right=st.sampled_from([True, True, False]))
    def undo(self, data: st.DataObject, right: bool) -> None:
        self.take_back(*data.draw(st.sampled_from(self.ways)), right=right)

    def take_back(self, person: Person, way: Way, *, right: bool = True) -> None:
        could, struck = right and self.model.could_undo(person, way), self.armed is not None
        token = email_change_reversal.token_for(self.stack.context().pepper, way.change_id)
        answer = self.ask("POST", "/v1/email-change-reversals", {"token": token if right else token[:-1]})
        made = self.versions() != self.model.versions()
        assert could or not made, "a way back that was closed"
        assert made == (answer.status == 204) or (made and self.struck), answer.body
        assert made or not could or struck, answer.body
        if made:
            self.model.was_undone(person, way)
            self.nothing_is_open(person)

    @precondition(lambda self: any(person.password for person in self.model.people.values()))
    @rule(
        target=changes,
        data=st.data(),
        choice=TYPED,
        breaks=BREAKS,
        breaks_back=BREAKS,
        hours=st.sampled_from([None, 0, 0, 1, 71, 72]),
    )
    def move_and_come_back(
        self,
        data: st.DataObject,
        choice: str,
        breaks: tuple[int, Fault] | None,
        breaks_back: tuple[int, Fault] | None,
        hours: int | None,
    ) -> Any:
        """The whole way, with a sign-in on its way meanwhile. `hours`: until it is undone; None if it is not."""
        email = data.draw(st.sampled_from(sorted(name for name, one in self.model.people.items() if one.password)))
        new = data.draw(st.sampled_from([other for other in EMAILS if other != email]))
        person = self.model.people[email]
        late, one = self.come_in(email), self.start_change(email, new, person.password or "")
        if not isinstance(one, Challenge):
            return one
        typed, self.armed = self.typed(one, choice), breaks
        self.confirm(one, typed)
        if late is not None and not late.used:
            self.complete(late, self.typed(late, "newest"), "email")
        if hours is not None and self.ways:
            self.stack.clock.forward(hours=hours)
            self.armed = breaks_back
            self.take_back(*self.ways[-1])
            self.take_back(*self.ways[-1])
        return one

    def come_in(self, email: str) -> Challenge | None:
        """Signed in, and one more sign-in whose code is there."""
        password = self.model.people[email].password or ""
        if self.signed_in(email) is None:
            first = self.start_sign_in(email, password)
            if isinstance(first, Challenge):
                self.send_code(first)
                self.complete(first, self.typed(first, "newest"), "email")
        late = self.start_sign_in(email, password)
        if not isinstance(late, Challenge):
            return None
        self.send_code(late)
        return late

    # ---------------------------------------------------------------------------------------- what is there for sure
    def changed(self, one: Challenge, answer: Answer, whose: str, *, could: bool, must: bool) -> bool:
        """Whether the request just asked changed what one signs in with: if it may, and as it said."""
        made = self.versions() != self.model.versions()
        assert could or not made, f"a change by a code that could make none: {one.path}"
        assert made == (answer.status < 300) or (made and self.struck), answer.body  # of a lost answer: it was used
        if must and self.model.few_in_hour(whose) and answer.status < 500:
            assert made, answer.body
        one.used = one.used or made
        wrong = answer.status == 401 and answer.body["code"] == "invalid_code"
        if wrong:
            self.model.guessed_wrong(one, None)
        if wrong or answer.status < 300:
            self.model.guessed_in_hour(whose)
        else:
            one.lost += 1
        if self.struck or not wrong:
            one.lost += self.struck
            self.model.doubtful[whose, self.model.hour()] += 1
        return made

    def nothing_is_open(self, person: Person) -> None:
        """Of all its sessions none is left."""
        theirs = {session.session_id for session in self.model.sessions_of(person)}
        assert not theirs & self.open_ids(), "a session outlived what it was opened with"
