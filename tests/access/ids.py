"""How to come by the ids and bodies that a route needs: what the access matrix has to be told of a new operation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from secrets import choice, randbelow, token_bytes, token_hex

from care.rules.forms import team_of
from care.store.items import request_key
from local.seed import address_item
from permits.model import Permit, Status
from permits.rules.cases import cases_of
from permits.store.items import case_key, permit_key
from portal.clock import to_text, utc_now
from portal.evidence import document_key
from portal.helpings import helping_key
from portal.ids import ulid
from tests.access.callers import People
from tests.support.http_portal import new_visitor
from tests.support.visitor import PASSWORD

FORM = "care-assessment"
FORM_OF_TEAM = {"blue-badge": "blue-badge", "safeguarding": "safeguarding-concern"}
"""A form whose requests this team sees; the others see those of `FORM`."""

MISSHAPEN = ("x", "A" * 300, "%00", "1%20OR%201=1", "%F0%9F%98%80")
"""No id looks like one of these."""


@dataclass(frozen=True)
class Id:
    """`own`: an id that opens something of the caller's. `foreign`: one of somebody else's, which must answer 404; None
    for an officer, whose cases are everybody's.

    An id that is its own key (`foreign` is None: 192 random bits, held by whoever was given it) opens for its holder
    whoever they are; there a made-up one stands for a foreign one.
    """

    own: Callable[[People, str], str]
    made_up: str
    foreign: Callable[[People, str], str | None] | None = None


@cache
def a_registration(people: People) -> str:
    visitor = new_visitor(people.portal)
    registration_id: str = visitor.start_registration().body["registration_id"]
    assert visitor.give_contact_details(registration_id).status == 202
    return registration_id


@cache
def a_sign_in(people: People) -> str:
    visitor = new_visitor(people.portal)
    visitor.make_account()
    sign_in_id: str = visitor.start_sign_in().body["sign_in_id"]
    return sign_in_id


@cache
def a_reset(people: People) -> str:
    reset_id: str = new_visitor(people.portal).start_reset().body["reset_id"]
    return reset_id


def a_helping(people: People, whose: str) -> str:
    """A new one each time: whoever asks to end it ends it. Written by hand as confirmed by this account, for somebody
    who is none of the callers.
    """
    account, now = people.accounts[whose], utc_now()
    helper_id, person_id = ulid(now, token_bytes), "01JG0000000000000000000000"
    until = (now + timedelta(days=30)).date().isoformat()
    named = {"helper_id": helper_id, "until": until, "confirmed_at": to_text(now)}
    helping = {**named, "account_id": person_id, "person_name": "Somebody Helped", "helper_name": "Somebody Helping"}
    stack = people.portal.stack
    accounts = stack.emulator.table(stack.outputs["AccountsTable"])
    accounts.put_item(Item={**helping_key(account["account_id"], helper_id), **helping})
    return helper_id


FILE_ID = "01JF0000000000000000000000"


def a_draft(people: People, whose: str) -> str:
    """A new one each time, since it can be thrown away, with a file FILE_ID that was announced."""
    headers = {"Idempotency-Key": token_hex(16)}
    token = people.session(whose)
    answer = people.portal.call("POST", "/v1/requests", BODIES["start_request"](), token=token, headers=headers)
    if answer.status == 409:  # as many as there may be: but for the newest, they are not needed any more
        mine = people.portal.call("GET", "/v1/requests", token=token).body["items"]
        for one in [one for one in mine if one["status"] == "draft"][5:]:
            people.portal.call("DELETE", f"/v1/requests/{one['request_id']}", token=token)
        return a_draft(people, whose)
    request_id: str = answer.body["request_id"]
    add_file(people, request_id, FILE_ID)
    return request_id


def add_file(
    people: People, for_id: str, file_id: str, for_kind: str = "request", kind: str = "authority_proof"
) -> None:
    """Announced, and not sent."""
    file = {"document_id": file_id, "for_kind": for_kind, "for_id": for_id, "account_id": "-", "secret": "-"}
    facts = {"kind": kind, "filename": "a.png", "content_type": "image/png", "status": "awaiting_upload"}
    stack = people.portal.stack
    stack.emulator.table(stack.outputs["EvidenceTable"]).put_item(
        Item={**document_key(for_kind, for_id, file_id), **file, **facts, "added_at": to_text(utc_now())}
    )


def a_file(people: People, caller: str) -> str:
    """That of a draft; for an officer one of a request, or of a permit, that their team looks at."""
    if caller in {"officer:permits", "officer of several groups"}:
        return the_document(people, ones_own(people, caller))
    if not caller.startswith("officer:"):
        return FILE_ID
    file_id = f"01JF{randbelow(10**22):022}"
    add_file(people, a_request(people, caller), file_id)
    return file_id


def a_request(people: People, caller: str) -> str:
    """A resident's draft, or for an officer one that was sent: made so by hand, for a form takes long to answer."""
    request_id = a_draft(people, caller if caller in people.accounts else "resident")
    if caller.startswith("officer"):
        stack = people.portal.stack
        sent = {":sent": "submitted", ":now": to_text(utc_now()), ":reference": "ABCD2345"}
        form = FORM_OF_TEAM.get(caller.removeprefix("officer:"), FORM)
        requests = stack.emulator.table(stack.outputs["RequestsTable"])
        requests.update_item(
            Key=request_key(request_id),
            UpdateExpression=(
                "SET #status = :sent, queue = :sent, team = :team, submitted_at = :now, #reference = :reference,"
                " form_id = :form REMOVE expires_at"
            ),
            ExpressionAttributeNames={"#status": "status", "#reference": "reference"},
            ExpressionAttributeValues=sent | {":form": form, ":team": team_of(form)},
        )
    return request_id


