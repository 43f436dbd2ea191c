"""The only files that talk to the Requests table.

| access | key or index |
|---|---|
| a request; a draft has a TTL | `pk` = `REQUEST#<request_id>`, `sk` = `REQUEST` |
| the requests of an account, newest first, without their answers | index `by_account`: `account_id`, `created_at` |
| those that wait for an officer, urgent ones first, then the oldest | index `by_queue`: `queue` (a status), `place` |
| what was agreed to and is to be ordered, in the same order | index `by_queue`: `queue` = `to_order`, `place` |
| those about which something is to be done by now, a shard each | index `by_due`: `due`, `due_at` |
| one by its reference, once it was sent | `pk` = `REFERENCE#<reference>`, `sk` = `REQUEST#<request_id>` |
| whether a copy of it may be given | `pk` = `REQUEST#<request_id>`, `sk` = `RELEASE` |
| copies that officers look through, the longest wait first | index `by_queue`: `queue` = `copy_asked`, `place` |
| events that were not published yet | index `unpublished` (`portal.outbox`) |
| whom the concerns of the last 28 days are about | `pk` = `CONCERNS`, `sk` = `<submitted_at>#<request_id>` |
| until when an officer may look at it | `pk` = `REQUEST#<request_id>`, `sk` = `OPENING#<sub>` |
| the result of an Idempotency-Key | `IDEMPOTENCY#<hash>` twice |
"""
