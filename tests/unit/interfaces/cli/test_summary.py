"""The few lines that tell what was found."""

from __future__ import annotations

from decimal import Decimal

from prongsai.core.papers.model import (
    ActionPlan,
    Assessment,
    DocumentInfo,
    Measure,
    Organisation,
    Paper,
    PaperWarning,
    Project,
    Signatory,
    StepRow,
    Unread,
)
from prongsai.interfaces.cli.summary import in_lines, in_one_line

PAPER = Paper(
    document=DocumentInfo(type="measures_plan"),
    organisation=Organisation(name="องค์การบริหารส่วนตำบลฟ้าใส", district="ฟ้าใส", province="สมมุติ"),
    fiscal_year=2567,
    measures=(Measure("1", "ก", status="completed", rows=(StepRow("๑", "ข"), StepRow("๒", "ค"))), Measure("2", "ง", status="in_progress")),
    ita=Assessment(overall_score=Decimal("84.37"), level="B"),
    approval_chain=(Signatory(1), Signatory(2)),
    warnings=(PaperWarning("หน้า 1", "x", "y"),),
    unread=(Unread("หน้า 2", "z"), Unread("หน้า 3", "z")),
)


def test_a_person_sees_what_was_found_and_how_much_wants_a_look() -> None:
    assert in_lines(PAPER) == [
        "ประเภท     แผนมาตรการ",
        "หน่วยงาน    องค์การบริหารส่วนตำบลฟ้าใส อำเภอฟ้าใส จังหวัดสมมุติ",
        "ปีงบประมาณ  2567",
        "มาตรการ    2 มาตรการ 2 ขั้นตอนย่อย เสร็จแล้ว 1",
        "ผลประเมิน   84.37 คะแนน ระดับ B",
        "ผู้ลงนาม     2 คน",
        "โปรดตรวจ   1 จุดที่ไม่แน่ใจ และ 2 ข้อความที่ยังไม่ได้จัดเข้าที่",
    ]


def test_many_files_get_a_line_each() -> None:
    line = in_one_line(PAPER)
    assert "\n" not in line
    assert line.startswith("แผนมาตรการ · องค์การบริหารส่วนตำบลฟ้าใส")


def test_what_was_not_found_is_said() -> None:
    assert in_lines(Paper()) == ["ประเภท     ไม่ทราบประเภท", "หน่วยงาน    ไม่พบในเอกสาร", "ปีงบประมาณ  ไม่พบในเอกสาร"]


def test_projects_and_several_years_are_counted() -> None:
    paper = Paper(fiscal_years=(2566, 2567), action_plan=ActionPlan(projects=(Project(1, "ก"),)))
    assert in_one_line(paper) == "ไม่ทราบประเภท · ไม่พบในเอกสาร · 2566, 2567 · 1 โครงการ"
