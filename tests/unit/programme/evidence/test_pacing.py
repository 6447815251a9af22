"""Looks get a share of each minute, however long one of them took."""

from __future__ import annotations

import pytest

from prongsai.programme.evidence.pacing import Share


class Clock:
    """A clock that goes when it is told to."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr("prongsai.programme.evidence.pacing.time.monotonic", found)
    return found


def looks(share: Share, clock: Clock, *, seconds: float, each: float) -> float:
    """How much time is taken by looks that follow on each other for so long."""
    end, taken = clock.now + seconds, 0.0
    while clock.now < end:
        if share.is_spent():
            clock.now += 0.5
            continue
        with share.taking():
            clock.now += each
        taken += each
    return taken


@pytest.mark.parametrize("each", [0.25, 1.0, 20.0])
def test_looks_take_no_more_than_their_share(clock: Clock, each: float) -> None:
    share = Share(20)
    assert looks(share, clock, seconds=3_600, each=each) == pytest.approx(60 * 20, abs=20 + each)


def test_what_was_not_taken_is_not_saved_up(clock: Clock) -> None:
    share = Share(20)
    clock.now += 86_400
    assert looks(share, clock, seconds=60, each=1) <= 20 + 20 + 1


def test_a_look_that_breaks_down_counts_too(clock: Clock) -> None:
    share = Share(20)

    def breaks_down() -> None:
        with share.taking():
            clock.now += 60
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks_down()
    assert share.is_spent()
