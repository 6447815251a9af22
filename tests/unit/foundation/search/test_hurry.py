"""The time for a question: it runs down, and what was cut stays known as cut."""

from __future__ import annotations

import time

from prongsai.foundation.search.hurry import Hurry


def test_without_time_everything_is_cut() -> None:
    hurry = Hurry(0.0)
    assert (hurry.left(), hurry.is_over(), hurry.is_cut) == (0.0, True, True)


def test_with_time_nothing_is_cut_until_it_has_run_down() -> None:
    hurry = Hurry(0.05)
    assert (hurry.is_over(), hurry.is_cut, 0 < hurry.left() <= 0.05) == (False, False, True)
    time.sleep(0.06)
    assert (hurry.is_over(), hurry.is_cut) == (True, True)
