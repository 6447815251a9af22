"""Which reminder has its turn: thirty, seven, one day ahead, the day itself, the day after, then weekly for a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.foundation.notices.stages import KINDS, kind_of, stage_of

DUE = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("days_left", "stage"),
    [(31, None), (30, 1), (8, 1), (7, 2), (2, 2), (1, 3), (0, 4), (-1, 5), (-7, 5), (-8, 6), (-364, 56), (-365, None)],
)
def test_each_day_has_the_reminder_that_was_reached_last(days_left: int, stage: int | None) -> None:
    assert stage_of(DUE, DUE - timedelta(days=days_left)) == stage


@given(st.integers(-500, 500), st.integers(0, 60))
def test_reminders_only_move_on_as_days_go_by(first: int, later: int) -> None:
    one, other = (stage_of(DUE, DUE + timedelta(days=days)) for days in (first, first + later))
    assert one is None or other is None or one <= other


def test_every_reminder_is_of_a_kind_that_a_person_can_choose() -> None:
    kinds = [kind_of(stage) for stage in range(1, 57)]
    assert tuple(dict.fromkeys(kinds)) == KINDS
    assert kinds[:6] == ["30", "7", "1", "0", "overdue", "overdue"]
