"""Exports, files with a person's data: asked for, packed from the domains' parts, downloadable for a week, deleted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from auth.leaving import Export, ExportLink, ExportStatus
from portal import audit
from portal.audit import AuditEvent
from portal.clock import epoch_seconds, to_text
from portal.conditions import Attr, Condition
from portal.context import Context
from portal.events.accounts import ExportReady, ExportRequested
from portal.export import PARTS
from portal.export_files import part_key
from portal.ids import ulid
from portal.limits import Counter, Limit
from portal.obligations import require_open_account
from portal.outbox import announce
from portal.problems import NOT_FOUND, Refusal
from portal.table import ConditionFailed, Delete, Key, Put, Tables, TransactionCancelled, Update

REMEMBERED = timedelta(days=30)
"""How long an expired export can be told from one that never existed."""


@dataclass(frozen=True)
class PartNamed:
    """The facts in the key of an export's part in the bucket."""

    account_id: str
    export_id: str
    part: str


def part_named(key: str) -> PartNamed:
    """The facts in a part's key. Raises: ValueError for any other key."""
    _, account_id, export_id, part = key.removesuffix(".json").split("/")
    return PartNamed(account_id, export_id, part)


class Exports:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.accounts_table
        self._bucket = context.settings.export_bucket
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Exports":
        return cls(context)

    def start(self, account_id: str, now: datetime) -> Export | Refusal:
        """Start an export and announce the event that asks for its parts. Returns the export being prepared if there is
        one. 1 call, 2 if there is one.
        """
        export = Export(
            export_id=ulid(now, self._context.randomness),
            account_id=account_id,
            status=ExportStatus.PREPARING,
            requested_at=now,
            expires_at=now + self._settings.export_preparation,
        )
        limit = Limit("exports", self._settings.exports_per_account, timedelta(days=1))
        counter = Counter.of(self._settings.codes_table, limit, account_id, self._context.pepper, now)
        event = ExportRequested.new(now, self._context.randomness, account_id=account_id, export_id=export.export_id)
        until = to_text(export.expires_at)
        under_way = {**_under_way_key(account_id), "export_id": export.export_id, "until": until}
        none_under_way = Attr("pk").not_exists() | Attr("until").lte(to_text(now))
        try:
            self._tables.transact(
                counter.raised(),
                self._put(export),
                audit.row(self._settings.audit_table, AuditEvent.EXPORT_ASKED, now, account_id=account_id),
                announce(event, self._table),
                under_way=Put(self._table, under_way, condition=none_under_way),
                account=require_open_account(self._table, account_id),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("account"):
                return NOT_FOUND
            other = cancelled.found("under_way")
            if other is not None:
                return self.get(account_id, str(other["export_id"]))
            words = "You have asked for your data several times today. Try again tomorrow."
            return Refusal("too_many_exports", words, retry_after=counter.retry_after(now))
        return export

    def get(self, account_id: str, export_id: str) -> Export | Refusal:
        """The export; not found if it belongs to another account. 1 call."""
        item = self._tables.get(self._table, _key(account_id, export_id))
        return Export.model_validate(item) if item else NOT_FOUND

    def link(self, export: Export, now: datetime) -> ExportLink | None:
        """A short-lived download link, audited before it is returned; None unless the export is ready. 1 call, none if
        not ready.
        """
        if export.status_at(now) is not ExportStatus.READY:
            return None
        fetched = audit.row(self._settings.audit_table, AuditEvent.EXPORT_FETCHED, now, account_id=export.account_id)
        self._tables.put(fetched)
        lifetime = self._settings.document_link_lifetime
        name = f"leicestershire-portal-{export.requested_at:%Y-%m-%d}.zip"
        url = self._context.aws.s3.generate_presigned_url(
            ClientMethod="get_object",
            Params={
                "Bucket": self._bucket,
                "Key": _zip_key(export.account_id, export.export_id),
                "ResponseContentType": "application/zip",
                "ResponseContentDisposition": f'attachment; filename="{name}"',
            },
            ExpiresIn=int(lifetime.total_seconds()),
        )
        return ExportLink(url=url, expires_at=now + lifetime)

    def note_part(self, named: PartNamed, now: datetime) -> Export | None:
        """The export, after noting that this part has arrived; None if the export is not being prepared. 1 call."""
        try:
            item = self._tables.update(
                Update(
                    self._table,
                    _key(named.account_id, named.export_id),
                    set={f"parts.{named.part}": True},
                    condition=_being_prepared(now),
                )
            )
        except ConditionFailed:
            return None
        return Export.model_validate(item)

    def finish(self, export: Export, body: bytes, now: datetime) -> None:
        """Store the packed file, then announce once that the export is ready. 2 calls.

        If meanwhile the account was closed or the export expired, the file is deleted again.
        """
        key = _zip_key(export.account_id, export.export_id)
        self._context.aws.s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType="application/zip")
        expires_at = now + self._settings.export_lifetime
        ready = Update(
            self._table,
            _key(export.account_id, export.export_id),
            set={
                "status": ExportStatus.READY.value,
                "expires_at": to_text(expires_at),
                "ttl": epoch_seconds(expires_at + REMEMBERED),
            },
            condition=_being_prepared(now),
        )
        event = ExportReady.new(now, self._context.randomness, account_id=export.account_id, export_id=export.export_id)
        none_under_way = Delete(self._table, _under_way_key(export.account_id), Attr("export_id").eq(export.export_id))
        try:
            self._tables.transact(none_under_way, announce(event, self._table), ready=ready)
        except TransactionCancelled as cancelled:
            if cancelled.found("ready") is None:
                self._delete_files(key)

    def forget(self, account_id: str) -> None:
        """Delete every export of a closed account. 1 call, and 8 for each export of the last weeks.

        The packed file is deleted both before and after its item: `finish` either stored it before the item was gone,
        or finds no item and deletes the file itself.
        """
        mine = Attr("pk").eq(f"ACCOUNT#{account_id}") & Attr("sk").begins_with("EXPORT")
        for item in self._tables.query(self._table, mine).items:
            export_id = str(item["export_id"])
            parts = [part_key(account_id, export_id, part) for part in PARTS] if "status" in item else []
            packed = [_zip_key(account_id, export_id)] if "status" in item else []
            self._delete_files(*parts, *packed)
            self._tables.delete(Delete(self._table, {"pk": str(item["pk"]), "sk": str(item["sk"])}))
            self._delete_files(*packed)

    def _delete_files(self, *keys: str) -> None:
        for key in keys:
            self._context.aws.s3.delete_object(Bucket=self._bucket, Key=key)

    def _put(self, export: Export) -> Put:
        ttl = epoch_seconds(export.expires_at + REMEMBERED)
        item: dict[str, Any] = {**_key(export.account_id, export.export_id), **export.model_dump(mode="json")}
        return Put(self._table, {**item, "ttl": ttl})


def _being_prepared(now: datetime) -> Condition:
    return Attr("status").eq(ExportStatus.PREPARING.value) & Attr("expires_at").gt(to_text(now))


def _zip_key(account_id: str, export_id: str) -> str:
    return f"ready/{account_id}/{export_id}.zip"


def _key(account_id: str, export_id: str) -> Key:
    return {"pk": f"ACCOUNT#{account_id}", "sk": f"EXPORT#{export_id}"}


def _under_way_key(account_id: str) -> Key:
    return {"pk": f"ACCOUNT#{account_id}", "sk": "EXPORT_UNDER_WAY"}
