"""A stand-in for GOV.UK Pay, which asks that nobody runs automated tests against its own test service.

`machine` is its state, `api` its public API, `pages` the payer's pages, `webhooks` its messages, and `server` all of
these on a port.
"""
