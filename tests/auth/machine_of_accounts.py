"""Any order of registering, signing in by mail or app, crashes and clock jumps, against a model in plain Python.

I4: a code gives at most one session. I5: none comes of an expired, foreign, used or replaced code. I6: no guess is
compared that was not counted. What a crash leaves open the model learns from the tables; what may never be it knows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pyotp
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from tests.auth import model_of_accounts as model
from tests.auth.model_of_accounts import Challenge, Code, Method, Model, Person, Session
from tests.support.faults import Call, Fault, Plan, counting
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import fresh_stack
from tests.support.visitor import Answer

EMAILS = ("ann@example.org", "bob@example.org", "cat@example.org")
PASSWORDS = ("Correct-horse-7", "Shining-armour-8")
TYPED = st.sampled_from(["newest", "newest", "newest", "older", "another's", "wrong"])
LOST = {500, 503}
JUMPS = st.sampled_from([1, 29, 30, 31, 300, 1800, 3600, 86_400, 259_200])


class Accounts(RuleBasedStateMachine):
    registrations: Bundle[Challenge] = Bundle("registrations")
    sign_ins: Bundle[Challenge] = Bundle("sign_ins")

    def __init__(self) -> None:
        super().__init__()
        self.stack = fresh_stack()
        self.model = Model(self.stack.clock)
        self.armed: tuple[int, Fault] | None = None
        self.struck = False
        self.numbers = count(1)
        self.read: dict[str, int] = {}
        self.seen: set[str] = set()
        self.codes: list[str] = []
        self.signs: list[Challenge] = []

    # -------------------------------------------------------------------------------------------------- asking
    def ask(self, method: str, path: str, body: object = None, token: str | None = None) -> Answer:
        """One request, struck if so armed; from a network of its own, because limits by client are tested elsewhere."""
        armed, self.armed = self.armed, None
        self.struck = armed is not None

        def strikes(call: Call) -> Fault | None:
            return armed[1] if armed is not None and call.number == armed[0] else None

        portal = InProcessPortal(self.stack, counting(self.stack.aws, Plan(split=strikes)))
        number = next(self.numbers)
        headers = {"Idempotency-Key": f"machine-{number:08d}"}
        source = f"10.{number // 250}.{number % 250}.9"
        answer = portal.call(method, path, body, token=token, headers=headers, source=source)
        assert answer.status != 500 or armed is not None, answer.body
        return answer

    def mailed(self, email: str) -> str | None:
        """The code of a mail that came since last looked."""
        mails = InProcessPortal(self.stack, lambda _: self.stack.aws).mails(email)
        new = mails[self.read.get(email, 0) :]
        self.read[email] = len(mails)
        found = [line.strip() for mail in new for line in mail.text.splitlines() if line.strip().isdecimal()]
        codes = [line for line in found if len(line) == 8]
        self.codes += codes
        return codes[-1] if codes else None

    def typed(self, one: Challenge, choice: str) -> str:
        newest = one.code.digits if one.code else "00000000"
        others = [code for code in self.codes if code != newest]
        if choice == "newest" or not others:
            return newest
        if choice == "older":
            return others[-1]
        return others[0] if choice == "another's" else f"{(int(newest) + 1) % 10**8:08d}"

    # --------------------------------------------------------------------------------------------- registering
    @rule(target=registrations, email=st.sampled_from(EMAILS), password=st.sampled_from(PASSWORDS))
    def register(self, email: str, password: str) -> Any:
        body = {"email": email, "first_name": "Ann", "last_name": "Smith", "privacy_policy_accepted": True}
        answer = self.ask("POST", "/v1/registrations", body | {"password": password})
        if answer.status != 201:
            return multiple()
        path = f"/v1/registrations/{answer.body['registration_id']}"
        return Challenge(path, email, password, self.stack.clock() + model.REGISTRATION_LASTS)

    @initialize(target=registrations)
    def somebody_has_an_account_and_an_app(self) -> Any:
        one = self.register(EMAILS[0], PASSWORDS[0])
        assert isinstance(one, Challenge)
        self.give_contact_details(one)
        self.activate(one, "newest")
        assert one.used
        self.offer_app(EMAILS[0], PASSWORDS[0])
        self.confirm_app(EMAILS[0], right=True)
        assert self.model.people[EMAILS[0]].app
        return one

    @rule(one=registrations)
    def give_contact_details(self, one: Challenge) -> None:
        address = {"lines": ["1 Invented Row"], "town": "Loughborough", "postcode": "LE11 3ED"}
        answer = self.ask("PUT", f"{one.path}/contact", {"phone": "0116 305 0001", "address": address})
        self.sent(one, answer, "activation")

    def sent(self, one: Challenge, answer: Answer, what: str) -> None:
        """A new code kills the one before, from the moment that its sending was counted."""
        now, digits = self.stack.clock(), self.mailed(one.email)
        if answer.status in {404, 409, 429}:
            return
        lasts = model.ACTIVATION_CODE_LASTS if what == "activation" else model.CODE_LASTS
        if digits is not None:
            one.code = Code(digits, min(now + lasts, one.ends_at), sure=answer.status == 202)
            if what == "activation":
                one.compared = 0
        elif answer.status >= 500 and one.code is not None:
            one.code.sure = False

    @rule(one=registrations, choice=TYPED)
    def activate(self, one: Challenge, choice: str) -> None:
        typed = self.typed(one, choice)
        could, must = self.model.could_activate(one, typed), self.model.must_activate(one, typed)
        answer = self.ask("POST", f"{one.path}/activation", {"code": typed})
        with self.new_session(one.email, answer) as made:
            assert could or not made, "an account from a code that could open none"
            if made:
                one.used = True
                one.owner = self.model.people[one.email] = Person(one.email, one.password)
                self.model.left.pop(one.email, None)
        if must and answer.status < 500:
            assert answer.status in {201, 429}, answer.body  # ten an hour at one registration
        one.lost += self.struck
        if answer.status == 401 and answer.body["code"] == "invalid_code":
            self.model.guessed_wrong(one, None)

    # ---------------------------------------------------------------------------------------------- signing in
    @rule(target=sign_ins, email=st.sampled_from(EMAILS), password=st.sampled_from(PASSWORDS))
    def start_sign_in(self, email: str, password: str) -> Any:
        answer = self.ask("POST", "/v1/sign-ins", {"email": email, "password": password})
        person = self.model.people.get(email)
        right = person is not None and person.password == password
        if answer.status < 500:
            assert answer.status == (201 if right else 401), answer.body
        if answer.status != 201 or person is None:
            return multiple()
        path, ends_at = f"/v1/sign-ins/{answer.body['sign_in_id']}", self.stack.clock() + model.SIGN_IN_LASTS
        self.signs.append(Challenge(path, email, password, ends_at, person, person.version))
        return self.signs[-1]

    @rule(one=sign_ins)
    def send_code(self, one: Challenge) -> None:
        self.sent(one, self.ask("POST", f"{one.path}/code"), "sign-in")

    @rule(one=sign_ins, choice=TYPED)
    def complete_by_mail(self, one: Challenge, choice: str) -> None:
        self.complete(one, self.typed(one, choice), "email")

    @rule(one=sign_ins, off=st.sampled_from([0, 0, 0, -1, 1, 2]))
    def complete_by_app(self, one: Challenge, off: int) -> None:
        person = one.owner
        if person is not None and person.app is not None:
            self.complete(one, self.shown(person.app, off), "authenticator")

    @precondition(lambda self: self.model.people)
    @rule(target=sign_ins, data=st.data(), choice=TYPED, wait=st.sampled_from([0, 0, 29, 30, 31]), again=st.booleans())
    def sign_in_by_mail(self, data: st.DataObject, choice: str, wait: int, again: bool) -> Any:
        """The whole way at once: single steps seldom meet. `again`: what was typed is sent twice."""
        email = data.draw(st.sampled_from(sorted(self.model.people)))
        one = self.start_sign_in(email, self.model.people[email].password or PASSWORDS[0])
        if not isinstance(one, Challenge):
            return one
        self.send_code(one)
        self.stack.clock.forward(seconds=wait)
        typed = self.typed(one, choice)
        for _ in range(1 + again):
            self.complete(one, typed, "email")
        return one

    @precondition(lambda self: any(person.app for person in self.model.people.values()))
    @rule(target=sign_ins, data=st.data(), off=st.sampled_from([-2, -1, 0, 1, 2]), again=st.booleans())
    def sign_in_by_app(self, data: st.DataObject, off: int, again: bool) -> Any:
        """`again`: the same code once more, at a sign-in of its own."""
        email = data.draw(st.sampled_from(sorted(name for name, one in self.model.people.items() if one.app)))
        person = self.model.people[email]
        typed, begun = self.shown(person.app or "", off), None
        for _ in range(1 + again):
            begun = self.start_sign_in(email, person.password or PASSWORDS[0])
            if isinstance(begun, Challenge):
                self.complete(begun, typed, "authenticator")
        return begun if isinstance(begun, Challenge) else multiple()

    def complete(self, one: Challenge, typed: str, way: Method) -> None:
        person = one.owner
        assert person is not None
        step = self.model.app_step(person, typed) if way == "authenticator" else None
        could, must = self.model.could_sign_in(one, typed, way), self.model.must_sign_in(one, typed, way)
        answer = self.ask("POST", f"{one.path}/session", {"method": way, "code": typed})
        with self.new_session(one.email, answer) as made:
            assert could or not made, f"a session from a code that could open none ({way})"
            if made:
                one.used = True
                person.last_step = step or person.last_step
        if must and answer.status < 500:
            assert answer.status == 201, answer.body
        person.lost[self.model.hour()] += one.version != person.version  # counted, though it was not wrong
        self.guessed(one, person, answer)

    def guessed(self, one: Challenge | None, person: Person, answer: Answer) -> None:
        """An app's code that was used already was compared to know it."""
        code = answer.body["code"] if answer.status == 401 else None
        if self.struck:
            person.lost[self.model.hour()] += 1
            if one is not None:
                one.lost += 1
        if code == "invalid_code" or (code == "used_code" and "in your app" in answer.body["detail"]):
            self.model.guessed_wrong(one, person)

    # ------------------------------------------------------------------------------------------------ sessions
    @contextmanager
    def new_session(self, email: str, answer: Answer) -> Iterator[bool]:
        """Whether the request just asked made a session: one at most, and none without a yes unless it was lost."""
        stored = self.stored("Sessions")
        made = [item for key, item in stored.items() if key not in self.seen]
        self.seen |= stored.keys()
        assert len(made) <= 1
        assert len(made) == (answer.status == 201) or answer.status == 500
        yield bool(made)
        if made:
            now, token = self.stack.clock(), answer.body["token"] if answer.status == 201 else None
            owner = self.model.people[email]
            self.model.sessions.append(Session(token, owner, now, now, str(made[0]["session_id"]["S"])))

    @precondition(lambda self: self.model.sessions)
    @rule(data=st.data())
    def look(self, data: st.DataObject) -> None:
        session = data.draw(st.sampled_from(self.model.sessions))
        if session.token is None:
            return
        alive = session.alive(self.stack.clock())
        answer = self.ask("GET", "/v1/session", token=session.token)
        if answer.status < 500:
            assert answer.status == (200 if alive else 403)
        if alive:
            session.seen_at = self.stack.clock()

    @precondition(lambda self: self.model.sessions)
    @rule(data=st.data())
    def sign_out(self, data: st.DataObject) -> None:
        session = data.draw(st.sampled_from(self.model.sessions))
        self.ask("DELETE", "/v1/session", token=session.token or "none")
        session.ended = session.ended or session.session_id not in self.open_ids()

    def open_ids(self) -> set[str]:
        """Of the sessions stored, without those whose time is over: they are DynamoDB's to delete, some day."""
        stored = self.stored("Sessions").values()
        return {one["session_id"]["S"] for one in stored if int(one["ttl"]["N"]) > self.stack.clock().timestamp()}

    # --------------------------------------------------------------------------------------- authenticator app
    def signed_in(self, email: str) -> str | None:
        person = self.model.people.get(email)
        if person is None:
            return None
        alive = [one for one in self.model.sessions_of(person) if one.token and one.alive(self.stack.clock())]
        if not alive:
            return None
        alive[-1].seen_at = self.stack.clock()
        return alive[-1].token

    def shown(self, secret: str, off: int = 0) -> str:
        app = pyotp.TOTP(secret)
        return app.generate_otp(app.timecode(self.stack.clock()) + off)

    @rule(email=st.sampled_from(EMAILS), password=st.sampled_from(PASSWORDS))
    def offer_app(self, email: str, password: str) -> None:
        token = self.signed_in(email)
        if token is None:
            return
        person = self.model.people[email]
        answer = self.ask("POST", "/v1/account/authenticator", {"password": password}, token)
        assert answer.status in ({201, 429} if password == person.password else {422, 429}) | LOST
        if answer.status == 201:
            person.offered = answer.body["secret"]
        elif answer.status >= 500:
            person.offered = None

    @rule(email=st.sampled_from(EMAILS), right=st.booleans())
    def confirm_app(self, email: str, right: bool) -> None:
        token, person = self.signed_in(email), self.model.people.get(email)
        if token is None or person is None or person.offered is None:
            return
        code = self.shown(person.offered, 0 if right else 5)
        answer = self.ask("POST", "/v1/account/authenticator/confirmation", {"code": code}, token)
        enrolled = self.profile(email).get("authenticator")
        changed = enrolled is not None and enrolled["M"]["enrolment_id"]["S"] != person.enrolment_id
        assert right or not changed
        if changed and enrolled is not None:
            person.app, person.offered = person.offered, None
            person.enrolment_id = enrolled["M"]["enrolment_id"]["S"]
            person.last_step = int(enrolled["M"]["last_step"]["N"])
        assert changed or answer.status != 200
        self.guessed(None, person, answer)

    @rule(email=st.sampled_from(EMAILS))
    def remove_app(self, email: str) -> None:
        token = self.signed_in(email)
        if token is not None:
            answer = self.ask("DELETE", "/v1/account/authenticator", token=token)
            assert answer.status in {204} | LOST
            if "authenticator" not in self.profile(email):
                self.model.people[email].app = None

    # ------------------------------------------------------------------------------------------- time and chance
    @rule(seconds=JUMPS)
    def time_passes(self, seconds: int) -> None:
        self.stack.clock.forward(seconds=seconds)

    @rule(number=st.integers(1, 6), fault=st.sampled_from(Fault))
    def something_will_break(self, number: int, fault: Fault) -> None:
        self.armed = (number, fault)

    # -------------------------------------------------------------------------------------- what is there for sure
    def stored(self, table: str) -> dict[str, Any]:
        """The rows of a table, by key: read past every fault."""
        items = self.stack.aws.dynamodb.scan(TableName=table)["Items"]
        return {item["pk"]["S"]: item for item in items}

    def profile(self, email: str) -> dict[str, Any]:
        found = [item for item in self.stored("Accounts").values() if item.get("sk", {}).get("S") == "PROFILE"]
        return next(item for item in found if item["person"]["M"]["email"]["S"] == email)

    @invariant()
    def every_account_is_one_that_the_model_knows(self) -> None:
        assert self.versions() == self.model.versions()

    def versions(self) -> dict[str, int]:
        """The addresses that one can sign in with, and the versions of their credentials."""
        rows = self.stored("Accounts").items()
        opening = {
            key.removeprefix("EMAIL#"): row for key, row in rows if key.startswith("EMAIL#") and "version" in row
        }
        return {email: int(row["version"]["N"]) for email, row in opening.items()}

    def teardown(self) -> None:
        """I6, by what is stored: no challenge was compared more often than it was counted."""
        codes = {key.rpartition("#")[2]: item for key, item in self.stored("Codes").items()}
        for one in self.signs:
            found = codes.get(one.path.rpartition("/")[2])
            assert found is None or int(found.get("guesses", {"N": "0"})["N"]) >= one.compared
