"""The only files that talk to the Permits table.

| access | key or index |
|---|---|
| a permit | `pk` = `PERMIT#<permit_id>`, `sk` = `PERMIT` |
| the permits of an account, newest first | index `by_account`: `account_id`, `created_at` |
| what waits for an officer, oldest first | index `by_queue`: `queue` (a status), `queued_at` |
| what waits for an officer in one zone | index `by_zone_queue`: `zone_queue`, `queued_at` |
| what is due by now, of one kind | index `by_due`: `due` (the kind and a shard: `lapse-0`, `capture-1`), `due_at` |
| a quote | `QUOTE#<quote_id>` twice, with TTL |
| the reserved days of a property's places | `PROPERTY#<uprn>`, `PLACES` |
| the reserved days of a vehicle's cover in a zone | `VEHICLE#<zone>#<vrm>`, `COVER` |
| the application of an account that waits for payment or documents | `ACCOUNT#<account_id>`, `UNPAID` |
| the result of an Idempotency-Key | `IDEMPOTENCY#<hash>` twice |
| events on their way out | `OUTBOX#<event_id>` twice; index `unpublished` |
"""