def an_open_session(people: People, whose: str) -> str:
    """A new one each time: whoever asks to end it ends it."""
    return people.session_id_of(people.session(whose))


@cache
def an_email_change(people: People, whose: str) -> str:
    asked = {"new_email": f"{token_hex(8)}@example.org", "password": PASSWORD}
    headers = {"Idempotency-Key": token_hex(16)}
    token = people.session(whose)
    answer = people.portal.call("POST", "/v1/account/email-changes", asked, token=token, headers=headers)
    change_id: str = answer.body["change_id"]
    return change_id


@cache
def a_change(people: People, whose: str) -> str:
    """The id of a change of one's email address and, under the same, of one of one's permit: both routes call it
    `change_id`. The latter is written by hand: only a permit that is paid for and approved can be changed.
    """
    change_id, permit_id = an_email_change(people, whose), an_application(people, whose).permit_id
    facts = {"kind": "vehicle", "status": "in_review", "vrm": "XY21ZZZ", "price_pence": 0, "documents": ["v5c"]}
    change = {"change_id": change_id, "created_at": to_text(utc_now()), **facts}
    stack = people.portal.stack
    stack.emulator.table(stack.outputs["PermitsTable"]).update_item(
        Key=permit_key(permit_id),
        UpdateExpression="SET changes = :changes",
        ExpressionAttributeValues={":changes": [change]},
    )
    return change_id


@dataclass(frozen=True)
class Application:
    """One that waits for its payment, with a document announced for it."""

    permit_id: str
    reference: str
    payment_id: str
    document_id: str


@cache
def an_application(people: People, whose: str) -> Application:
    token, home = people.session(whose), a_home(people)
    wanted = {"uprn": home, "permit_type": "resident", "months": 12, **a_first_day()}
    headers = {"Idempotency-Key": token_hex(16)}
    permit = people.portal.call("POST", "/v1/permits", wanted, token=token, headers=headers)
    assert permit.status == 201, permit.text
    path = f"/v1/permits/{permit.body['permit_id']}/documents"
    document = people.portal.call("POST", path, BODIES["add_document"](), token=token)
    assert document.status == 201, document.text
    made = {name: permit.body[name] for name in ("permit_id", "reference", "payment_id")}
    if whose == "resident":  # whose facts an officer may see
        put_into_the_queue(people, made["permit_id"])
    return Application(document_id=document.body["document_id"], **made)


def put_into_the_queue(people: People, permit_id: str) -> None:
    """So that an officer can claim it: its case is there, as it is once an application is paid for."""
    stack = people.portal.stack
    permits = stack.emulator.table(stack.outputs["PermitsTable"])
    permit = Permit.model_validate(permits.get_item(Key=permit_key(permit_id))["Item"])
    queued = permit.model_copy(update={"status": Status.IN_REVIEW, "queued_at": utc_now()})
    [case] = cases_of(queued)
    facts = case.model_dump(mode="json", exclude_none=True)
    index = {"queue": case.status, "zone_queue": f"{case.status}#{case.zone}"}
    permits.put_item(Item={**case_key(permit_id, case.case_id), **facts, **index})


