"""Documents: announced, counted, how they stand, who gets a link (`docs/security.md`, control 34)."""

import json
import re
from base64 import b64decode
from datetime import UTC, datetime
from typing import Any
from unicodedata import category
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.aws import Aws
from portal.document import ENDINGS, DocumentStatus, Fault, all_clean, disposition, safe_filename
from portal.evidence import Documents, copies, copy_write, needed
from portal.problems import Refusal, unwrap
from portal.scans import Scans
from portal.table import ConditionFailed, Tables
from tests.support.faults import Plan, counting
from tests.support.moto_stack import MotoStack

ANN, BOB = "01J0000000000000000000000A", "01J0000000000000000000000B"
PERMIT = "01J00000000000000000000001"
MEGABYTE = 1024**2


@pytest.fixture
def documents(moto_stack: MotoStack) -> Documents:
    """Ann's permit needs a V5C and a tenancy agreement."""
    need(moto_stack, PERMIT, ["v5c", "tenancy_agreement"])
    return Documents(moto_stack.context())


def need(stack: MotoStack, permit: str, kinds: list[str]) -> None:
    write = needed(stack.settings.evidence_table, "permit", permit, ANN, kinds)
    Tables(stack.aws.dynamodb, lambda _: None).put(write)


def add(documents: Documents, now: datetime, **changes: Any) -> Any:
    asked: dict[str, Any] = {
        "for_kind": "permit",
        "for_id": PERMIT,
        "account_id": ANN,
        "kind": "v5c",
        "filename": "Ann's log book.PDF",
    }
    return documents.add(**(asked | {"content_type": "application/pdf", "size": 2 * MEGABYTE, "now": now} | changes))


def later(stack: MotoStack) -> datetime:
    """A second after the last time."""
    stack.clock.forward(seconds=1)
    return stack.clock()


def state(documents: Documents, kind: str = "v5c") -> Any:
    return next(one for one in documents.of("permit", PERMIT) if one.kind == kind)


def decide(stack: MotoStack, upload_key: str, *, clean: bool) -> None:
    scans = Scans(stack.context())
    document = scans.undecided(upload_key)
    assert document is not None
    if clean:
        scans.accept(document, b"%PDF-", "by a test", stack.clock())
    else:
        scans.refuse(document, Fault.MALWARE, stack.clock())


# ------------------------------------------------------------------------------------------------------- what is needed
def test_what_is_needed_and_never_sent_is_missing(documents: Documents) -> None:
    assert [(one.kind, one.status) for one in documents.of("permit", PERMIT)] == [
        ("v5c", "missing"),
        ("tenancy_agreement", "missing"),
    ]
    assert not documents.all_uploaded("permit", PERMIT)
    assert not all_clean(documents.of("permit", PERMIT))


def test_a_subject_that_needs_nothing_has_everything(documents: Documents, moto_stack: MotoStack) -> None:
    need(moto_stack, "free", [])
    for subject in ("free", "never-heard-of"):
        assert documents.of("permit", subject) == []
        assert documents.all_uploaded("permit", subject)
        assert all_clean(documents.of("permit", subject))


def test_what_is_needed_is_said_once(documents: Documents, moto_stack: MotoStack) -> None:
    """Else a second saying would set the count of files back."""
    with pytest.raises(ConditionFailed):
        need(moto_stack, PERMIT, [])


# ------------------------------------------------------------------------------------------------------------- the form
def test_the_form_takes_one_file_of_that_type_and_size_at_one_unguessable_place(
    documents: Documents, moto_stack: MotoStack
) -> None:
    added = unwrap(add(documents, moto_stack.clock()))
    fields = added.upload.fields
    assert re.fullmatch(rf"uploads/permit/{PERMIT}/{added.document_id}/[A-Za-z0-9_-]{{32}}", fields["key"])
    assert added.expires_at == moto_stack.clock() + moto_stack.settings.upload_lifetime
    policy = json.loads(b64decode(fields["policy"]))
    for condition in (
        {"key": fields["key"]},
        {"Content-Type": "application/pdf"},
        {"bucket": moto_stack.settings.evidence_bucket},
        ["content-length-range", 1, 2 * MEGABYTE],
    ):
        assert condition in policy["conditions"]
    ends = datetime.fromisoformat(policy["expiration"])
    assert 0 < (ends - datetime.now(UTC)).total_seconds() <= 600  # the signer asks the machine for the time


