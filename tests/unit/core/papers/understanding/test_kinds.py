"""The kind and the title of a paper."""

from __future__ import annotations

import pytest
from tests.unit.core.papers.understanding.flows import text_lines

from prongsai.core.papers.understanding.kinds import classify, find_title

REPORT = "รายงานผลการดำเนินการปลูกป่า"
PLAN = "มาตรการส่งเสริมคุณธรรมของชาวสวน"


def _classify(*texts: str, **found: bool) -> str | None:
    known = {"is_memo": False, "has_projects": False, "has_measures": False, "has_results": False, "has_scores": False}
    return classify(text_lines(*texts), **(known | found))


@pytest.mark.parametrize(
    ("title", "found", "kind"),
    [
        ("ปลูกป่า", {"has_projects": True, "is_memo": True, "has_measures": True}, "action_plan"),
        ("ปลูกป่า", {"is_memo": True, "has_measures": True}, "memo_measures_report"),
        (REPORT, {"has_measures": True}, "measures_report"),
        (PLAN, {"has_measures": True}, "measures_plan"),
        (PLAN, {"has_measures": True, "has_results": True}, "measures_report"),
        ("ปลูกป่า", {"has_measures": True}, "measures_plan"),
        ("ปลูกป่า", {"has_measures": True, "has_results": True}, "measures_report"),
        ("การวิเคราะห์ผลการประเมินป่า", {"has_scores": True}, "ita_analysis"),
        ("แผนปฏิบัติการป้องกันการทุจริตในป่า", {}, "action_plan"),
        ("ปลูกป่า", {"has_scores": True}, "ita_analysis"),
        ("ปลูกป่า", {"is_memo": True}, "memo_measures_report"),
        ("ปลูกป่า", {}, None),
    ],
)
def test_kind_follows_from_title_and_content(title: str, found: dict[str, bool], kind: str | None) -> None:
    assert _classify(title, **found) == kind


def test_earliest_line_that_names_a_kind_decides() -> None:
    assert _classify("หน้าปก", REPORT, PLAN) == "measures_report"


def test_lines_after_the_first_page_name_no_kind() -> None:
    assert _classify(*["ต้นไม้"] * 14, REPORT) is None


def test_subject_of_a_memo_is_the_title() -> None:
    assert find_title(text_lines(REPORT), "ปลูกป่า") == ("ปลูกป่า", [])


def test_title_goes_on_with_its_year_but_not_with_the_organisation() -> None:
    title, lines = find_title(text_lines("ปก", REPORT, "ประจำปีงบประมาณ พ.ศ. 2566", "เทศบาลเมืองฟ้าใส", "อำเภอเมฆ"), None)
    assert title == f"{REPORT} ประจำปีงบประมาณ พ.ศ. 2566"
    assert [line.text for line in lines] == [REPORT, "ประจำปีงบประมาณ พ.ศ. 2566"]


def test_first_short_line_is_the_title_where_none_looks_like_one() -> None:
    assert find_title(text_lines("ก" * 300, "ป่าของเรา"), None)[0] == "ป่าของเรา"


def test_paper_of_long_lines_only_has_no_title() -> None:
    assert find_title(text_lines("ก" * 300), None) == (None, [])


def test_entry_of_a_list_that_names_a_kind_is_no_title() -> None:
    lines = text_lines("ส่วนที่ 3", "มิติที่ 2 การดูแลป่า", "1. ชื่อมาตรการ การจัดทำแผนปฏิบัติการป้องกันการทุจริต")
    assert find_title(lines, None)[0] == "มิติที่ 2 การดูแลป่า"