def a_home(people: People) -> str:
    """A property in a permit zone, of which nobody else has a place."""
    uprn = str(10**11 + randbelow(10**11))
    row = {"uprn": uprn, "lines": "1 Silent Row", "town": "Loughborough", "postcode": "LE11 9ZZ"}
    stack = people.portal.stack
    addresses = stack.emulator.table(stack.outputs["AddressesTable"])
    addresses.put_item(Item=address_item(row | {"custodian_code": "2410", "permit_zone": "Z9"}))
    return uprn


def a_first_day() -> dict[str, object]:
    plate = f"AB{randbelow(90) + 10}{''.join(choice('ABCDEFGH') for _ in range(3))}"
    day = (utc_now() + timedelta(days=2)).date().isoformat()
    return {"vrm": plate, "start_date": day, "terms_accepted": True}


@cache
def an_export(people: People, whose: str) -> str:
    answer = people.portal.call("POST", "/v1/account/exports", {}, token=people.session(whose))
    assert answer.status == 202, answer.text
    export_id: str = answer.body["export_id"]
    return export_id


def somebody_elses_export(people: People, caller: str) -> str:
    return an_export(people, "resident" if caller == "another resident" else "another resident")


def ones_own(people: People, caller: str) -> Application:
    """The caller's; whoever has none tries a resident's."""
    return an_application(people, caller if caller in people.accounts else "resident")


def somebody_elses(people: People, caller: str) -> Application | None:
    if caller.startswith("officer"):
        return None
    return an_application(people, "resident" if caller == "another resident" else "another resident")


def the_document(people: People, application: Application) -> str:
    """That of the application, written by hand again each time, since it can be removed."""
    add_file(people, application.permit_id, application.document_id, "permit", "v5c")
    return application.document_id


def somebody_elses_document(people: People, caller: str) -> str | None:
    application = somebody_elses(people, caller)
    return the_document(people, application) if application else None


def named_of_application(name: str) -> Id:
    def foreign(people: People, caller: str) -> str | None:
        application = somebody_elses(people, caller)
        return getattr(application, name) if application else None

    return Id(lambda people, caller: getattr(ones_own(people, caller), name), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", foreign)


def facts_of(people: People, whose: str) -> list[str]:
    """What must not be in an answer to anybody else."""
    application = an_application(people, whose)
    return [*people.facts_of(whose), *vars(application).values()]


def a_failed_refund(people: People, payment_id: str) -> str:
    """Written by hand, as failed, each time: to come by one, somebody would have to pay, and GOV.UK Pay to fail."""
    refund_id, at = f"{payment_id}-r1", to_text(utc_now())
    refund = {
        "refund_id": refund_id,
        "attempt_id": f"{payment_id}-1",
        "amount_pence": 100,
        "status": "error",
        "at": at,
    }
    stack = people.portal.stack
    stack.emulator.table(stack.outputs["PaymentsTable"]).update_item(
        Key={"pk": f"PAYMENT#{payment_id}", "sk": "PAYMENT"},
        UpdateExpression="SET refunds = :refunds",
        ExpressionAttributeValues={":refunds": [refund]},
    )
    return refund_id


def a_difference(people: People) -> str:
    """Written by hand as well, and open again each time."""
    case: dict[str, str | int] = {
        "day": "2026-11-21",
        "difference": "dispute",
        "pay_id": "p" * 26,
        "ours_pence": 100,
        "theirs_pence": 0,
        "found_at": to_text(utc_now()),
    }
    stack = people.portal.stack
    key = {"pk": "CASES#2026-11-21", "sk": f"dispute#{case['pay_id']}"}
    stack.emulator.table(stack.outputs["PaymentsTable"]).put_item(Item={**key, **case})
    return f"2026-11-21~dispute~{case['pay_id']}"


IDS = {
    "registration_id": Id(own=lambda people, _: a_registration(people), made_up="A" * 32),
    "sign_in_id": Id(own=lambda people, _: a_sign_in(people), made_up="A" * 32),
    "reset_id": Id(own=lambda people, _: a_reset(people), made_up="A" * 32),
    "session_id": Id(
        own=lambda people, caller: an_open_session(people, caller if caller in people.accounts else "resident"),
        made_up="7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        foreign=lambda people, caller: an_open_session(
            people, "resident" if caller == "another resident" else "another resident"
        ),
    ),
    "change_id": Id(
        own=lambda people, caller: a_change(people, caller if caller in people.accounts else "resident"),
        made_up="7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        foreign=lambda people, caller: a_change(
            people, "resident" if caller == "another resident" else "another resident"
        ),
    ),
    "permit_id": named_of_application("permit_id"),
    "payment_id": named_of_application("payment_id"),
    "refund_id": Id(
        own=lambda people, caller: a_failed_refund(people, ones_own(people, caller).payment_id),
        made_up="7ZZZZZZZZZZZZZZZZZZZZZZZZZ-r1",
    ),
    "case_id": Id(own=lambda people, _: a_difference(people), made_up="2026-11-21~dispute~" + "z" * 26),
    "account_id": Id(
        own=lambda people, _: people.accounts["resident"]["account_id"], made_up="7ZZZZZZZZZZZZZZZZZZZZZZZZZ"
    ),
    "export_id": Id(
        own=lambda people, caller: an_export(people, caller if caller in people.accounts else "resident"),
        made_up="7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        foreign=somebody_elses_export,
    ),
    "document_id": Id(
        own=lambda people, caller: the_document(people, ones_own(people, caller)),
        made_up="7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        foreign=somebody_elses_document,
    ),
    "request_id": Id(
        own=a_request,
        made_up="7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        foreign=lambda people, caller: a_draft(
            people, "resident" if caller == "another resident" else "another resident"
        ),
    ),
    "helper_id": Id(
        own=lambda people, caller: a_helping(people, caller if caller in people.accounts else "resident"),
        made_up="7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        foreign=lambda people, caller: a_helping(
            people, "resident" if caller == "another resident" else "another resident"
        ),
    ),
    "file_id": Id(own=a_file, made_up="7ZZZZZZZZZZZZZZZZZZZZZZZZZ"),
    "form_id": Id(own=lambda _people, _caller: FORM, made_up="no-such-form"),
}
"""By the name of the path parameter."""

