"""When a backup is due, when its age is a worry, and which stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prongsai.foundation.backups.schedule import KEPT_DAYS, KEPT_MONTHS, KEPT_WEEKS, PLACE, is_due, is_worry, kept

MORNING = datetime(2026, 3, 17, 1, 30, tzinfo=UTC)
"""08:30 in Thailand, when an office switches its PC on."""
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


def test_the_first_backup_is_due_at_once() -> None:
    assert is_due(now=MORNING, last_good=None, last_attempt=None)


def test_a_machine_that_was_off_at_night_makes_its_backup_in_the_morning() -> None:
    yesterday = MORNING - timedelta(hours=22)
    assert is_due(now=MORNING, last_good=yesterday, last_attempt=yesterday)
    assert not is_due(now=MORNING + timedelta(hours=8), last_good=MORNING, last_attempt=MORNING)


def test_at_one_o_clock_in_thailand_it_is_due_and_not_a_minute_before() -> None:
    good = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)
    assert not is_due(now=datetime(2026, 3, 16, 17, 59, tzinfo=UTC), last_good=good, last_attempt=good)
    assert is_due(now=datetime(2026, 3, 16, 18, 0, tzinfo=UTC), last_good=good, last_attempt=good)


def test_after_a_failure_an_hour_passes_before_the_next_attempt() -> None:
    old = MORNING - timedelta(days=3)
    assert not is_due(now=MORNING, last_good=old, last_attempt=MORNING - timedelta(minutes=59))
    assert is_due(now=MORNING, last_good=old, last_attempt=MORNING - timedelta(minutes=60))


def test_a_clock_that_was_set_back_does_not_stop_the_backups() -> None:
    ahead = MORNING + timedelta(days=400)
    assert is_due(now=MORNING, last_good=ahead, last_attempt=ahead)


@given(st.timedeltas(timedelta(minutes=5, microseconds=1), timedelta(days=4000)), st.none() | MOMENTS)
def test_a_last_good_backup_in_the_future_counts_as_none(ahead: timedelta, since: datetime | None) -> None:
    future = MORNING + ahead
    assert is_due(now=MORNING, last_good=future, last_attempt=None)
    assert is_worry(now=MORNING, last_good=future, since=since) == is_worry(now=MORNING, last_good=None, since=since)
    assert is_worry(now=MORNING, last_good=None, since=future)


@given(st.timedeltas(timedelta(0), timedelta(minutes=5)))
def test_a_clock_that_goes_a_little_back_makes_no_second_backup(ahead: timedelta) -> None:
    assert not is_due(now=MORNING, last_good=MORNING + ahead, last_attempt=None)
    assert not is_worry(now=MORNING, last_good=MORNING + ahead, since=None)


def test_a_backup_older_than_two_days_is_a_worry_and_a_new_installation_is_none() -> None:
    assert not is_worry(now=MORNING, last_good=MORNING - timedelta(days=2), since=None)
    assert is_worry(now=MORNING, last_good=MORNING - timedelta(days=2, seconds=1), since=None)
    assert not is_worry(now=MORNING, last_good=None, since=MORNING - timedelta(hours=30))
    assert is_worry(now=MORNING, last_good=None, since=MORNING - timedelta(days=3))
    assert not is_worry(now=MORNING, last_good=None, since=None)


def test_of_two_years_of_nights_seven_days_four_weeks_and_twelve_months_stay() -> None:
    nights = [MORNING - timedelta(days=days) for days in range(730)]
    stay = kept(nights)
    assert set(nights[:KEPT_DAYS]) <= stay
    assert len({moment.astimezone(PLACE).strftime("%Y-%m") for moment in stay}) == KEPT_MONTHS
    assert len(stay) <= KEPT_DAYS + KEPT_WEEKS + KEPT_MONTHS


@given(st.lists(MOMENTS, max_size=60))
def test_the_newest_always_stays_and_nothing_is_made_up(made: list[datetime]) -> None:
    stay = kept(made)
    assert stay <= set(made)
    assert not made or max(made) in stay
    assert len(stay) <= KEPT_DAYS + KEPT_WEEKS + KEPT_MONTHS


@given(st.lists(MOMENTS, max_size=60))
def test_thinning_out_twice_removes_nothing_more(made: list[datetime]) -> None:
    assert kept(kept(made)) == kept(made)


@given(st.lists(MOMENTS, min_size=1, max_size=400, unique=True).map(sorted))
def test_thinning_out_every_night_never_loses_a_month_that_can_still_be_kept(made: list[datetime]) -> None:
    """Night after night, as it happens: the last twelve months that had a backup keep one each."""
    folder: frozenset[datetime] = frozenset()
    for moment in made:
        folder = kept({*folder, moment})
    months = sorted({moment.astimezone(PLACE).strftime("%Y-%m") for moment in made})[-KEPT_MONTHS:]
    assert {moment.astimezone(PLACE).strftime("%Y-%m") for moment in folder} >= set(months)
