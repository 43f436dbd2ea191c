"""What the tests of the templates share."""

import pytest

from tests.template.recorded import Recorded, journeys


@pytest.fixture(scope="session")
def recorded() -> Recorded:
    """All journeys, walked once; a journey that fails is not walked again for each test."""
    return journeys()
