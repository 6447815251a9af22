"""Doubtful days and periods: each reading has a ground in the wording, and the one taken comes first."""

from __future__ import annotations

from datetime import date

import pytest

from prongsai.core.papers.model import Candidate, Period
from prongsai.core.papers.understanding.readings import beside_readings, day_readings, is_unsure, period_readings, year_readings
from prongsai.core.thai.calendar import parse_date
from prongsai.core.thai.periods import parse_period


def _values(candidates: tuple[Candidate, ...]) -> list[str]:
    assert all(candidate.reason for candidate in candidates)
    return [candidate.value for candidate in candidates]


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("รายงานผล ๓ ๔ มี.ค. ๖๙", ["2026-03-04", "2026-03-31"]),
        ("รายงานผล 1 5 มี.ค. 69", ["2026-03-05", "2026-03-15"]),
        ("รายงานผล 2 8 ก.พ. 69", ["2026-02-08", "2026-02-28"]),
        ("รายงานผล ฒ ๔ มี.ค. ๖๙", ["2026-03-04"]),
        ("ภายใน 31 มีนาคม", ["2026-03-31"]),
        ("ภายใน 15 พฤศจิกายน", ["2025-11-15"]),
        ("ภายในเดือนมีนาคม 2569", ["2026-03-31"]),
        ("31 เมษายน 2569", ["2026-04-30"]),
        ("31 เมษายน", []),
        ("ครั้งที่ 1", []),
    ],
)
def test_a_day_has_the_readings_that_its_wording_gives(written: str, values: list[str]) -> None:
    assert _values(day_readings(written, parse_date(written), 2569)) == values


def test_no_year_is_made_up_where_the_paper_has_none() -> None:
    assert day_readings("ภายใน 31 มีนาคม", None, None) == ()


@pytest.mark.parametrize(
    ("written", "unsure"),
    [("๓ ๔ มี.ค. ๖๙", True), ("ฒ ๔ มี.ค. ๖๙", True), ("ณ ๔ มี.ค. ๖๙", False), ("ภายในวันที่ 4 มี.ค. 69", False), ("ครั้งที่ 1 วันที่ 4 มี.ค. 69", False)],
)
def test_a_day_is_unsure_where_a_lone_sign_stands_before_it(written: str, unsure: bool) -> None:
    assert is_unsure(written, date(2026, 3, 4)) is unsure


def test_days_beside_that_all_end_a_month_allow_the_end_of_the_month_read() -> None:
    others = [date(2026, 1, 31), date(2026, 2, 28)]
    assert _values(beside_readings(date(2026, 3, 4), others)) == ["2026-03-31"]


def test_days_beside_that_are_all_the_same_allow_that_day_for_what_was_not_read() -> None:
    assert _values(beside_readings(None, [date(2026, 3, 31)] * 2)) == ["2026-03-31"]


@pytest.mark.parametrize("others", [[], [date(2026, 1, 31)], [date(2026, 1, 31), date(2026, 2, 3)]])
def test_days_beside_that_show_no_rule_allow_nothing(others: list[date]) -> None:
    assert beside_readings(date(2026, 3, 4), others) == ()


def test_a_day_outside_the_year_may_stand_as_written_or_in_the_year_or_be_one_year_off() -> None:
    assert _values(year_readings(date(2029, 3, 31), 2569)) == ["2029-03-31", "2026-03-31", "2028-03-31"]
    assert _values(year_readings(date(2024, 2, 29), 2569)) == ["2024-02-29", "2026-02-28", "2025-02-28"]
    assert _values(year_readings(date(2023, 11, 30), 2569)) == ["2023-11-30", "2025-11-30", "2024-11-30"]


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("พ.ศ. 2569", ["2025-10-01/2026-09-30", "2026-01-01/2026-12-31"]),
        ("ภายในเดือนมีนาคม 2569", ["2025-10-01/2026-03-31", "2026-03-01/2026-03-31"]),
        ("ต.ค. 2568 เป็นต้นไป", ["2025-10-01/", "2025-10-01/2026-09-30"]),
        ("รอบ 6 เดือน", ["2025-10-01/2026-03-31", "2026-04-01/2026-09-30"]),
        ("ต.ค. - มี.ค.", ["2025-10-01/2026-03-31"]),
        ("ต.ค. 2568 - มี.ค. 2568", ["2025-10-01/2026-03-31", "2024-10-01/2025-03-31"]),
    ],
)
def test_an_uncertain_period_has_the_readings_that_its_wording_gives(written: str, values: list[str]) -> None:
    reading = parse_period(written, fiscal_year=2569)
    assert reading is not None
    assert not reading.is_certain
    period = Period(written, reading.start, None if reading.has_open_end else reading.end)
    assert _values(period_readings(period, 2569)) == values


def test_a_period_without_days_has_no_readings() -> None:
    assert period_readings(Period("ตามความเหมาะสม"), 2569) == ()
