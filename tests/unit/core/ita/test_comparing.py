"""Gaps, changes and ranks in the points that people see."""

from __future__ import annotations

from decimal import Decimal

from prongsai.core.ita.comparing import ranking, standings, weakest
from prongsai.core.ita.loading import framework
from prongsai.core.ita.scoring import score

POINTS = {str(number): Decimal(value) for number, value in enumerate((90, 80, 85, 90, 70, 84, 86, 88, 60), start=1)}
FOUND = standings(framework(2564), score(framework(2564), POINTS), {"1": Decimal("91.5")}.get)
BY_KEY = {entry.key: entry for entry in FOUND}


def test_gaps_are_what_lacks_to_the_pass_mark() -> None:
    assert (BY_KEY["2"].gap, BY_KEY["2"].passes) == (5, False)
    assert (BY_KEY["3"].gap, BY_KEY["3"].passes) == (0, True)
    assert (BY_KEY["10"].gap, BY_KEY["10"].passes, BY_KEY["10"].points) == (None, None, None)


def test_changes_need_both_years() -> None:
    assert (BY_KEY["1"].change, BY_KEY["2"].change) == (Decimal("-1.5"), None)


def test_equals_share_a_rank_and_the_next_is_counted_after_them() -> None:
    assert [(entry.key, entry.rank) for entry in ranking(FOUND)][:4] == [("1", 1), ("4", 1), ("8", 3), ("7", 4)]
    assert BY_KEY["10"].rank is None


def test_the_widest_gap_comes_first() -> None:
    assert [entry.key for entry in weakest(FOUND)] == ["9", "5", "2", "6"]


def test_weights_are_percent_of_the_total() -> None:
    assert [BY_KEY[key].weight for key in ("total", "IIT", "OIT", "1", "6", "9")] == [100, 30, 40, 6, 10, 20]
