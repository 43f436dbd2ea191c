"""The reference front end: server-rendered pages, a client of the public API like any other.

A new page is a folder `<room>/<page>/`, a room being a folder of what serves one purpose (`permits`, `payments`…), and
one line in the room's `routes.py`:

- `page.py` says who may see it (`ACCESS`) and has `get`, `post` or both: a `Visit` in, an `Answer` out; what stands in
  the places of its address (`/permits/{permit_id}`) is in `visit.path_params`
- `page.html` extends `layout/base.html`, or `layout/account.html` to have the contact beside it; fields come from
  `layout/form.html` and a `Form`, which brings values and errors
- its test is `tests/web/<room>/test_<page>.py`; what holds for every page (`tests/web/test_every_page.py`) then holds
  for it too; `tests/web/stages.py` has to show it, and a walk of `tests/browser` to pass through each of its states

A POST that did something answers `visit.redirect(...)`; one that was refused shows the page again, status 422, with
`form.with_refusal(problem)`. Every call of the API may raise `SignInAgain` or `Unavailable`;
`serve.py` turns them into pages, a page need not.
"""
