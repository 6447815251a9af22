"""Rows of one measure become its values."""

from __future__ import annotations

from datetime import date

from tests.unit.core.papers.understanding.flows import joined, row

from prongsai.core.papers.blocks import Place
from prongsai.core.papers.model import Measure
from prongsai.core.papers.understanding.grouping import group_rows
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.measures import build_measure, read_period
from prongsai.core.papers.understanding.rows import TableRow


def _build(*rows: TableRow, ledger: Ledger | None = None) -> Measure:
    drafts, _ = group_rows(joined(*rows))
    return build_measure(drafts[0], drafts[0].number or "1", "measures[0]", 2566, ledger or Ledger())


def test_lists_are_split_and_keep_their_markers() -> None:
    measure = _build(row(number="1", title="ก", steps="1. รดน้ำ\n2. พรวนดิน", outputs="ทำแล้ว\n- ต้นไม้โต\n- ดินร่วน"))
    assert (measure.steps, measure.step_labels) == (("รดน้ำ", "พรวนดิน"), ("1.", "2."))
    assert (measure.outputs_lead, measure.outputs) == ("ทำแล้ว", ("ต้นไม้โต", "ดินร่วน"))


def test_what_a_measure_is_to_raise_is_a_list_and_counts_once_in_merged_cells() -> None:
    measure = _build(
        row(number="1", title="ก", steps="1.1 รดน้ำ", units="กองช่าง", gaps="- ตัวชี้วัดที่ 4\n- ตัวชี้วัดที่ 9.1"),
        row(number="", title="", steps="1.2 พรวนดิน", units="กองคลัง", gaps=None),
    )
    assert measure.gaps == ("ตัวชี้วัดที่ 4", "ตัวชี้วัดที่ 9.1")
    assert _build(row(number="1", title="ก", gaps="-")).gaps == ()


def test_cells_that_only_hold_a_dash_are_empty() -> None:
    measure = _build(row(number="1", title="ก", steps="-", units="–", period="...", outputs=" - "))
    assert (measure.steps, measure.responsible_units, measure.responsible_as_written, measure.period, measure.outputs) == (
        (),
        (),
        None,
        None,
        (),
    )


def test_period_and_report_date_are_read_with_their_wording() -> None:
    measure = _build(row(number="1", title="ก", period="ต.ค. 2565\n- ก.ย. 2566", monitoring="รายงานภายใน 30 เม.ย. 66"))
    assert measure.period is not None
    assert (measure.period.as_written, measure.period.start, measure.period.end) == (
        "ต.ค. 2565 - ก.ย. 2566",
        date(2022, 10, 1),
        date(2023, 9, 30),
    )
    assert measure.monitoring is not None
    assert measure.monitoring.due == date(2023, 4, 30)


def test_unreadable_period_and_date_stay_as_written_with_a_warning() -> None:
    ledger = Ledger()
    measure = _build(row(number="1", title="ก", period="เมื่อฝนตก", monitoring="วันที่ 99"), ledger=ledger)
    assert measure.period is not None
    assert (measure.period.as_written, measure.period.start) == ("เมื่อฝนตก", None)
    assert [warning.code for warning in ledger.warnings] == ["period_unread", "due_unread"]


def test_uncertain_period_is_read_with_a_warning() -> None:
    ledger = Ledger()
    assert read_period("ต.ค. - ก.ย.", Place(), 2566, ledger).start == date(2022, 10, 1)
    assert [warning.code for warning in ledger.warnings] == ["period_uncertain"]


def test_halves_of_a_cell_that_a_page_cut_are_one_value() -> None:
    measure = _build(
        row(number="1", title="ก", units="กอง", period="ต.ค. 2565 -"), row(1, number="", title="", units="ช่าง", period="ก.ย. 2566")
    )
    assert measure.period is not None
    assert measure.period.end == date(2023, 9, 30)
    assert measure.responsible_as_written == "กองช่าง"


def test_rows_with_own_dates_are_step_rows_and_the_measure_has_what_all_share() -> None:
    measure = _build(
        row(number="1", title="ก", steps="1.1 รดน้ำ\n- เช้า", units="กองช่าง", period="ม.ค. 2566"),
        row(number="", title="", steps="1.2 พรวนดิน", units="กองคลัง", period="ม.ค. 66"),
    )
    assert [(step.label, step.text, step.sub_items) for step in measure.rows] == [("1.1", "รดน้ำ", ("เช้า",)), ("1.2", "พรวนดิน", ())]
    assert [step.responsible_units for step in measure.rows] == [("กองช่าง",), ("กองคลัง",)]
    assert measure.steps == ("รดน้ำ\nเช้า", "พรวนดิน")
    assert measure.responsible_units == ("กองช่าง", "กองคลัง")
    assert measure.responsible_as_written is None
    assert measure.period is not None
    assert measure.period.start == date(2023, 1, 1)


def test_measure_has_no_period_where_its_steps_differ() -> None:
    measure = _build(
        row(number="1", title="ก", steps="1.1 รดน้ำ", units="กองช่าง", period="ม.ค. 2566"),
        row(number="", title="", steps="1.2 พรวนดิน", units="กองช่าง", period="ก.พ. 2566"),
    )
    assert measure.period is None
    assert measure.responsible_as_written == "กองช่าง"


def test_columns_that_a_measure_has_no_place_for_are_not_taken() -> None:
    ledger = Ledger()
    only = row(number="1", title="ก", steps="ข", budget="5,000", note="ดู", evidence="ภาพ", target="ป่า", indicators="ต้นไม้", topic="ดิน")
    _build(only, ledger=ledger)
    assert {name for name, value in only.values.items() if value.place in ledger.taken} == {"number", "title", "steps"}


def test_each_value_notes_the_place_where_it_stood_first() -> None:
    ledger = Ledger()
    _build(row(number="1", title="ก", steps="ข"), row(number="", title="", steps="ค"), ledger=ledger)
    assert [place.path for place in ledger.places] == ["measures[0].number", "measures[0].title", "measures[0].steps"]


def test_report_date_that_is_read_or_holds_no_digits_raises_no_doubt() -> None:
    ledger = Ledger()
    _build(row(number="1", title="ก", monitoring="30 เม.ย. 2566"), ledger=ledger)
    _build(row(number="1", title="ก", monitoring="ทุกเดือน"), ledger=ledger)
    assert ledger.warnings == []


def test_labels_of_step_rows_are_numbers_in_arabic_digits() -> None:
    first = row(number="๑", title="ก", steps="๑.๑ ข", units="กองช่าง", period="ม.ค. ๒๕๖๖")
    second = row(number="", title="", steps="๑.๒ ค", units="กองคลัง", period="ก.พ. ๒๕๖๖")
    assert [line.label for line in _build(first, second).rows] == ["1.1", "1.2"]


def test_end_that_cannot_be_read_is_none_and_not_the_start() -> None:
    ledger = Ledger()
    period = read_period("1 ต.ค. 67 - 30 กุย. 68", Place(table=1), 2568, ledger)
    assert (period.start, period.end) == (date(2024, 10, 1), None)
    assert [warning.code for warning in ledger.warnings] == ["period_uncertain"]
