"""The reference front end: server-rendered pages, a client of the public API like any other.

To add a page, make a folder `<room>/<page>/` and add one line to the room's `routes.py`. A room is a folder of pages
that serve one purpose (`permits`, `payments`…).

- `page.py` says who may see the page (`ACCESS`) and has `get`, `post` or both: each takes a `Visit` and returns an
  `Answer`. Parameters of the address (`/permits/{permit_id}`) are in `visit.path_params`
- `page.html` extends `layout/base.html`, or `layout/account.html`, which shows the team's contact beside the page;
  fields come from `layout/form.html` and a `Form`, which holds values and errors
- `tests/web/<room>/test_<page>.py` tests the page; `tests/web/test_every_page.py` checks what holds for all pages.
  `tests/web/stages.py` has to show the page, and a walk of `tests/browser` to pass through each of its states

A POST that did something answers `visit.redirect(...)`; a refused one shows the page again with status 422 and
`form.with_refusal(problem)`. Every call of the API may raise `SignInAgain` or `Unavailable`; `serve.py` turns both into
pages, so that a page need not catch them.
"""