def test_a_photo_is_announced_as_a_picture_alone(documents: Documents, moto_stack: MotoStack) -> None:
    need(moto_stack, "badge", ["photo"])
    photo = {"for_id": "badge", "kind": "photo"}
    refused = add(documents, moto_stack.clock(), **photo)
    [error] = refused.errors
    assert (error.field, error.code) == ("content_type", "not_a_picture")
    assert "Take a photo, or a screenshot of the PDF." in error.message
    assert unwrap(add(documents, moto_stack.clock(), **photo, content_type="image/png")).document_id


def test_no_two_files_have_one_place(documents: Documents, moto_stack: MotoStack) -> None:
    keys = {unwrap(add(documents, moto_stack.clock())).upload.fields["key"].rpartition("/")[2] for _ in range(5)}
    assert len(keys) == 5


def test_s3_is_asked_at_its_address_in_the_region(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("DEFAULT_REGION", "eu-west-2"), ("ACCESS_KEY_ID", "x"), ("SECRET_ACCESS_KEY", "x")):
        monkeypatch.setenv(f"AWS_{name}", value)
    form = Aws().s3.generate_presigned_post("files", "uploads/x")
    assert form["url"] == "https://files.s3.eu-west-2.amazonaws.com/"
    link = Aws().s3.generate_presigned_url("get_object", Params={"Bucket": "files", "Key": "kept/x"})
    assert link.startswith("https://files.s3.eu-west-2.amazonaws.com/kept/x?")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"content_type": "image/gif"}, "content_type"),
        ({"content_type": "text/html"}, "content_type"),
        ({"size": 0}, "size"),
        ({"size": 10 * MEGABYTE + 1}, "size"),
        ({"kind": "passport"}, "kind"),
    ],
)
def test_what_cannot_be_right_is_refused_before_it_is_sent(
    documents: Documents, moto_stack: MotoStack, changes: dict[str, Any], field: str
) -> None:
    refused = add(documents, moto_stack.clock(), **changes)
    assert refused.code == "invalid_input"
    assert [error.field for error in refused.errors] == [field]
    assert state(documents).status is DocumentStatus.MISSING


@pytest.mark.parametrize("changes", [{"account_id": BOB}, {"for_id": "another"}, {"for_kind": "request"}])
def test_documents_are_added_to_ones_own_subject_only(
    documents: Documents, moto_stack: MotoStack, changes: dict[str, Any]
) -> None:
    assert add(documents, moto_stack.clock(), **changes).code == "not_found"


def send(stack: MotoStack, added: Any) -> None:
    """By hand: moto is no web server. No message about it comes."""
    bucket, key = stack.settings.evidence_bucket, added.upload.fields["key"]
    stack.aws.s3.put_object(Bucket=bucket, Key=key, Body=b"%PDF-", ContentType="application/pdf")


def test_the_sixteenth_file_is_one_too_many(documents: Documents, moto_stack: MotoStack) -> None:
    for _ in range(15):
        send(moto_stack, unwrap(add(documents, moto_stack.clock())))
    assert add(documents, moto_stack.clock()).code == "too_many_files"


def test_what_was_announced_and_never_sent_does_not_count(documents: Documents, moto_stack: MotoStack) -> None:
    """It makes room, the oldest first; of what was sent nothing is forgotten."""
    announced = [unwrap(add(documents, later(moto_stack))) for _ in range(15)]
    for one in announced[:3]:
        send(moto_stack, one)
    more = [unwrap(add(documents, later(moto_stack))) for _ in range(12)]
    ids = {file.document_id for file in state(documents).files}
    assert ids == {one.document_id for one in (*announced[:3], *more)}


def test_a_file_is_seen_before_s3_has_told_of_it(documents: Documents, moto_stack: MotoStack) -> None:
    send(moto_stack, unwrap(add(documents, moto_stack.clock())))
    assert state(documents).status is DocumentStatus.AWAITING_UPLOAD
    assert [one.status for one in documents.seen("permit", PERMIT)] == ["scanning", "missing"]
    assert not documents.all_uploaded("permit", PERMIT)
    send(moto_stack, unwrap(add(documents, moto_stack.clock(), kind="tenancy_agreement")))
    assert documents.all_uploaded("permit", PERMIT)


def test_all_files_of_a_kind_are_shown_the_newest_last(documents: Documents, moto_stack: MotoStack) -> None:
    front = unwrap(add(documents, moto_stack.clock(), filename="front.pdf"))
    back = unwrap(add(documents, later(moto_stack), filename="back.pdf"))
    decide(moto_stack, front.upload.fields["key"], clean=True)
    decide(moto_stack, back.upload.fields["key"], clean=False)
    shown = state(documents)
    assert [(file.filename, file.status, file.reason) for file in shown.files] == [
        ("front.pdf", "clean", None),
        ("back.pdf", "refused", "malware"),
    ]
    assert shown.status is DocumentStatus.CLEAN


