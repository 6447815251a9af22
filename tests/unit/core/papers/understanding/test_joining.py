"""Measures told in two tables become one list."""

from __future__ import annotations

from prongsai.core.papers.model import Measure, StepRow
from prongsai.core.papers.understanding.joining import join_measures
from prongsai.core.papers.understanding.ledger import Ledger

PLAN = (Measure("1", "ปลูกต้นไม้ริมทาง", steps=("ขุดหลุม",)), Measure("2", "เก็บขยะในคลอง", steps=("ลงเรือ",)))


def test_later_table_fills_what_the_first_lacks() -> None:
    status = (Measure("1", "ปลูกต้นไม้ริมทาง", status="completed"), Measure("2", "เก็บขยะในคลอง", status="in_progress"))
    joined, _ = join_measures([PLAN, status], Ledger())
    assert [(measure.title, measure.steps, measure.status) for measure in joined] == [
        ("ปลูกต้นไม้ริมทาง", ("ขุดหลุม",), "completed"),
        ("เก็บขยะในคลอง", ("ลงเรือ",), "in_progress"),
    ]


def test_measures_are_matched_by_title_whatever_their_order() -> None:
    status = (Measure("1", "เก็บขยะในคลองฯ", status="in_progress"), Measure("2", "ปลูกต้นไม้ ริมทาง", status="completed"))
    assert [measure.status for measure in join_measures([PLAN, status], Ledger())[0]] == ["completed", "in_progress"]


def test_table_of_other_measures_is_appended() -> None:
    other = (Measure("1", "ซ่อมศาลา"), Measure("2", "ทาสีรั้ว"))
    assert len(join_measures([PLAN, other], Ledger())[0]) == 4


def test_measure_that_only_the_later_table_has_is_appended() -> None:
    status = (*(Measure(m.number, m.title, status="completed") for m in PLAN), Measure("3", "ซ่อมศาลา"))
    assert [measure.title for measure in join_measures([PLAN, status], Ledger())[0]][-1] == "ซ่อมศาลา"


def test_differing_steps_keep_the_first_wording_and_warn() -> None:
    ledger = Ledger()
    joined, _ = join_measures([PLAN, (Measure("1", "ปลูกต้นไม้ริมทาง", steps=("ซื้อกล้า",), step_labels=("1.",)),)], ledger)
    assert (joined[0].steps, joined[0].step_labels) == (("ขุดหลุม",), ())
    assert [warning.code for warning in ledger.warnings] == ["wording_differs"]


def test_step_rows_are_joined_by_their_label() -> None:
    first = (Measure("1", "ปลูกต้นไม้ริมทาง", rows=(StepRow("1.1", "ขุด"), StepRow("1.2", "ปลูก"))),)
    second = (Measure("1", "ปลูกต้นไม้ริมทาง", rows=(StepRow("1.2", "ปลูก", status="completed"),)),)
    assert [row.status for row in join_measures([first, second], Ledger())[0][0].rows] == [None, "completed"]


def test_where_each_measure_went_is_told_in_the_order_of_the_tables() -> None:
    status = (Measure("1", "เก็บขยะในคลอง"), Measure("2", "ปลูกต้นไม้ริมทาง"), Measure("3", "ซ่อมศาลา"))
    assert join_measures([PLAN, status], Ledger())[1] == (0, 1, 1, 0, 2)


def test_same_titles_are_matched_by_their_order() -> None:
    plan = (Measure("1", "ปลูกต้นไม้ริมทาง"), Measure("2", "ปลูกต้นไม้ริมทาง"))
    status = (Measure("1", "ปลูกต้นไม้ริมทาง", status="completed"), Measure("2", "ปลูกต้นไม้ริมทาง", status="in_progress"))
    assert [measure.status for measure in join_measures([plan, status], Ledger())[0]] == ["completed", "in_progress"]
