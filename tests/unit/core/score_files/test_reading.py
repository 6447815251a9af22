"""Files of scores at three heights: what is taken, and that a file with faults is refused whole with each of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from prongsai.core.ita.loading import framework
from prongsai.core.ita.scoring import Response, score
from prongsai.core.score_files import AgencyInput, InputFault, read_scores

HEADER = "agency,fiscal_year,i1,i2,i3,i4,i5,i6,i7,i8,i9,i10,total,grade,source"
# An agency of 2563 and two means of provinces of 2564, as published.
PUBLISHED = [
    ("2563", "78.32 71.31 73.33 65.07 65.17 79.42 81.73 77.38 46.19 0.00", "54.29", "E"),
    ("2564", "93.55 87.72 91.01 87.93 89.52 90.55 88.68 88.58 72.89 65.56", "81.45", ""),
    ("2564", "92.84 86.27 89.21 84.70 87.51 90.03 87.99 85.97 75.39 65.39", "80.99", ""),
]


def file_of(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def published_file() -> bytes:
    rows = (f"แห่งที่ {n},{year},{points.replace(' ', ',')},{total},{grade},x" for n, (year, points, total, grade) in enumerate(PUBLISHED, 1))
    return file_of(HEADER, *rows)


def faults_of(data: bytes, fiscal_year: int | None = None) -> list[tuple[int, str]]:
    with pytest.raises(InputFault) as refusal:
        read_scores(data, fiscal_year=fiscal_year)
    assert all(fault.thai and fault.english for fault in refusal.value.faults)
    return [(fault.line, fault.column) for fault in refusal.value.faults]


def test_a_published_row_is_taken_as_it_stands() -> None:
    first = read_scores(published_file())[0]
    assert (first.agency, first.fiscal_year, first.given_total, first.given_level, first.source, first.line) == (
        "แห่งที่ 1", 2563, Decimal("54.29"), "E", "x", 2,
    )  # fmt: skip
    assert list(first.points) == [str(number) for number in range(1, 11)]
    assert first.points["9"] == Decimal("46.19")


@pytest.mark.parametrize("place", range(len(PUBLISHED)))
def test_every_published_row_is_computed_within_a_hundredth(place: int) -> None:
    entry = read_scores(published_file())[place]
    card = score(framework(entry.fiscal_year), entry.points)
    assert entry.given_total is not None
    assert abs((card.points("total") or 0) - entry.given_total) <= Decimal("0.01")
    if entry.given_level:
        assert card.level.rule is not None
        assert card.level.rule.name == entry.given_level


# Checkable parts of published rows of 2564: indicators 9 and 10, and the weighted OIT that they give.
WEIGHTED = [("100.00", "100.00", "40.00"), ("93.50", "100.00", "38.70"), ("97.50", "100.00", "39.50")]


@pytest.mark.parametrize(("nine", "ten", "weighted"), WEIGHTED)
def test_published_parts_of_2564_agree(nine: str, ten: str, weighted: str) -> None:
    (entry,) = read_scores(file_of("fiscal_year,i9,i10", f"2564,{nine},{ten}"))
    value = score(framework(2564), entry.points).scores["OIT"].value
    assert value is not None
    assert abs(value * Fraction(40, 100) - Fraction(weighted)) <= Fraction(1, 100)


@pytest.mark.parametrize(
    ("weights", "total", "level"),
    [(("30.00", "28.04", "40.00"), "98.04", "AA"), (("29.30", "28.11", "40.00"), "97.41", "AA"), (("30.00", "28.67", "38.70"), "97.37", "AA"), (("29.10", "28.65", "39.50"), "97.25", "AA")],
)  # fmt: skip
def test_published_instruments_of_2564_give_total_and_level(weights: tuple[str, ...], total: str, level: str) -> None:
    parts = {
        code: Fraction(weight) * 100 / Fraction(share)
        for code, weight, share in zip(("IIT", "EIT", "OIT"), weights, (30, 30, 40), strict=True)
    }
    card = score(framework(2564), parts)
    assert card.points("total") == Decimal(total)
    assert card.level.rule is not None
    assert card.level.rule.name == level


def test_three_published_indicators_of_a_province_give_its_instrument_bounds() -> None:
    (entry,) = read_scores(file_of("fiscal_year,i1,i2,i3,IIT", "2564,94.59,90.11,92.79,91.68"))
    card = score(framework(2564), entry.points)
    value = card.scores["IIT"].value
    assert value is not None
    assert abs(value * Fraction(30, 100) - Fraction("27.50")) <= Fraction(1, 100)


@pytest.mark.parametrize(("total", "level"), [("96.52", "AA"), ("98.47", "AA"), ("88.37", "A")])
def test_published_totals_of_2564_have_their_levels(total: str, level: str) -> None:
    (entry,) = read_scores(file_of("agency,fiscal_year,total,grade", f"ก,2564,{total},{level}"))
    assert (entry.points, entry.given_total) == ({}, Decimal(total))
    card = score(framework(2564), {"total": Decimal(total)})
    assert card.level.rule is not None
    assert card.level.rule.name == entry.given_level


def test_item_results_are_told_by_capital_headers() -> None:
    (entry,) = read_scores(file_of("agency,I1,I11,E1,O1,O42,i10", "ก,80.5,70,,100,0,75"), fiscal_year=2564)
    assert entry.points == {"I1": Decimal("80.5"), "I11": 70, "O1": 100, "O42": 0, "10": 75}


def test_answers_are_gathered_by_agency_and_year() -> None:
    data = file_of("agency,instrument,I1.1,I1.2,I2", "ก,IIT,4,1,3", "ข,IIT,2,,", "ก,iit,๑,,มากที่สุด", "ก,EIT,,,")
    first, second = read_scores(data, fiscal_year=2564)
    assert (first.agency, first.points, first.line) == ("ก", {}, 2)
    assert first.responses == (Response("IIT", {"I1.1": 4, "I1.2": 1, "I2": 3}), Response("IIT", {"I1.1": 1, "I2": 4}), Response("EIT", {}))
    assert second.responses == (Response("IIT", {"I1.1": 2}),)


def test_an_answer_may_be_the_key_or_label_of_its_option() -> None:
    row = next(row for row in framework(2564).instruments[0].rows if len(row.scale.options) == 2)
    for number, option in enumerate(row.scale.options, start=1):
        for text in (str(number), option.key, option.label, option.label_en.upper()):
            (entry,) = read_scores(file_of(f"instrument,{row.key}", f"IIT,{text}"), fiscal_year=2564)
            assert entry.responses[0].options == {row.key: number}


def test_thai_digits_and_the_thai_code_page_are_taken() -> None:
    data = "หน่วยงาน,ปีงบประมาณ,ตัวชี้วัดที่ ๑,i2,คะแนนรวม,ระดับ\nสมมติ,๒๕๖๔,๗๘.๓๒,๘๐,๗๙.๑๖,B\n".encode("cp874")
    (entry,) = read_scores(data)
    assert entry == AgencyInput("สมมติ", 2564, {"1": Decimal("78.32"), "2": Decimal(80)}, (), Decimal("79.16"), "B", "", 2)


def test_an_empty_cell_is_missing_and_a_short_line_too() -> None:
    (entry,) = read_scores(file_of("agency,fiscal_year,i1,i2,i3", "ก,2564,,80"))
    assert entry.points == {"2": 80}


def test_a_title_above_the_header_and_columns_beside_the_scores_are_passed_over() -> None:
    (entry,) = read_scores(file_of("ผลการประเมิน ITA,,,", ",,,", "ลำดับ,agency,fiscal_year,i1,หมายเหตุ", "1,ก,2564,80,ดี"))
    assert (entry.agency, entry.points, entry.line) == ("ก", {"1": 80}, 4)


def test_what_the_command_writes_is_read_again() -> None:
    (entry,) = read_scores(file_of(f"{HEADER},IIT,given_total,difference,given_grade,notes", "ก,2564,80,,,,,,,,,,,,,80,81,-1,A,x y"))
    assert entry.points == {"1": 80, "IIT": 80}


def test_every_fault_is_told_by_line_and_column_and_nothing_is_taken() -> None:
    data = file_of(
        "agency,fiscal_year,i1,i2,total", "ก,2021,78.32,101,", "ข,2564,abc,5,-1", "ข,2564,1,5,", ",2564,,,", "ค,๒๕๖x,,,", "ง,2564,1,2,3,4", "จ,2599,,,"
    )  # fmt: skip
    assert faults_of(data) == [
        (2, "fiscal_year"), (2, "i2"), (3, "i1"), (3, "total"), (4, ""), (5, "agency"), (6, "fiscal_year"), (7, ""), (8, "fiscal_year"),
    ]  # fmt: skip


def test_faults_of_answers_are_told_by_line_and_column() -> None:
    data = file_of("instrument,I1.1,I2,I1,O1", "IIT,5,1,,", "EIT,1,,,", "OIT,,,,", "IIT,,,4,1", ",1,,,")
    assert faults_of(data, 2564) == [(2, "I1.1"), (3, "I1.1"), (4, "instrument"), (5, "I1"), (5, "O1"), (6, "instrument")]


def test_capital_i1_to_i10_alone_could_be_indicators_and_are_refused_with_what_to_do() -> None:
    header = ",".join(["agency", *(f"I{number}" for number in range(1, 11))])
    with pytest.raises(InputFault) as refusal:
        read_scores(file_of(header, "ก" + ",80" * 10), fiscal_year=2564)
    assert "i1 ถึง i10" in refusal.value.thai
    assert "a column instrument" in refusal.value.english


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (("สวัสดี",), (1, "")),
        (("agency,i1",), (1, "")),
        (("agency,i1,what", "ก,1,2"), (1, "what")),
        (("agency,i1,i1", "ก,1,2"), (1, "i1")),
        (("agency,instrument,q1", "ก,IIT,2"), (1, "q1")),
        (("agency,i1,i11", "ก,1,2"), (2, "i11")),
        (('agency,i1\n"ก,1',), (2, "")),
        (("agency,i1", "ก,1"), (2, "")),
    ],
)
def test_a_file_that_is_no_table_of_scores_is_refused_at_its_place(lines: tuple[str, ...], place: tuple[int, str]) -> None:
    year = None if lines == ("agency,i1", "ก,1") else 2564
    assert place in faults_of(file_of(*lines), year)


def test_a_row_that_names_its_year_keeps_it_whatever_year_is_asked_for() -> None:
    found = read_scores(file_of("agency,fiscal_year,i1", "ก,2563,80", "ข,,80"), fiscal_year=2564)
    assert [entry.fiscal_year for entry in found] == [2563, 2564]


def test_a_long_list_of_faults_is_cut_in_words_but_kept_whole() -> None:
    with pytest.raises(InputFault) as refusal:
        read_scores(file_of("agency,fiscal_year,i1", *(f"{n},2564,x" for n in range(30))))
    assert len(refusal.value.faults) == 30
    assert refusal.value.english.endswith("and 10 more")
    assert refusal.value.thai.endswith("และอีก 10 จุด")


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_bytes(published_file())
    assert read_scores(path) == read_scores(published_file())
