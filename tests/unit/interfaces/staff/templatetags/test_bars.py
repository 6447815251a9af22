"""Bars: their geometry follows from the numbers, and the numbers are told to those who do not see them."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template

COUNTS = {"completed": 5, "in_progress": 4, "overdue": 2, "not_started": 1}


def _render(source: str, **values: object) -> str:
    return Template("{% load components %}" + source).render(Context(values))


def test_a_bar_of_statuses_is_in_fixed_order_and_full() -> None:
    text = _render("{% stacked_bar counts %}", counts=dict(reversed(COUNTS.items())))
    drawn = text.partition("</defs>")[2]
    assert re.findall(r'class="bar-(\w+)"|hatch-(\w+)-\d', drawn) == [
        ("done", ""),
        ("", "doing"),
        ("gap", ""),
        ("late", ""),
        ("gap", ""),
        ("", "todo"),
        ("gap", ""),
    ]
    widths = [float(width) for width in re.findall(r'width="([\d.]+)%" height="100%"', drawn)]
    assert sum(widths) == pytest.approx(100, abs=0.01)
    assert widths[0] == pytest.approx(500 / 12, abs=0.001)


def test_a_bar_of_statuses_tells_its_numbers() -> None:
    assert 'aria-label="เสร็จแล้ว 5, กำลังทำ 4, เกินกำหนด 2, ยังไม่เริ่ม 1"' in _render("{% stacked_bar counts %}", counts=COUNTS)


def test_what_was_completed_late_counts_as_completed() -> None:
    assert "เสร็จแล้ว 3" in _render("{% stacked_bar counts %}", counts={"completed": 1, "completed_late": 2})
    assert "<b>3</b>" in _render("{% legend counts %}", counts={"completed": 1, "completed_late": 2})


def test_a_plan_without_measures_has_an_empty_bar_that_says_so() -> None:
    text = _render("{% stacked_bar counts %}", counts={})
    assert 'aria-label="ยังไม่มีมาตรการ"' in text
    assert "%;" not in text


def test_two_bars_of_a_page_have_patterns_of_their_own() -> None:
    text = _render("{% stacked_bar counts %}{% stacked_bar counts %}", counts=COUNTS)
    ids = re.findall(r'id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) == 4
    assert set(re.findall(r"url\(#([^)]+)\)", text)) == set(ids)


def test_the_legend_links_where_there_is_an_address() -> None:
    text = _render("{% legend counts hrefs %}", counts=COUNTS, hrefs={"overdue": "?status=overdue"})
    assert text.count("<a ") == 1
    assert 'href="?status=overdue"' in text
    assert re.findall(r"<b>(\d+)</b>", text) == ["5", "4", "2", "1"]


@pytest.mark.parametrize(("value", "kind", "words"), [(85, "bar-done", "85.00 ผ่าน เกณฑ์ 85"), (84.99, "bar-soon", "84.99 ต่ำกว่า เกณฑ์ 85")])
def test_a_score_passes_at_the_line(value: float, kind: str, words: str) -> None:
    text = _render("{% score_bar value %}", value=value)
    assert f'class="{kind}"' in text
    assert words in text


@pytest.mark.parametrize(("value", "width"), [(120, "100.00"), (-3, "0.00"), (79.25, "79.25")])
def test_a_score_bar_stays_on_its_track(value: float, width: str) -> None:
    assert f'width="{width}%"' in _render("{% score_bar value %}", value=value)


def test_the_line_is_named_only_where_asked() -> None:
    assert "<text" not in _render("{% score_bar 70 %}")
    assert ">เกณฑ์ 85</text>" in _render("{% score_bar 70 85 True %}")


@pytest.mark.parametrize(("done", "of", "shown"), [(4, 6, "67"), (0, 0, "0"), (9, 6, "100")])
def test_progress_tells_its_share(done: int, of: int, shown: str) -> None:
    text = _render('{% progress done of "กำลังอ่าน" %}', done=done, of=of)
    assert f'aria-valuenow="{shown}"' in text
    assert 'aria-label="กำลังอ่าน"' in text
