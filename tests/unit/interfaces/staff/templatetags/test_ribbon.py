"""The year as a ribbon: where days lie, and labels that do not cover each other."""

from __future__ import annotations

import re
from datetime import date

import pytest

from prongsai.interfaces.staff.templatetags.ribbon import Note, Year, _placed, year_ribbon

TODAY = date(2026, 3, 17)
BLOCK = {"title": "ดำเนินมาตรการ", "start": date(2025, 10, 1), "end": date(2026, 9, 30), "tone": "doing", "row": 0}


def test_a_year_runs_from_october_to_september() -> None:
    year = Year(2569)
    assert [(day.year, day.month) for day in year.months()] == [
        *((2025, month) for month in (10, 11, 12)),
        *((2026, month) for month in range(1, 10)),
    ]
    assert year.at(date(2025, 10, 1)) == 0
    assert year.at(date(2026, 10, 1)) == 100


@pytest.mark.parametrize(("day", "place"), [(date(2024, 1, 1), 0), (date(2030, 1, 1), 100)])
def test_days_outside_lie_at_the_ends(day: date, place: int) -> None:
    assert Year(2569).at(day) == place


def test_a_phase_that_lasts_all_year_is_as_wide_as_the_ribbon() -> None:
    assert '<svg x="0.00%" y="34" width="100.00%"' in year_ribbon(2569, [BLOCK], [], TODAY)


def test_today_is_drawn_only_in_its_own_year() -> None:
    assert "วันนี้ 17\u00a0มี.ค." in year_ribbon(2569, [BLOCK], [], TODAY)
    assert "วันนี้" not in year_ribbon(2570, [], [], TODAY)


def test_the_ribbon_tells_its_dates_to_those_who_do_not_see_it() -> None:
    text = year_ribbon(2569, [BLOCK], [{"day": date(2026, 4, 30), "title": "ปิดรับ OIT", "tone": "soon"}], TODAY)
    label = re.search(r'role="img" aria-label="([^"]+)"', text)
    assert label is not None
    assert "ดำเนินมาตรการ 1\u00a0ต.ค. – 30\u00a0ก.ย." in label[1]
    assert "30\u00a0เม.ย. ปิดรับ OIT" in label[1]


def test_titles_are_escaped() -> None:
    assert "<b>" not in year_ribbon(2569, [{**BLOCK, "title": "<b>"}], [], TODAY)


def test_two_close_labels_turn_away_from_each_other() -> None:
    assert [(note.anchor, note.line) for note in _placed([Note(46, "ก", "today"), Note(58, "ข", "soon")])] == [("end", 0), ("start", 0)]


def test_a_third_close_label_goes_a_line_down() -> None:
    assert [note.line for note in _placed([Note(46, "ก", "todo"), Note(50, "ข", "todo"), Note(54, "ค", "todo")])] == [0, 0, 1]


def test_labels_at_the_ends_stay_inside() -> None:
    assert [note.anchor for note in _placed([Note(1, "ก", "todo"), Note(99, "ข", "todo")])] == ["start", "end"]
