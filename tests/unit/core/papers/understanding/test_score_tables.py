"""Tables of scores in one year and in several, and the rating scale."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.unit.core.papers.understanding.flows import read, row

from prongsai.core.papers.model import Assessment, Paper, YearScores
from prongsai.core.papers.understanding.columns import Header
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow
from prongsai.core.papers.understanding.score_tables import Scores, read_score_tables

NAMES = ("การปฏิบัติหน้าที่", "คุณภาพการดำเนินงาน", "การเปิดเผยข้อมูล")


def _paper(*rows: str, text: str = "") -> Paper:
    cells = [line.split(" | ") for line in rows]
    table = "\n".join(f"| {' | '.join(row)} |" for row in (cells[0], ["---"] * len(cells[0]), *cells[1:]))
    return read(f"{text}\n\n{table}\n")


def _ita(*rows: str, text: str = "") -> Assessment:
    ita = _paper(*rows, text=text).ita
    assert ita is not None
    return ita


def _tables(*rows: TableRow, kind: str = "scores", year: int | None = None, **header: object) -> Scores:
    fields = dict(enumerate(rows[0].values))
    return read_score_tables([JoinedTable(kind, Header(fields, (), 1, **header), list(rows))], year, Ledger())  # type: ignore[arg-type]


def test_ten_rows_with_rank_are_indicators_in_their_order() -> None:
    ita = _ita("อันดับ | ตัวชี้วัด | คะแนน", *(f"{k} | {name} | 8{k}.10" for k, name in enumerate(NAMES, start=1)))
    assert [(one.rank, one.indicator_no, one.score) for one in ita.indicators] == [
        (1, 1, Decimal("81.10")),
        (2, 6, Decimal("82.10")),
        (3, 9, Decimal("83.10")),
    ]


def test_a_column_of_instruments_does_not_hide_the_indicators() -> None:
    ita = _ita("เครื่องมือ | ตัวชี้วัด | คะแนนเฉลี่ย", "IIT | การใช้อำนาจ | 81.10", " | การใช้งบประมาณ | 82.10", "OIT | การป้องกันการทุจริต | 0.00")
    assert [(one.indicator_no, one.tool) for one in ita.indicators] == [(3, "IIT"), (2, "IIT"), (10, "OIT")]


def test_weights_stand_beside_the_instruments() -> None:
    ita = _ita("แบบวัด | ค่าน้ำหนัก (ร้อยละ) | คะแนน", "IIT | 30 | 70.64", "OIT | 40 | ", "คะแนนรวม | 100 | 54.29")
    assert (ita.tools, ita.weights) == ((("IIT", Decimal("70.64")),), (("IIT", Decimal(30)), ("OIT", Decimal(40))))
    assert ita.overall_score == Decimal("54.29")


@pytest.mark.parametrize(
    "heads", ["ปี 2565 | ปี 2566", "คะแนนปี 2565 | คะแนนปี 2566", "ปีงบประมาณ 2565 | ปีงบประมาณ 2566", "พ.ศ. ๒๕๖๕ | พ.ศ. ๒๕๖๖"]
)
def test_of_two_years_side_by_side_the_newest_is_reported(heads: str) -> None:
    ita = _ita(f"ตัวชี้วัด | {heads}", "การใช้อำนาจ | 70.11 | 80.22", "คะแนนรวม | 71.33 | 81.44", "ระดับ | C | B", "แบบวัด IIT | 72.10 | 82.10")
    assert (ita.fiscal_year, ita.overall_score, ita.level) == (2566, Decimal("81.44"), "B")
    assert [one.score for one in ita.indicators] == [Decimal("80.22")]
    assert ita.years == (YearScores(2565, Decimal("71.33"), "C", (("IIT", Decimal("72.10")),), ((3, Decimal("70.11")),)),)


def test_the_newest_year_may_stand_first() -> None:
    ita = _ita("ตัวชี้วัด | ปี 2566 | ปี 2565", "การใช้อำนาจ | 80.22 | 70.11")
    assert [one.score for one in ita.indicators] == [Decimal("80.22")]


def test_years_under_one_header_are_read() -> None:
    ita = _ita("ตัวชี้วัด | ผลคะแนน | ", " | ปี 2565 | ปี 2566", "การใช้อำนาจ | 70.11 | 80.22")
    assert (ita.fiscal_year, ita.years) == (2566, (YearScores(2565, indicators=((3, Decimal("70.11")),)),))


def test_the_year_that_the_text_names_is_the_one_reported() -> None:
    text = "ปีงบประมาณ พ.ศ. 2565 ได้คะแนน 71.33 คะแนน อยู่ในระดับ C"
    ita = _ita("ตัวชี้วัด | ปี 2565 | ปี 2566", "การใช้อำนาจ | 70.11 | 80.22", text=text)
    assert (ita.fiscal_year, [one.score for one in ita.indicators]) == (2565, [Decimal("70.11")])
    assert ita.years == (YearScores(2566, indicators=((3, Decimal("80.22")),)),)


def test_a_row_for_each_year_is_a_result_of_that_year() -> None:
    ita = _ita("ปีงบประมาณ | คะแนน | ระดับ", "2565 | 85.11 | A", "2566 | 90.69 | ผ่านดี", "2567 | 88.74 | ผ่านดีเยี่ยม")
    assert (ita.fiscal_year, ita.overall_score, ita.level) == (2567, Decimal("88.74"), "ผ่านดีเยี่ยม")
    assert ita.years == (YearScores(2565, Decimal("85.11"), "A"), YearScores(2566, Decimal("90.69"), "ผ่านดี"))


def test_an_indicator_told_twice_counts_once_and_another_value_of_it_is_unread() -> None:
    paper = _paper("ตัวชี้วัด | คะแนน", "การใช้อำนาจ | 80.22", "การใช้อำนาจ | 80.22", "การใช้อำนาจ | 11.11")
    assert paper.ita is not None
    assert [one.score for one in paper.ita.indicators] == [Decimal("80.22")]
    assert [unread.text for unread in paper.unread] == ["11.11"]


def test_differences_are_labels_and_words_in_their_column_are_unread() -> None:
    paper = _paper("ตัวชี้วัด | คะแนน | ห่างจากเกณฑ์ | เพิ่ม/ลด", "การใช้อำนาจ | 80.22 | -4.78 | +1.55", "การใช้งบประมาณ | 81.22 | สูงกว่ามาก | −2.10")
    assert [unread.text for unread in paper.unread] == ["สูงกว่ามาก"]


@pytest.mark.parametrize("level", ["ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน"])
def test_bands_and_rows_take_the_levels_in_words(level: str) -> None:
    assert [one.level for one in _tables(row(score="85.00 - 94.99", level=level), kind="levels").levels] == [level]
    assert _tables(row(indicator="ระดับผลการประเมิน", score=level)).level == level


def test_the_level_beside_the_total_is_that_of_the_paper() -> None:
    assert _tables(row(indicator="รวม", score="88.74", level="ผ่าน"), row(indicator="การใช้อำนาจ", score="80.10", level="A")).level == "ผ่าน"


def test_words_that_are_no_level_are_none() -> None:
    assert _tables(row(indicator="ระดับผลการประเมิน", score="ดีมาก")).level is None