def test_clean_documents_are_carried_over(documents: Documents, moto_stack: MotoStack) -> None:
    """To another subject of the same owner, the file being the same; they count there."""
    clean, bad = (unwrap(add(documents, later(moto_stack))) for _ in range(2))
    decide(moto_stack, clean.upload.fields["key"], clean=True)
    decide(moto_stack, bad.upload.fields["key"], clean=False)
    table, tables = moto_stack.settings.evidence_table, Tables(moto_stack.aws.dynamodb, lambda _: None)
    carried = copies(documents.clean("permit", PERMIT), "another", moto_stack.clock(), moto_stack.context().randomness)
    tables.transact(
        needed(table, "permit", "another", ANN, ["v5c"], files=len(carried)),
        *(copy_write(table, one) for one in carried),
    )
    [there] = documents.of("permit", "another")
    assert (there.status, len(there.files)) == ("clean", 1)
    assert there.document_id not in {None, clean.document_id}
    assert documents.owner_of(str(there.document_id)).for_id == "another"  # type: ignore[union-attr]
    links = [unwrap(documents.link(one, moto_stack.clock())).url for one in (clean.document_id, there.document_id)]
    assert urlsplit(links[0]).path == urlsplit(links[1]).path


def test_what_it_costs(moto_stack: MotoStack) -> None:
    need(moto_stack, PERMIT, ["v5c"])
    plan = Plan()
    documents = Documents(moto_stack.context(counting(moto_stack.aws, plan)("a test")))
    document_id = unwrap(add(documents, moto_stack.clock())).document_id
    documents.of("permit", PERMIT)
    documents.all_uploaded("permit", PERMIT)
    documents.owner_of(document_id)
    documents.link(document_id, moto_stack.clock())
    assert [operation for _, operation in plan.seen] == [
        "transact_write_items",
        "query",
        "query",
        "list_objects_v2",
        "query",
        "query",
    ]


# ----------------------------------------------------------------------------------------------------------- its states
def test_a_document_goes_from_awaited_to_clean(documents: Documents, moto_stack: MotoStack) -> None:
    added = unwrap(add(documents, moto_stack.clock()))
    key = added.upload.fields["key"]
    assert state(documents).status is DocumentStatus.AWAITING_UPLOAD
    scans = Scans(moto_stack.context())
    document = scans.undecided(key)
    assert document is not None
    scans.arrived(document)
    assert state(documents).status is DocumentStatus.SCANNING
    decide(moto_stack, key, clean=True)
    now = state(documents)
    assert (now.status, now.document_id, now.filename) == ("clean", added.document_id, "Ann_s log book.pdf")


def test_all_is_uploaded_before_all_is_clean(documents: Documents, moto_stack: MotoStack) -> None:
    scans = Scans(moto_stack.context())
    keys = []
    for kind in ("v5c", "tenancy_agreement"):
        assert not documents.all_uploaded("permit", PERMIT)
        keys.append(unwrap(add(documents, moto_stack.clock(), kind=kind)).upload.fields["key"])
        document = scans.undecided(keys[-1])
        assert document is not None
        scans.arrived(document)
    assert documents.all_uploaded("permit", PERMIT)
    for key in keys:
        assert not all_clean(documents.of("permit", PERMIT))
        decide(moto_stack, key, clean=True)
    assert all_clean(documents.of("permit", PERMIT))


def test_a_refused_document_has_to_come_again(documents: Documents, moto_stack: MotoStack) -> None:
    decide(moto_stack, unwrap(add(documents, moto_stack.clock())).upload.fields["key"], clean=False)
    assert (state(documents).status, state(documents).reason) == ("refused", "malware")
    assert not documents.all_uploaded("permit", PERMIT)
    moto_stack.clock.forward(minutes=1)
    decide(moto_stack, unwrap(add(documents, moto_stack.clock())).upload.fields["key"], clean=True)
    assert (state(documents).status, state(documents).reason) == ("clean", None)


def test_an_upload_that_never_came_hides_none_that_did(documents: Documents, moto_stack: MotoStack) -> None:
    decide(moto_stack, unwrap(add(documents, moto_stack.clock())).upload.fields["key"], clean=True)
    moto_stack.clock.forward(minutes=1)
    unwrap(add(documents, moto_stack.clock()))
    assert state(documents).status is DocumentStatus.CLEAN


