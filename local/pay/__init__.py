"""A stand-in for GOV.UK Pay: Pay asks that nobody runs automated tests against its own.

`machine` is its state, `api` its answers, `pages` what a payer sees, `webhooks` what it tells by itself, `server` all
of that on a port.
"""
