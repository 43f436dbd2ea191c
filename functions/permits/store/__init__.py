"""The only files that talk to the Permits table.

| access | key or index |
|---|---|
| a permit | `pk` = `PERMIT#<permit_id>`, `sk` = `PERMIT` |
| the permits of an account, newest first | index `by_account`: `account_id`, `created_at` |
| one case of a permit, and who has claimed it | `PERMIT#<permit_id>`, `CASE#<case_id>` |
| the cases that wait for an officer, oldest first | index `by_queue`: `queue` (a status), `queued_at` |
| those in one zone | index `by_zone_queue`: `zone_queue`, `queued_at` |
| officers' notes on a permit | `PERMIT#<permit_id>`, `NOTES` |
| the permits of a reference, of a vehicle | `REFERENCE#<reference>`, `PLATE#<vrm>`; `FOUND#<permit_id>` |
| the permits at a postcode, and at one property of it | `POSTCODE#<postcode>`, `<uprn>#FOUND#<permit_id>` |
| live permits of vehicles that look like one | `NEAR#<pattern>`, `FOUND#<permit_id>` |
| what is due by now, of one kind | index `by_due`: `due` (the kind and a shard: `lapse-0`, `capture-1`), `due_at` |
| a quote | `QUOTE#<quote_id>` twice, with TTL |
| the reserved days of a property's places | `PROPERTY#<uprn>`, `PLACES` |
| the reserved days of a vehicle's cover in a zone | `VEHICLE#<zone>#<vrm>`, `COVER` |
| the applications of an account that wait for payment or documents | `ACCOUNT#<account_id>`, `UNPAID` |
| the result of an Idempotency-Key | `IDEMPOTENCY#<hash>` twice |
| events on their way out | `OUTBOX#<event_id>` twice; index `unpublished` |
"""
