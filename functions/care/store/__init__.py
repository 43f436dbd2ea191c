"""The only files that talk to the Requests table.

| access | key or index |
|---|---|
| one request; a draft has a TTL | `pk` = `REQUEST#<request_id>`, `sk` = `REQUEST` |
| an account's requests, newest first, without their answers | index `by_account`: `account_id`, `created_at` |
| requests that wait for an officer, urgent first, then the oldest | index `by_queue`: `queue` (a status), `place` |
| approved requests that are still to be ordered, in the same order | index `by_queue`: `queue` = `to_order`, `place` |
| requests about which something is due by now, by shard | index `by_due`: `due`, `due_at` |
| a sent request by its reference | `pk` = `REFERENCE#<reference>`, `sk` = `REQUEST#<request_id>` |
| a copy of a request, and whether it may be given | `pk` = `REQUEST#<request_id>`, `sk` = `RELEASE` |
| copies that officers have to check, the longest wait first | index `by_queue`: `queue` = `copy_asked`, `place` |
| events that were not published yet | index `unpublished` (`portal.outbox`) |
| whom safeguarding concerns of the last 28 days are about | `pk` = `CONCERNS`, `sk` = `<submitted_at>#<request_id>` |
| until when an officer may work on a request | `pk` = `REQUEST#<request_id>`, `sk` = `OPENING#<sub>` |
| that a helper's opening on a day is on record | `pk` = `REQUEST#<request_id>`, `sk` = `HELPER#<helper_id>#<day>` |
| the result of an Idempotency-Key | `IDEMPOTENCY#<hash>` twice |
"""
