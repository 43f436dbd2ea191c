"""The only files that talk to the Permits table.

| access | key or index |
|---|---|
| a permit | `pk` = `PERMIT#<permit_id>`, `sk` = `PERMIT` |
| the permits of an account, newest first | index `by_account`: `account_id`, `created_at` |
| what waits for an officer, oldest first | index `by_queue`: `queue` (a status), `queued_at` |
| what waits for an officer in one zone | index `by_zone_queue`: `zone_queue`, `queued_at` |
| what is to lapse, or its hold to be captured, by now | index `by_due`: `due` (`lapse-0`…, `capture-0`…), `due_at` |
| a quote | `QUOTE#<quote_id>` twice, with TTL |
| the places of a property | `PROPERTY#<uprn>`, `PLACES` |
| the cover of a vehicle in a zone | `VEHICLE#<zone>#<vrm>`, `COVER` |
| whether an account has an application that waits for payment or documents | `ACCOUNT#<account_id>`, `UNPAID` |
| the result of an Idempotency-Key | `IDEMPOTENCY#<hash>` twice |
| events on their way out | `OUTBOX#<event_id>` twice; index `unpublished` |
"""
