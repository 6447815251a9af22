"""Which databases of a server are ours to drop: those of our names that bear our mark and are old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from prongsai.foundation.backups.postgresql import RESTORING, TRIAL, beside, is_left_behind

NOW = datetime(2026, 3, 17, 3, 0, tzinfo=UTC)
OLD = NOW - timedelta(days=1, seconds=1)


def mark(at: datetime, word: str = TRIAL, ours: str = "prongsai") -> str:
    return f"prongsai: made for a moment ({word} of {ours}) and may be dropped; made at {at.isoformat()}"


def is_ours(name: str, comment: str, ours: str = "prongsai") -> bool:
    return is_left_behind(name, comment, ours=ours, word=TRIAL, now=NOW)


def test_what_an_old_attempt_made_goes() -> None:
    assert is_ours("prongsai_trial_0a1b2c3d", mark(OLD))
    assert is_ours("prongsai_trial_0a1b2c3d", mark(NOW + timedelta(days=400)))  # by a clock that was ahead


@pytest.mark.parametrize(
    "name", ["prongsai_trial_2569", "prongsai_trial_0a1b2c3d4", "prongsai_trial_plan2569", "prongsai", "xprongsai_trial_0a1b2c3d"]
)
def test_a_name_that_only_looks_alike_stays_even_with_our_mark(name: str) -> None:
    assert not is_ours(name, mark(OLD))


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "งบประมาณ 2569",
        mark(NOW),
        mark(NOW - timedelta(hours=23)),
        mark(OLD, RESTORING),
        mark(OLD, ours="others"),
        mark(OLD)[:-6],
        f"{mark(OLD)} x",
    ],
)
def test_without_our_mark_or_younger_than_a_day_it_stays(comment: str) -> None:
    assert not is_ours("prongsai_trial_0a1b2c3d", comment)


def test_two_long_names_that_begin_alike_are_told_apart_by_the_mark() -> None:
    long = "p" * 60
    name = f"{beside(long + 'a', TRIAL)}_0a1b2c3d"
    assert len(name) == 63
    assert is_ours(name, mark(OLD, ours=f"{long}a"), f"{long}a")
    assert not is_ours(name, mark(OLD, ours=f"{long}a"), f"{long}b")
