"""What has changed since a print, in words."""

from __future__ import annotations

from dataclasses import replace

from prongsai.core.papers.model import DocumentInfo, Measure, Paper, StepRow
from prongsai.programme.plans.printing.printed_changes import changes_between

THEN = Paper(
    document=DocumentInfo(title="มาตรการ"),
    measures=(Measure("1", "ปลูกต้นไม้", outputs=("ขุดหลุม",)), Measure("2", "รดน้ำ"), Measure("3", "ตัดหญ้า")),
)


def _words(now: Paper) -> list[tuple[str, str, str]]:
    return [(change.number, change.title, change.words) for change in changes_between(THEN, now)]


def test_the_same_paper_has_not_changed() -> None:
    assert _words(THEN) == []


def test_fields_that_differ_are_named_once() -> None:
    first = replace(
        THEN.measures[0], outputs=("ปลูกแล้ว",), status="completed", responsible_units=("กองช่าง",), responsible_as_written="กองช่าง"
    )
    assert _words(replace(THEN, measures=(first, *THEN.measures[1:]))) == [("1", "ปลูกต้นไม้", "ผู้รับผิดชอบ, สถานะ, ผลการดำเนินการ")]


def test_added_withdrawn_and_renumbered_measures_are_told() -> None:
    now = replace(THEN, measures=(THEN.measures[0], replace(THEN.measures[2], number="2"), Measure("3", "กวาดใบไม้")))
    assert _words(now) == [("2", "ตัดหญ้า", "เลขข้อ"), ("3", "กวาดใบไม้", "เพิ่มใหม่"), ("2", "รดน้ำ", "ยกเลิกแล้ว")]


def test_another_title_under_the_same_number_is_the_same_measure() -> None:
    now = replace(THEN, measures=(THEN.measures[0], replace(THEN.measures[1], title="รดน้ำต้นไม้"), THEN.measures[2]))
    assert _words(now) == [("2", "รดน้ำต้นไม้", "ชื่อ")]


def test_what_concerns_the_whole_paper_comes_first() -> None:
    assert _words(replace(THEN, document=DocumentInfo(title="มาตรการใหม่"))) == [("", "ทั้งเอกสาร", "ชื่อเอกสาร")]


def test_rows_are_compared_field_by_field() -> None:
    rows = (StepRow("1.1", "ขุดหลุม", status="not_started"), StepRow("1.2", "ปลูก"))
    then = replace(THEN, measures=(replace(THEN.measures[0], rows=rows),))

    def words(*now: StepRow) -> list[str]:
        return [change.words for change in changes_between(then, replace(then, measures=(replace(then.measures[0], rows=now),)))]

    assert words(replace(rows[0], status="completed"), rows[1]) == ["สถานะ"]
    assert words(rows[0], replace(rows[1], text="ปลูกไม้ผล", responsible_units=("กองช่าง",))) == ["ขั้นตอน, ผู้รับผิดชอบ"]
    assert words(rows[0]) == ["ขั้นตอน"]
