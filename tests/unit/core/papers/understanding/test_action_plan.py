"""Action plans: dimension, sections, projects."""

from __future__ import annotations

from decimal import Decimal

from tests.unit.core.papers.understanding.flows import text_lines

from prongsai.core.papers.model import ActionPlan, Section
from prongsai.core.papers.understanding.action_plan import read_action_plan
from prongsai.core.papers.understanding.ledger import Ledger

PROJECT = (
    "1. ชื่อโครงการ ปลูกป่า",
    "2. หลักการและเหตุผล",
    "ป่าเหลือน้อย",
    "น้ำเริ่มแห้ง",
    "3. วัตถุประสงค์",
    "3.1 เพิ่มป่า",
    "3.2 เพิ่มน้ำ",
    "4. เป้าหมาย",
    "ป่า 10 ไร่",
    "5. พื้นที่ดำเนินการ",
    "ริมคลอง",
    "6. วิธีดำเนินการ",
    "- ขุดหลุม",
    "- ลงกล้า",
    "7. ระยะเวลาดำเนินการ",
    "1 ปี (ปีงบประมาณ พ.ศ. 2566)",
    "8. งบประมาณดำเนินการ",
    "20,000 บาท",
    "9. ผู้รับผิดชอบ",
    "กองช่าง",
    "10. ตัวชี้วัด/ผลลัพธ์",
    "ป่าเพิ่ม",
)


def _read(*texts: str, ledger: Ledger | None = None) -> ActionPlan | None:
    return read_action_plan(text_lines(*texts), 2566, ledger or Ledger())


def test_all_ten_headings_of_a_project_are_read() -> None:
    plan = _read(*PROJECT)
    assert plan is not None
    (project,) = plan.projects
    assert (project.no, project.name, project.area) == (1, "ปลูกป่า", "ริมคลอง")
    assert project.rationale == ("ป่าเหลือน้อย", "น้ำเริ่มแห้ง")
    assert (project.objectives, project.targets, project.methods) == (("เพิ่มป่า", "เพิ่มน้ำ"), ("ป่า 10 ไร่",), ("ขุดหลุม", "ลงกล้า"))
    assert dict(project.labels)["objectives"] == ("3.1", "3.2")
    assert project.period is not None
    assert project.period.start is not None
    assert project.budget is not None
    assert project.budget.amount == Decimal(20_000)
    assert (project.responsible_as_written, project.responsible_units) == ("กองช่าง", ("กองช่าง",))
    assert project.indicators == ("ป่าเพิ่ม",)


def test_fewer_than_four_headings_make_no_project() -> None:
    assert _read("1. ชื่อโครงการ ปลูกป่า", "2. หลักการและเหตุผล", "3. วัตถุประสงค์") is None


def test_missing_part_is_warned_of() -> None:
    ledger = Ledger()
    _read(*PROJECT[:9], "8. งบประมาณ", "-", "9. ผู้รับผิดชอบ", "กองช่าง", ledger=ledger)
    assert "part_missing" in {warning.code for warning in ledger.warnings}


def test_projects_stand_under_the_section_above_them() -> None:
    plan = _read("มิติที่ 1 ป่าไม้", "1.1 ป่าบก", *PROJECT, "1.2 ป่าชายเลน", *PROJECT, "1.2.1 ป่าโกงกาง", *PROJECT)
    assert plan is not None
    assert (plan.dimension_no, plan.dimension_title) == ("1", "ป่าไม้")
    assert plan.sections == (Section("1.1", "ป่าบก"), Section("1.2", "ป่าชายเลน"), Section("1.2.1", "ป่าโกงกาง", "1.2"))
    assert [project.section for project in plan.projects] == ["1.1", "1.2", "1.2.1"]


def test_numbered_entry_of_a_list_is_no_section() -> None:
    plan = _read("มิติที่ 1 ป่าไม้", "1.1 ป่าบก", *PROJECT[:4], "1.2 ไม้ขาดแคลน", *PROJECT[4:])
    assert plan is not None
    assert [section.no for section in plan.sections] == ["1.1"]
    assert plan.projects[0].rationale[-1] == "1.2 ไม้ขาดแคลน"


def test_section_of_another_dimension_is_none() -> None:
    plan = _read("มิติที่ 1 ป่าไม้", "2.1 ป่าบก", *PROJECT)
    assert plan is not None
    assert plan.sections == ()


def test_second_heading_of_the_same_field_is_text_of_the_open_one() -> None:
    plan = _read(*PROJECT, "เป้าหมาย")
    assert plan is not None
    assert plan.projects[0].indicators == ("ป่าเพิ่ม", "เป้าหมาย")


def test_signature_ends_the_last_project() -> None:
    plan = _read(*PROJECT, "(ลงชื่อ)..........", "ใครสักคน")
    assert plan is not None
    assert plan.projects[0].indicators == ("ป่าเพิ่ม",)


def test_every_line_of_a_project_is_taken() -> None:
    ledger = Ledger()
    lines = text_lines(*PROJECT)
    read_action_plan(lines, 2566, ledger)
    assert [line.text for line in lines if line.place not in ledger.taken] == []


def test_beginning_of_a_heading_opens_it_only_behind_the_number_before() -> None:
    plan = _read(*PROJECT[:-2], "10. ตัวชี้วัดเชิงปริมาณ", "ป่าเพิ่ม")
    assert plan is not None
    assert plan.projects[0].indicators == ("ป่าเพิ่ม",)
    other = _read(*PROJECT[:-2], "12. ตัวชี้วัดเชิงปริมาณ", "ป่าเพิ่ม")
    assert other is not None
    assert other.projects[0].indicators == ()


def test_heading_far_behind_the_number_before_is_text() -> None:
    plan = _read(*PROJECT[:11], *PROJECT[14:20], "1. วิธีดำเนินการ", "ลงกล้า")
    assert plan is not None
    assert plan.projects[0].methods == ()
    assert plan.projects[0].responsible_as_written == "กองช่าง 1. วิธีดำเนินการ ลงกล้า"