def test_what_was_never_sent_expires_and_what_came_does_not(documents: Documents, moto_stack: MotoStack) -> None:
    key = unwrap(add(documents, moto_stack.clock())).upload.fields["key"]
    assert [item["ttl"] for item in stored(moto_stack)] == [
        int((moto_stack.clock() + moto_stack.settings.upload_lifetime).timestamp()) + 15 * 86400
    ]
    decide(moto_stack, key, clean=False)
    assert ["ttl" in item for item in stored(moto_stack)] == [False]


def stored(stack: MotoStack) -> list[dict[str, Any]]:
    from tests.faults.invariants import rows

    return [item for item in rows(stack, "Evidence") if item["sk"].startswith("DOCUMENT#")]


# ------------------------------------------------------------------------------------------------------------- the link
def test_only_a_clean_document_can_be_opened(documents: Documents, moto_stack: MotoStack) -> None:
    added = unwrap(add(documents, moto_stack.clock()))
    waiting = documents.link(added.document_id, moto_stack.clock())
    assert isinstance(waiting, Refusal)
    assert waiting.code == "document_not_ready"
    decide(moto_stack, added.upload.fields["key"], clean=False)
    assert isinstance(documents.link(added.document_id, moto_stack.clock()), Refusal)


def test_a_link_saves_the_kept_copy_and_lasts_a_minute(documents: Documents, moto_stack: MotoStack) -> None:
    added = unwrap(add(documents, moto_stack.clock()))
    decide(moto_stack, added.upload.fields["key"], clean=True)
    link = unwrap(documents.link(added.document_id, moto_stack.clock()))
    assert (link.expires_at - moto_stack.clock()).total_seconds() == 60
    said = {name: value[0] for name, value in parse_qs(urlsplit(link.url).query).items()}
    assert urlsplit(link.url).path.endswith(added.upload.fields["key"].replace("uploads/", "kept/"))
    assert said["response-content-disposition"].startswith("attachment; ")
    assert said["response-content-type"] == "application/pdf"


def test_an_unknown_document_is_nobodys(documents: Documents, moto_stack: MotoStack) -> None:
    for answer in (documents.owner_of("unknown"), documents.link("unknown", moto_stack.clock())):
        assert isinstance(answer, Refusal)
        assert answer.code == "not_found"


def test_a_document_knows_its_owner(documents: Documents, moto_stack: MotoStack) -> None:
    owner = unwrap(documents.owner_of(unwrap(add(documents, moto_stack.clock())).document_id))
    assert (owner.for_kind, owner.for_id, owner.account_id) == ("permit", PERMIT, ANN)


# ------------------------------------------------------------------------------------------------------------- its name
@pytest.mark.parametrize(
    ("called", "saved"),
    [
        ("V5C.pdf", "V5C.pdf"),
        ("photo.of.v5c.jpeg", "photo_of_v5c.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\papers\\v5c.exe", "v5c.pdf"),
        ('a"; x="\r\nSet-Cookie: b.pdf', "a__ x____Set-Cookie_ b.pdf"),
        ("Llyfr Siân.pdf", "Llyfr Siân.pdf"),
        (".pdf", "document.pdf"),
        ("", "document.pdf"),
    ],
)
def test_a_name_is_safe_to_save_under(called: str, saved: str) -> None:
    assert safe_filename(called, "application/pdf") == saved


@pytest.mark.parametrize(
    ("called", "saved", "in_ascii"),
    [
        ("a" * 300 + ".pdf", "a" * 80 + ".pdf", "a" * 80 + ".pdf"),
        ("हिन्दी.pdf", "हिन्दी.pdf", "document.pdf"),
        ("عقد الإيجار.pdf", "عقد الإيجار.pdf", "document.pdf"),
        ("Café.pdf", "Café.pdf", "Cafe.pdf"),
    ],
)
def test_a_name_is_kept_in_its_script_and_has_one_in_ascii(called: str, saved: str, in_ascii: str) -> None:
    assert safe_filename(called, "application/pdf") == saved
    assert f'filename="{in_ascii}"' in disposition(saved)


@given(st.text(max_size=300), st.sampled_from(sorted(ENDINGS)))
def test_whatever_a_file_is_called_its_name_and_header_are_safe(filename: str, content_type: str) -> None:
    name = safe_filename(filename, content_type)
    stem, _, ending = name.rpartition(".")
    assert 1 <= len(stem) <= 80
    assert all(sign in " -_()" or category(sign)[0] in "LMN" for sign in stem)
    assert ending in {"jpg", "png", "pdf"}
    assert name.endswith(ENDINGS[content_type])
    assert re.fullmatch(r"attachment; filename=\"[^\"\r\n\\]*\"; filename\*=UTF-8''[\w%.~-]+", disposition(name))
    assert disposition(name).isascii()
