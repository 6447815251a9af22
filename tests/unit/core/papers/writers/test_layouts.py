"""The layouts: what a paper holds stands on the sheet, in the form that the layout is known for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

import pytest
from tests.unit.core.papers.writers.invented_papers import CHAIN, action_plan_paper, measure, measures_paper, stepped_measure

from prongsai.core.papers.errors import BadPaper, UnsupportedKind
from prongsai.core.papers.model import Assessment, DocumentInfo, IndicatorScore, Measure, Memo, Monitoring, Paper, Period, StepRow
from prongsai.core.papers.writers.sheet import Contents, Cover, Heading, ItemList, MemoHead, Paragraph, Sheet, Signatures, Table
from prongsai.core.papers.writers.writing import LAYOUTS, default_layout, lay_out

MEASURE_LAYOUTS = [name for name in LAYOUTS if name != "action-plan"]
DERIVED = {
    "type",
    "short_name",
    "date",
    "start",
    "end",
    "due",
    "responsible_units",
    "amount",
    "no",
    "section",
    "parent",
    "labels",
    "is_inherited",
}
"""Fields that are not printed: what a reader works out from the printed wording."""


def _texts(value: object, leave_out: frozenset[str] = frozenset()) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _texts(entry, leave_out)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in leave_out:
                yield from _texts(getattr(value, field.name), leave_out)


def _printed(sheet: Sheet) -> str:
    return "\n".join(_texts(sheet.blocks, frozenset({"align"})))


def _tables(sheet: Sheet) -> list[Table]:
    return [block for block in sheet.blocks if isinstance(block, Table)]


def _cell(table: Table, row: int, column: int) -> str:
    cell = table.rows[row][column]
    assert cell is not None
    return " ".join(f"{item.marker or ''} {item.text}".strip() for item in cell.items)


def _heads(table: Table) -> list[str]:
    return [cell.text for row in table.head for cell in row if cell]


@pytest.mark.parametrize("layout", MEASURE_LAYOUTS)
def test_every_value_of_a_measures_paper_stands_on_the_sheet_of_every_measures_layout(layout: str) -> None:
    paper = measures_paper()
    printed = _printed(lay_out(paper, layout=layout))
    derived = frozenset(DERIVED | {"status", "tool", "tools", "level"})
    wanted = {line for text in _texts(paper, derived) for line in text.split("\n")}
    title = paper.document.title or ""
    wanted = (wanted - {title}) | set(title.partition(" ")[::2])
    missing = {text for text in wanted if text.removeprefix("(1) ") not in printed}
    assert missing == set()
    scores = [indicator.score for indicator in (paper.ita or Assessment()).indicators]
    assert all(
        f"{score:.2f}" in printed
        for score in [
            *scores,
            Decimal("87.25"),
            Decimal("90.11"),
            Decimal("79.99"),
            Decimal("94.99"),
            Decimal("77.31"),
            Decimal("76.42"),
            Decimal("75.53"),
            Decimal("74.64"),
            Decimal("87.24"),
            Decimal(80),
        ]
    )


def test_every_value_of_an_action_plan_stands_on_its_sheet() -> None:
    paper = action_plan_paper()
    sheet = lay_out(paper, layout="action-plan")
    printed = _printed(sheet)
    missing = {line for text in _texts(paper, frozenset(DERIVED)) for line in text.split("\n") if line.removeprefix("- ") not in printed}
    assert missing == set()
    assert "ประจำปีงบประมาณ พ.ศ. 2566 - 2568" in printed
    assert {"3.1", "3.2"} <= {item.marker for block in sheet.blocks if isinstance(block, ItemList) for item in block.items}


def test_plan_gives_each_sub_step_a_row_and_merges_the_measure_over_them() -> None:
    table = _tables(lay_out(Paper(measures=(stepped_measure(1),)), layout="plan"))[0]
    first, second = table.rows
    assert first[0] is not None
    assert (first[0].row_span, second[0]) == (2, None)
    assert [_cell(table, row, 1) for row in (0, 1)] == [f"1.{n} ขั้นย่อยที่ 1.{n} - รายการใต้ขั้น 1.{n}" for n in (1, 2)]
    assert [_cell(table, row, 4) for row in (0, 1)] == ["รายงานงวด 1.1", "รายงานงวด 1.2"]


def test_what_holds_for_the_whole_measure_is_merged_over_its_sub_steps() -> None:
    whole = replace(stepped_measure(1), rows=(StepRow("1.1", "ก"), StepRow("1.2", "ข")), steps=("ก", "ข"), responsible_as_written="กองช่าง")
    table = _tables(lay_out(Paper(measures=(whole,)), layout="plan"))[0]
    units = table.rows[0][2]
    assert units is not None
    assert (units.row_span, _cell(table, 0, 2), table.rows[1][2]) == (2, "กองช่าง", None)


def test_a_step_that_no_sub_step_tells_gets_a_row_of_its_own() -> None:
    odd = replace(stepped_measure(1), steps=(*stepped_measure(1).steps, "ขั้นที่ไม่มีแถว"), step_labels=("1.1", "1.2", "-"))
    table = _tables(lay_out(Paper(measures=(odd,)), layout="plan"))[0]
    assert _cell(table, 2, 1) == "- ขั้นที่ไม่มีแถว"


def test_inherited_monitoring_is_one_cell_over_the_measures() -> None:
    told = Monitoring("รายงานสิ้นปี")
    measures = (measure(1, monitoring=told), measure(2, monitoring=replace(told, is_inherited=True)), measure(3, monitoring=told))
    table = _tables(lay_out(Paper(measures=measures), layout="plan"))[0]
    assert [cell and cell.row_span for cell in (row[4] for row in table.rows)] == [2, None, 1]


def test_spaced_out_wordings_are_printed_as_a_reader_mends_them() -> None:
    damaged = "ร า ย ง า น ผล"
    whole = measure(
        1,
        monitoring=Monitoring(damaged),
        period=Period("ภ า ย ใ น ปี", None, None),
        responsible_as_written="สำ นั ก ป ลั ด",
    )
    printed = _printed(lay_out(Paper(measures=(whole,)), layout="plan"))
    assert "รายงาน ผล" in printed
    assert "ภายใน ปี" in printed
    assert "สำนักปลัด" in printed
    memo = lay_out(Paper(measures=(measure(1, monitoring=Monitoring(damaged)),)), layout="status-memo")
    assert _cell(_tables(memo)[0], 0, 3) == "รายงาน ผล"


def test_status_table_has_a_two_row_header_and_one_mark_for_each_measure() -> None:
    measures = (measure(1, status="not_started", status_note=None), measure(2), measure(3, status="completed"), measure(4, status=None))
    table = _tables(lay_out(Paper(measures=measures), layout="status-memo"))[1]
    assert [cell and cell.text for cell in table.head[0]] == ["มาตรการ", "ขั้นตอนหรือวิธีการปฏิบัติ", "สถานะการดำเนินงาน", None, None]
    assert [cell and cell.text for cell in table.head[1]][2:] == ["ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการเสร็จเรียบร้อยแล้ว"]
    marks = [[_cell(table, row, column) for column in (2, 3, 4)] for row in range(4)]
    assert marks == [["/", "-", "-"], ["-", "/ (หมายเหตุสถานะ ลำดับ2)", "-"], ["-", "-", "/ (หมายเหตุสถานะ ลำดับ3)"], ["-", "-", "-"]]


def test_memo_begins_with_its_head_and_ends_with_opinions_and_signatures() -> None:
    sheet = lay_out(measures_paper(), layout="status-memo")
    assert sheet.blocks[0] == MemoHead(
        "สำนักปลัดเทศบาล ฟ้ากระจ่าง", "ลพ 00001/77", "5 ตุลาคม 2566", "รายงานตามมาตรการ", "นายกเทศมนตรีตำบลฟ้ากระจ่าง"
    )
    chain = next(block for block in sheet.blocks if isinstance(block, Signatures)).signatures
    assert [(one.role, one.opinion_label, one.opinion) for one in chain] == [
        ("ผู้จัดทำ", None, None),
        (None, "ความเห็นของหัวหน้าสำนักปลัดเทศบาล", None),
        ("ผู้ตรวจสอบ", "ความเห็นปลัดเทศบาล", "เห็นชอบตามเสนอ"),
    ]


@pytest.mark.parametrize(
    ("iso", "shown"), [("2022-01-17", "17 มกราคม 2565"), ("2022-01", "มกราคม 2565"), ("2022-13", "2022-13"), ("ต้นปี", "ต้นปี"), (None, "")]
)
def test_memo_date_is_put_into_words_where_it_was_not_written(iso: str | None, shown: str) -> None:
    head = lay_out(Paper(document=DocumentInfo(date=iso)), layout="status-memo").blocks[0]
    assert isinstance(head, MemoHead)
    assert head.date == shown


def test_obstacles_have_a_column_of_the_result_report_only_where_there_are_any() -> None:
    without = Paper(measures=(measure(1, obstacles=()),))
    assert "ปัญหาอุปสรรค" not in _heads(_tables(lay_out(without, layout="result-report"))[0])
    assert "ปัญหาอุปสรรค" in _heads(_tables(lay_out(Paper(measures=(measure(1),)), layout="result-report"))[0])


def test_outcome_report_is_landscape_with_seven_columns_and_no_cover() -> None:
    sheet = lay_out(measures_paper(), layout="outcome-report")
    assert sheet.is_landscape
    assert not any(isinstance(block, Cover) for block in sheet.blocks)
    wide = next(table for table in _tables(sheet) if len(table.widths) == 7)
    assert _heads(wide)[-2:] == ["ผลการดำเนินการ (output)", "ผลลัพธ์ (outcome)"]


def test_several_entries_without_label_stay_apart() -> None:
    table = _tables(lay_out(Paper(measures=(measure(1, steps=("ก", "ข"), step_labels=(None, None)),)), layout="plan"))[0]
    cell = table.rows[0][1]
    assert cell is not None
    assert [(item.marker, item.text, item.depth) for item in cell.items] == [(None, "ก", 0), (None, "ข", 0)]


def test_sub_lines_of_an_entry_keep_their_marker_one_level_deeper() -> None:
    table = _tables(lay_out(Paper(measures=(measure(1, steps=("ก\n(๑) ข\nค",), step_labels=("๑.",)),)), layout="plan"))[0]
    cell = table.rows[0][1]
    assert cell is not None
    assert [(item.marker, item.text, item.depth) for item in cell.items] == [("1.", "ก", 0), ("(1)", "ข", 1), (None, "ค", 1)]


def test_projects_stand_under_ten_headings_and_a_missing_part_is_a_dash() -> None:
    blocks = lay_out(action_plan_paper(), layout="action-plan").blocks
    at = next(index for index, block in enumerate(blocks) if isinstance(block, Paragraph) and block.text == "โครงการสองมือ")
    rest = blocks[at - 1 :]
    headings = [block.text for block in rest if isinstance(block, Heading) and block.level == 4]
    assert [text.partition(".")[0] for text in headings[:10]] == [str(number) for number in range(1, 11)]
    after = rest[[getattr(block, "text", None) for block in rest].index("2. หลักการและเหตุผล") + 1]
    assert isinstance(after, Paragraph)
    assert after.text == "-"


def test_a_section_stands_before_its_first_project_and_an_empty_one_at_its_place() -> None:
    blocks = lay_out(action_plan_paper(), layout="action-plan").blocks
    order = [block.text for block in blocks if isinstance(block, Heading) and block.level in (2, 3)]
    assert order == ["2.1 หมวดแรก", "2.1.1 หมวดย่อย", "2.2 หมวดว่าง"]
    texts = [getattr(block, "text", "") for block in blocks]
    assert texts.index("2.1 หมวดแรก") < texts.index("โครงการหนึ่งใจ") < texts.index("2.1.1 หมวดย่อย") < texts.index("โครงการสองมือ")


def test_contents_stand_only_where_there_are_headings_enough() -> None:
    assert not any(isinstance(block, Contents) for block in lay_out(Paper(measures=(measure(1),)), layout="result-report").blocks)
    assert any(isinstance(block, Contents) for block in lay_out(measures_paper(), layout="plan").blocks)


def test_cover_names_the_year_once() -> None:
    cover = lay_out(measures_paper(), layout="plan").blocks[0]
    assert isinstance(cover, Cover)
    assert cover.lines == (
        "รายงานตามมาตรการส่งเสริมคุณธรรม",
        "ประจำปีงบประมาณ พ.ศ. 2566",
        "เทศบาลตำบลฟ้ากระจ่าง",
        "อำเภอเมืองเมฆ จังหวัดลำพูน",
    )


def test_columns_of_the_score_table_stand_only_where_a_score_fills_them() -> None:
    paper = Paper(ita=Assessment(indicators=(IndicatorScore("การใช้อำนาจ", Decimal("77.777")),)))
    table = _tables(lay_out(paper, layout="plan"))[0]
    assert _heads(table) == ["ตัวชี้วัด", "คะแนน"]
    assert _cell(table, 0, 1) == "77.777"


@pytest.mark.parametrize("layout", MEASURE_LAYOUTS)
def test_an_action_plan_in_a_measures_layout_is_refused_with_the_layout_that_fits(layout: str) -> None:
    with pytest.raises(BadPaper, match="action-plan"):
        lay_out(action_plan_paper(), layout=layout)


def test_measures_in_the_action_plan_layout_are_refused_with_the_layout_that_fits() -> None:
    with pytest.raises(BadPaper, match="outcome-report"):
        lay_out(measures_paper(), layout="action-plan")


def test_a_paper_with_measures_and_action_plan_keeps_both_in_every_layout() -> None:
    paper = replace(measures_paper(), action_plan=action_plan_paper().action_plan)
    for layout in LAYOUTS:
        printed = _printed(lay_out(paper, layout=layout))
        assert "โครงการหนึ่งใจ" in printed, layout
        assert "ชื่อมาตรการ ลำดับ2" in printed, layout


def test_an_unknown_layout_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnsupportedKind, match="status-memo"):
        lay_out(Paper(), layout="poster")


@pytest.mark.parametrize(
    ("paper", "layout"),
    [
        (Paper(document=DocumentInfo(type="measures_plan")), "plan"),
        (Paper(document=DocumentInfo(type="ita_analysis")), "ita-analysis"),
        (Paper(document=DocumentInfo(type="memo_measures_report")), "status-memo"),
        (Paper(document=DocumentInfo(memo=Memo("ก"))), "status-memo"),
        (Paper(document=DocumentInfo(type="measures_report"), measures=(measure(1),)), "outcome-report"),
        (Paper(document=DocumentInfo(type="measures_report"), measures=(measure(1, outcomes=()),)), "result-report"),
        (Paper(measures=(Measure("1", "ก", outputs=("ข",)),)), "result-report"),
        (Paper(measures=(Measure("1", "ก"),)), "plan"),
        (action_plan_paper(), "action-plan"),
        (replace(action_plan_paper(), document=DocumentInfo(type="measures_plan")), "action-plan"),
    ],
)
def test_default_layout_follows_the_type_and_else_the_content(paper: Paper, layout: str) -> None:
    assert default_layout(paper) == layout


def test_signatures_follow_their_order_not_their_place_in_the_list() -> None:
    blocks = lay_out(Paper(approval_chain=CHAIN[::-1]), layout="plan").blocks
    chain = next(block for block in blocks if isinstance(block, Signatures))
    assert [one.name for one in chain.signatures] == [one.name for one in CHAIN]
