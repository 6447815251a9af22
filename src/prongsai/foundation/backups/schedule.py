"""When a backup is due, when its age is a worry, and which of the old ones are kept. No clock and no disk: plain rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PLACE = ZoneInfo("Asia/Bangkok")
NIGHTLY_AT = time(1, 0)
"""In Thailand. A machine that is off at night makes its backup when it is next switched on."""
PAUSE_AFTER_FAILURE = timedelta(hours=1)
OLDEST_GOOD = timedelta(days=2)
"""A last good backup older than this is told to the administrators."""
CLOCK_PATIENCE = timedelta(minutes=5)
"""What lies further ahead of the clock than this was written by a clock that was wrong, and says nothing of how old a backup is."""
KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 7, 4, 12


def is_due(*, now: datetime, last_good: datetime | None, last_attempt: datetime | None) -> bool:
    """Whether the nightly backup has to be made now: none succeeded since the last one o'clock, and none failed within the hour.

    Moments in the future count as none.
    """
    local = now.astimezone(PLACE)
    night = datetime.combine(local.date(), NIGHTLY_AT, PLACE)
    if night > local:
        night -= timedelta(days=1)
    if last_good is not None and night <= last_good <= now + CLOCK_PATIENCE:
        return False
    return last_attempt is None or last_attempt > now or now - last_attempt >= PAUSE_AFTER_FAILURE


def is_worry(*, now: datetime, last_good: datetime | None, since: datetime | None) -> bool:
    """Whether the administrators have to be told: the last good backup, or where there is none the beginning (`since`), is too old.

    A last good one in the future counts as none; a beginning in the future is a worry, as nobody knows how long ago it was.
    """
    if last_good is not None and not is_ahead(last_good, now=now):
        return now - last_good > OLDEST_GOOD
    return since is not None and (is_ahead(since, now=now) or now - since > OLDEST_GOOD)


def is_ahead(moment: datetime, *, now: datetime) -> bool:
    """Whether a moment was written by a clock that was wrong: it has not come yet."""
    return moment > now + CLOCK_PATIENCE


def kept(made: Iterable[datetime]) -> frozenset[datetime]:
    """Which backups stay: the newest of each of the last seven days, four weeks and twelve months that have one, in Thailand's calendar."""
    newest_first = sorted(made, reverse=True)
    keep: set[datetime] = set()
    periods: tuple[tuple[int, Callable[[date], object]], ...] = (
        (KEPT_DAYS, lambda day: day),
        (KEPT_WEEKS, lambda day: day.isocalendar()[:2]),
        (KEPT_MONTHS, lambda day: (day.year, day.month)),
    )
    for count, period_of in periods:
        seen: dict[object, datetime] = {}
        for moment in newest_first:
            seen.setdefault(period_of(moment.astimezone(PLACE).date()), moment)
        keep.update(list(seen.values())[:count])
    return frozenset(keep)
