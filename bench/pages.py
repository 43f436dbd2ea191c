"""Pages: CPU time from request to HTML when warm, with the API's answers already at hand."""

import time
from collections.abc import Iterator
from statistics import median

from bench.row import Row
from tests.web.browser_double import Browser
from tests.web.conftest import sign_in
from tests.web.fake_api import FakeApi
from tests.web.test_every_page import PLACES
from web.routes import PAGES

TIMES = 20


def measure() -> Iterator[Row]:
    browser = Browser(FakeApi())
    sign_in(browser)
    kept = dict(browser.cookies)
    rows = []
    for address in sorted(PAGES):
        took, status = [], 0
        for _ in range(TIMES):
            browser.cookies = dict(kept)
            begun = time.process_time()
            status = browser.get(address.format(**PLACES)).status
            took.append((time.process_time() - begun) * 1000)
        if status == 200:
            rows.append(Row("page", address, median(took), "ms CPU"))
    yield from sorted(rows, key=lambda row: -row.value)