BODIES: dict[str, Callable[[], dict[str, object]]] = {
    "start_registration": lambda: {
        "email": f"{token_hex(8)}@example.org",
        "first_name": "Ann",
        "last_name": "Smith",
        "password": "Correct-horse-7",
        "privacy_policy_accepted": True,
    },
    "give_contact_details": lambda: {
        "phone": "0116 305 0001",
        "address": {"lines": ["1 Invented Row"], "town": "Loughborough", "postcode": "LE11 3ED"},
    },
    "activate_account": lambda: {"code": "00000000"},
    "give_feedback": lambda: {"satisfaction": "satisfied", "page": "/permits/buy"},
    "find_addresses": lambda: {"postcode": "LE11 3ED"},
    "start_sign_in": lambda: {"email": f"{token_hex(8)}@example.org", "password": "Correct-horse-7"},
    "complete_sign_in": lambda: {"code": "00000000"},
    "enrol_authenticator": lambda: {"password": "Correct-horse-7"},
    "confirm_authenticator": lambda: {"code": "000000"},
    "change_email": lambda: {"new_email": f"{token_hex(8)}@example.org", "password": "Wrong-horse-7"},
    "name_helper": lambda: {
        "name": "Somebody Helping",
        "email": f"{token_hex(8)}@example.org",
        "relationship": "friend",
        "until": (utc_now() + timedelta(days=30)).date().isoformat(),
        "password": "Wrong-horse-7",
    },
    "update_helper": lambda: {"status": "ended"},
    "confirm_email": lambda: {"code": "00000000"},
    "undo_email_change": lambda: {"token": "a-link-that-nobody-has-sent"},
    "change_password": lambda: {"current_password": "Wrong-horse-7", "new_password": "Shining-armour-8"},
    "start_password_reset": lambda: {"email": f"{token_hex(8)}@example.org"},
    "reset_password": lambda: {"code": "00000000", "new_password": "Shining-armour-8"},
    "update_account": lambda: {"last_name": "Smith"},
    "close_account": lambda: {"password": "Not-the-password-9", "understood": True},
    "find_permit_properties": lambda: {"postcode": "LE11 3ED", "house": "12"},
    "quote_permit": lambda: {"uprn": "990000003005", "permit_type": "resident", "months": 12},
    "apply_for_permit": lambda: {  # it costs nothing, so that it stands in no other application's way
        "uprn": "990000003005",
        "permit_type": "disabled_resident",
        "months": 12,
        **a_first_day(),
    },
    "estimate_cost": lambda: {
        "setting": "home",
        "person": {"age": 82, "lives": "alone"},
        "cost_of_care": {"amount_pence": 30000, "every": "week"},
    },
    "start_request": lambda: {"form_id": FORM},
    "save_answers": lambda: {"page": "urgent", "answers": {"urgent": ["none_of_these"]}, "version": 1},
    "submit_request": lambda: {"declaration": True, "version": 1},
    "add_evidence": lambda: {
        "kind": "authority_proof",
        "filename": "letter.png",
        "content_type": "image/png",
        "size": 1000,
    },
    "open_request": lambda: {"reason": "It is my case"},
    "ask_for_review": lambda: {"why": "Look at it again"},
    "set_priority": lambda: {"priority": "urgent", "why": "Her carer has left"},
    "assign_request": lambda: {"to": "me"},
    "take_next_request": dict,
    "reuse_evidence": lambda: {"document_id": "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "kind": "authority_proof"},
    "reuse_document": lambda: {"document_id": "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "kind": "v5c"},
    "review_evidence": lambda: {"accepted": True, "valid_until": "2030-01-01"},
    "search_requests": lambda: {"reference": "ABCD2345"},
    "decide_release": lambda: {"version": 1, "released": True},
    "note_request": lambda: {"text": "Called at noon"},
    "update_request": lambda: {"version": 1, "status": "in_review"},
    "add_document": lambda: {
        "kind": "v5c",
        "filename": "v5c.png",
        "content_type": "image/png",
        "size": 1000,
    },
    "reply_about_request": lambda: {"text": "Any day"},
    "reply_about_permit": lambda: {"text": "The blue one"},
    "set_contact_stop": lambda: {"reason": None},
    "search_permits": lambda: {"reference": "ABCD2345"},
    "note_case": lambda: {"text": "Called at noon"},
    "decide_permits": lambda: {
        "cases": [{"permit_id": "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "version": 1}],
        "outcome": "ask",
        "reason": "Which vehicle is it?",
    },
    "check_vehicle": lambda: {"vrm": "AB12 CDE"},
    "change_vehicle": lambda: {"vrm": "XY21 ZZZ", "why": "another_vehicle"},
    "change_address": lambda: {"uprn": "990000003005"},
    "renew_permit": lambda: {"terms_accepted": True},
    "set_auto_renewal": lambda: {"enabled": False},
    "stop_auto_renewal_by_link": lambda: {"token": "a-link-that-nobody-has-sent"},
    "cancel_permit": lambda: {"understood_non_refundable": True},
    "claim_next": dict,
    "claim_case": dict,
    "give_case": lambda: {"to": "nobody"},
    "claim_cases": lambda: {"cases": [{"permit_id": "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"}]},
    "enquire_about_vehicle": dict,
    "decide_permit": lambda: {"version": 1, "outcome": "ask", "reason": "Which vehicle is it?"},
    "search_accounts": lambda: {"email": f"{token_hex(8)}@example.org"},
    "request_payment": lambda: {
        "account_id": "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "amount_pence": 5000,
        "description": "Dropped kerb",
        "due_date": "2026-01-01",  # over: the account that is named is nobody's
        "for": {"kind": "other"},
        "tell_by": ["email"],
    },
    "withdraw_payment": lambda: {"reason": "Raised twice"},
    "refund_payment": lambda: {"amount_pence": 100, "reason": "Paid for too long"},
    "approve_refund": lambda: {"outcome": "approve"},
    "close_reconciliation_case": lambda: {"word": "Refunded in Pay's admin tool"},
    "note_bank_refund": lambda: {"bank_reference": "BACS 1234"},
}
"""A body that is right in form, by the operation's name."""


def id_for(parameter: str) -> Id:
    assert parameter in IDS, (
        f"a route has {{{parameter}}}: tell tests/access/ids.py (IDS) how to make one's own and somebody else's"
    )
    return IDS[parameter]


def body_for(operation: str, *, needed: bool) -> dict[str, object] | None:
    assert not needed or operation in BODIES, f"{operation} takes a body: give one in tests/access/ids.py (BODIES)"
    return BODIES[operation]() if needed else None
