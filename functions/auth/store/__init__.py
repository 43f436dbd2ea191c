"""The only modules that use the Accounts, Codes and Sessions tables, one per kind of stored thing.

Docstrings give the cost of an operation as its number of calls to AWS.

Accounts (`pk`, `sk`)

| access | key | file |
|---|---|---|
| a registration by its id | `REGISTRATION#<registration_id>` twice | registrations |
| the account that has an address, and its password's hash | `EMAIL#<address>` twice | accounts |
| a profile | `ACCOUNT#<account_id>`, `PROFILE` | accounts |
| the change of address that a token undoes | `EMAIL_CHANGE_REVERSAL#<sha256>` twice | `portal.email_change_reversal` |
| an export of a person's data | `ACCOUNT#<account_id>`, `EXPORT#<export_id>` | exports |
| the export that is being prepared | `ACCOUNT#<account_id>`, `EXPORT_UNDER_WAY` | exports |
| the result of an Idempotency-Key | `IDEMPOTENCY#<hash>` twice | portal.idempotency |
| events to be published | `OUTBOX#<event_id>` twice; index `unpublished` | portal.outbox |

Codes (`pk`, `sk`)

| access | key | file |
|---|---|---|
| a sign-in by its id | `SIGN_IN#<sign_in_id>` twice | sign_ins |
| wrong passwords of one account from one network or known browser | `TRIES#<hash>` twice | sign_ins |
| a password reset by its id | `RESET#<reset_id>` twice | resets |
| a change of address by its id | `EMAIL_CHANGE#<change_id>` twice | email_changes |
| counters | `LIMIT#…` twice | portal.limits |

Sessions (`pk`)

| access | key | file |
|---|---|---|
| a session by its token's hash | `SESSION#<sha256>` | sessions |
| the sessions of an account | ids and keys are in its profile | accounts |
"""
