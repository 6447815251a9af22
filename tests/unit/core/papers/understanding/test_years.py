"""The fiscal year of a paper."""

from __future__ import annotations

import pytest
from tests.unit.core.papers.understanding.flows import text_lines

from prongsai.core.papers.model import ActionPlan, Period, Project
from prongsai.core.papers.understanding.years import find_fiscal_year, years_of_plan


def _find(title: str | None, *texts: str, memo: str | None = None) -> tuple[int | None, tuple[int, ...]]:
    return find_fiscal_year(title, text_lines(*texts), memo)


def test_title_decides_before_everything_else() -> None:
    assert _find("แผนปลูกป่า ปีงบประมาณ พ.ศ. ๒๕๖๕", "ปีงบประมาณ พ.ศ. 2566", memo="5 มีนาคม 2567") == (2565, (2565,))


def test_range_gives_its_first_year_and_all_of_them() -> None:
    assert _find("แผนปลูกป่า ปีงบประมาณ 2562 - 2564") == (2562, (2562, 2563, 2564))


@pytest.mark.parametrize(("memo", "year"), [("30 กันยายน 2566", 2566), ("1 ตุลาคม 2566", 2567), ("ตุลาคม 2566", 2567), ("มีนาคม 2566", 2566)])
def test_date_of_a_memo_gives_the_fiscal_year_that_it_lies_in(memo: str, year: int) -> None:
    assert _find("ปลูกป่า", "ปีงบประมาณ พ.ศ. 2560", memo=memo) == (year, (year,))


def test_short_first_lines_come_next() -> None:
    assert _find(None, "ปลูกป่า", "ประจำปีงบประมาณ พ.ศ. 2566", "ปีงบประมาณ 2565", "ปีงบประมาณ 2565")[0] == 2566


def test_year_named_most_often_is_the_last_resort_and_ties_go_to_the_later() -> None:
    filler = ["ป่า"] * 20
    assert _find(None, *filler, "ปีงบประมาณ 2565", "ปีงบประมาณ 2566", "ปีงบประมาณ 2565")[0] == 2565
    assert _find(None, *filler, "ปีงบประมาณ 2566", "ปีงบประมาณ 2565")[0] == 2566


def test_paper_without_year_has_none() -> None:
    assert _find("ปลูกป่า", "ต้นไม้ 2566 ต้น", memo="วันหนึ่ง") == (None, ())


def test_years_of_a_plan_are_those_of_most_projects() -> None:
    periods = ["ปีงบประมาณ 2566 - 2567", "ปีงบประมาณ 2565", "ปีงบประมาณ 2566 - 2567"]
    plan = ActionPlan(projects=tuple(Project(n, "ป่า", period=Period(text)) for n, text in enumerate(periods, 1)))
    assert years_of_plan(plan) == (2566, 2567)
    assert years_of_plan(ActionPlan()) == ()


def test_range_in_a_first_line_gives_its_first_year() -> None:
    assert _find(None, "ปลูกป่า ปีงบประมาณ 2562 - 2564") == (2562, (2562, 2563, 2564))
