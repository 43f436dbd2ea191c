"""A form on the local stack, from its start over an officer's question to what comes of it: what the bus, the queues
and the scan do between (`docs/rules/safeguarding.md`, S12).
"""

import pytest

from tests.journeys.safeguarding import concern_reported
from tests.support.visitor import Visitor

pytestmark = pytest.mark.stack


def test_a_concern_from_the_report_over_a_question_to_its_outcome(visitor: Visitor) -> None:
    concern_reported(visitor)
