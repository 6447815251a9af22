"""Ranges of time as papers write them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.calendar import Digits, Style
from prongsai.core.thai.periods import format_period, parse_period

DAYS = st.dates(min_value=date(1958, 1, 1), max_value=date(2056, 12, 31))


def _read(text: str, fiscal_year: int | None = None) -> tuple[str, str] | None:
    period = parse_period(text, fiscal_year=fiscal_year)
    return None if period is None else (period.start.isoformat(), period.end.isoformat())


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("ต.ค. 65 - มี.ค. 66", "2022-10-01", "2023-03-31"),
        ("ต.ค.65-ธ.ค.65", "2022-10-01", "2022-12-31"),
        ("๑ ต.ค. ๖๕ – ๓๐ ก.ย. ๖๖", "2022-10-01", "2023-09-30"),
        ("ม.ค.66-ก.พ.66", "2023-01-01", "2023-02-28"),
        ("ม.ค.67-ก.พ.67", "2024-01-01", "2024-02-29"),
        ("ตุลาคม 2565 ถึง มีนาคม 2566", "2022-10-01", "2023-03-31"),
        ("ระหว่างเดือนตุลาคม 2565 จนถึงเดือนมีนาคม 2566", "2022-10-01", "2023-03-31"),
        ("ตุลาคม 2565 ไปจนถึงสิ้นเดือนมีนาคม 2566", "2022-10-01", "2023-03-31"),
        ("ต.ค. - ธ.ค. 65", "2022-10-01", "2022-12-31"),
        ("ต.ค. - มี.ค. 66", "2022-10-01", "2023-03-31"),
        ("ต.ค. 65 - มี.ค.", "2022-10-01", "2023-03-31"),
        ("ตุลาคม-ธันวาคม 2565", "2022-10-01", "2022-12-31"),
        ("1-15 ม.ค. 66", "2023-01-01", "2023-01-15"),
        ("มกราคม 2566", "2023-01-01", "2023-01-31"),
        ("เดือน ก.พ. ๖๖", "2023-02-01", "2023-02-28"),
        ("17 ม.ค. 66", "2023-01-17", "2023-01-17"),
        ("1/10/2565 - 31/3/2566", "2022-10-01", "2023-03-31"),
        ("ต ุลาคม 2565 – ม ีนาคม 2566", "2022-10-01", "2023-03-31"),
        ("ต.ค. ๖๕ -\nมี.ค. ๖๖", "2022-10-01", "2023-03-31"),
        ("ปีงบประมาณ พ.ศ. 2566 (ต.ค. 65 – ธ.ค. 65)", "2022-10-01", "2022-12-31"),
        ("ปีงบประมาณ 2566 - 2568", "2022-10-01", "2025-09-30"),
        ("ปีงบประมาณ พ.ศ. 2566 -2568", "2022-10-01", "2025-09-30"),
        ("ปี 2566 - 2568", "2022-10-01", "2025-09-30"),
        ("พ.ศ. 2566-2570", "2022-10-01", "2027-09-30"),
        ("2566 – 2570", "2022-10-01", "2027-09-30"),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๖", "2022-10-01", "2023-09-30"),
        ("ตลอดปีงบประมาณ 2566", "2022-10-01", "2023-09-30"),
        ("ไตรมาสที่ 2 ปีงบประมาณ 2566", "2023-01-01", "2023-03-31"),
        ("Q1/2566", "2022-10-01", "2022-12-31"),
        ("q3-q4/66", "2023-04-01", "2023-09-30"),
        ("ไตรมาสที่ ๓ ถึง ๔ ปีงบประมาณ พ.ศ. ๒๕๖๖", "2023-04-01", "2023-09-30"),
    ],
)
def test_a_range_written_out_is_read_with_certainty(text: str, start: str, end: str) -> None:
    assert _read(text) == (start, end)
    period = parse_period(text)
    assert period is not None
    assert period.is_certain


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("ตลอดปีงบประมาณ", "2022-10-01", "2023-09-30"),
        ("ตลอดปี", "2022-10-01", "2023-09-30"),
        ("ทั้งปี", "2022-10-01", "2023-09-30"),
        ("ตลอดทั้งปี", "2022-10-01", "2023-09-30"),
        ("ทุกเดือน", "2022-10-01", "2023-09-30"),
        ("ทุกไตรมาส", "2022-10-01", "2023-09-30"),
        ("ไตรมาสที่ 1", "2022-10-01", "2022-12-31"),
        ("ไตรมาส 1-2", "2022-10-01", "2023-03-31"),
        ("ไตรมาสที่ ๔", "2023-07-01", "2023-09-30"),
        ("ไตรมาส 1, 2, 3 และ 4", "2022-10-01", "2023-09-30"),
        ("ไตรมาสที่ 2 และไตรมาสที่ 3", "2023-01-01", "2023-06-30"),
        ("รอบ 6 เดือนแรก", "2022-10-01", "2023-03-31"),
        ("รอบ ๖ เดือน", "2022-10-01", "2023-03-31"),
        ("6 เดือนหลัง", "2023-04-01", "2023-09-30"),
        ("รอบ 12 เดือน", "2022-10-01", "2023-09-30"),
        ("ต.ค. - ธ.ค.", "2022-10-01", "2022-12-31"),
        ("ต.ค. - ก.ย.", "2022-10-01", "2023-09-30"),
        ("กันยายน", "2023-09-01", "2023-09-30"),
        ("ไตรมาส 2 (ม.ค. - มี.ค.)", "2023-01-01", "2023-03-31"),
    ],
)
def test_a_range_without_a_year_takes_that_of_the_fiscal_year_given(text: str, start: str, end: str) -> None:
    assert _read(text, fiscal_year=2566) == (start, end)
    assert _read(text) is None


@pytest.mark.parametrize("text", ["", "-", "ภายใน 15 วัน", "3 เดือน", "กองคลัง", "ร้อยละ 80", "ต่อเนื่อง"])
def test_what_gives_no_range_is_none_even_with_a_fiscal_year(text: str) -> None:
    assert parse_period(text, fiscal_year=2566) is None


@pytest.mark.parametrize(
    ("text", "fiscal_year", "start", "end"),
    [
        ("ต.ค. 66 - มี.ค. 66", None, "2022-10-01", "2023-03-31"),
        ("ต.ค. 66 - มี.ค. 66", 2567, "2023-10-01", "2024-03-31"),
        ("ภายใน 30 มิ.ย. 66", None, "2022-10-01", "2023-06-30"),
        ("ภายในเดือนธันวาคม 2565", None, "2022-10-01", "2022-12-31"),
        ("1 ต.ค. 65 ถึง 31 ก.พ. 66", None, "2022-10-01", "2023-02-28"),
        ("ม.ค. 66, เม.ย. 66 และ ก.ค. 66", None, "2023-01-01", "2023-07-31"),
        ("ต.ค. 65 เป็นต้นไป", None, "2022-10-01", "2022-10-31"),
        ("ต.ค. 65 -", None, "2022-10-01", "2022-10-31"),
        ("ตุลาคน 2565 - มีนาคม 2566", None, "2022-10-01", "2023-03-31"),
        ("ไตรมาส 1 และ 3", 2566, "2022-10-01", "2023-06-30"),
        ("2566", None, "2022-10-01", "2023-09-30"),
        ("ทุกเดือน", 2566, "2022-10-01", "2023-09-30"),
        ("ต.ค. - ธ.ค.", 2566, "2022-10-01", "2022-12-31"),
        ("ปี 2566", None, "2022-10-01", "2023-09-30"),
    ],
)
def test_what_was_supplied_or_mended_is_not_certain(text: str, fiscal_year: int | None, start: str, end: str) -> None:
    assert _read(text, fiscal_year) == (start, end)
    period = parse_period(text, fiscal_year=fiscal_year)
    assert period is not None
    assert not period.is_certain


def test_a_year_in_the_text_goes_before_the_fiscal_year_given() -> None:
    assert _read("ไตรมาส 1 ปีงบประมาณ 2565", fiscal_year=2570) == ("2021-10-01", "2021-12-31")
    assert _read("ต.ค. - ธ.ค. ปีงบประมาณ 2565", fiscal_year=2570) == ("2021-10-01", "2021-12-31")


def test_the_wording_of_the_range_is_kept() -> None:
    period = parse_period("ดำเนินการ ๑ ต.ค. ๖๕ – ๓๐ ก.ย. ๖๖ ทุกหมู่บ้าน")
    assert period is not None
    assert period.as_written == "๑ ต.ค. ๖๕ – ๓๐ ก.ย. ๖๖"


@given(DAYS, DAYS, st.sampled_from(["long", "short", "dense"]), st.sampled_from(["arabic", "thai"]))
def test_every_range_reads_back_as_written(one: date, other: date, style: Style, digits: Digits) -> None:
    start, end = min(one, other), max(one, other)
    period = parse_period(format_period(start, end, style=style, digits=digits))
    assert period is not None
    assert (period.start, period.end) == (start, end)
    assert period.is_certain or style == "dense"


@given(DAYS, st.integers(min_value=0, max_value=40), st.sampled_from(["long", "short", "dense"]))
def test_whole_months_are_written_without_days_and_read_back(day: date, months: int, style: Style) -> None:
    start = day.replace(day=1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    end = date(year, month + 1, monthrange(year, month + 1)[1])
    written = format_period(start, end, style=style)
    period = parse_period(written)
    assert period is not None
    assert (period.start, period.end) == (start, end)
    assert not written[0].isdigit()


@given(st.text(alphabet="0123456789๐๑๒๓ ตมกธคยพศเี.-–ถึง/ปีงบประมาณไตรมาส", max_size=40), st.sampled_from([None, 2566]))
def test_no_text_makes_reading_fail_or_end_before_it_starts(text: str, fiscal_year: int | None) -> None:
    period = parse_period(text, fiscal_year=fiscal_year)
    assert period is None or period.start <= period.end
