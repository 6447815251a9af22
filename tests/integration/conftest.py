"""What tests with a database share."""

from __future__ import annotations

import pytest
from tests.offices import Office, open_office


@pytest.fixture
def office(db: None) -> Office:
    """An agency with one person per role."""
    return open_office()


@pytest.fixture
def other_office(db: None) -> Office:
    """Another agency in the same installation."""
    return open_office("rimnam", "เทศบาลตำบลริมน้ำ")
