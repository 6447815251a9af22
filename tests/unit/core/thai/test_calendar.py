"""Dates, years and month names of official papers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.calendar import (
    Digits,
    Style,
    buddhist_year,
    find_dates,
    find_fiscal_years,
    fiscal_year_of,
    fiscal_year_range,
    format_date,
    format_month,
    parse_date,
)
from prongsai.core.thai.months import MONTHS_LONG, MONTHS_SHORT, find_months, nearest_month

STYLES: tuple[Style, ...] = ("long", "short", "dense")
DIGITS: tuple[Digits, ...] = ("arabic", "thai")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("digits", DIGITS)
@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_date_of_two_centuries_reads_back_in_each_style(style: Style, digits: Digits, day: date) -> None:
    written = format_date(day, style=style, digits=digits)
    assert parse_date(written) == day
    assert parse_date(f"รายงานภายในวันที่ {written} ต่อผู้บริหาร") == day


def test_the_first_of_each_month_reads_back_in_each_style() -> None:
    days = [date(year, month, 1) for year in range(1900, 2100) for month in range(1, 13)]
    assert [parse_date(format_date(day, style=style)) for day in days for style in STYLES] == [day for day in days for _ in STYLES]


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), sign=st.sampled_from("/-."))
def test_numeric_dates_read_back_with_buddhist_years(day: date, sign: str) -> None:
    assert parse_date(f"{day.day}{sign}{day.month:02d}{sign}{day.year + 543}") == day
    assert parse_date(day.isoformat()) == day


@given(st.integers(min_value=2450, max_value=2650))
def test_a_fiscal_year_holds_exactly_the_days_that_belong_to_it(year: int) -> None:
    first, last = fiscal_year_range(year)
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    assert {fiscal_year_of(day) for day in days} == {year}
    assert fiscal_year_of(first - timedelta(days=1)) == year - 1
    assert fiscal_year_of(last + timedelta(days=1)) == year + 1


def test_fiscal_year_2564_runs_from_october_2020_to_september_2021() -> None:
    assert fiscal_year_range(2564) == (date(2020, 10, 1), date(2021, 9, 30))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("63", 2563),
        ("๖๓", 2563),
        (63, 2563),
        ("2563", 2563),
        (2563, 2563),
        ("๒๕ ๖๓", 2563),
        ("2020", 2563),
        (2020, 2563),
        (1999, 2542),
        ("2400", 2400),
    ],
)
def test_two_digit_years_are_buddhist_and_common_era_years_are_turned(text: str | int, year: int) -> None:
    assert buddhist_year(text) == year


@pytest.mark.parametrize("text", ["", "256", "3000", "1800", "ก", 1500, -1, 150, "25634"])
def test_what_cannot_be_a_year_is_none(text: str | int) -> None:
    assert buddhist_year(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("รายงานผลภายในวันที่ 28 ก.พ. 66", date(2023, 2, 28)),
        ("ณ วันที่ ๙ เดือน สิงหาคม พ.ศ.๒๕๖๖", date(2023, 8, 9)),
        ("สรุปพล ๒ ๗ กรกฎาคม ๒๕๖๖", date(2023, 7, 7)),
        ("5 มค 66", date(2023, 1, 5)),
        ("5 มค. 66", date(2023, 1, 5)),
        ("5 ม. ค. 66", date(2023, 1, 5)),
        ("5 ม.ค 2566", date(2023, 1, 5)),
        ("5ม.ค.66", date(2023, 1, 5)),
        ("8 กุมพาพันธ์ 2566", date(2023, 2, 8)),
        ("8 กรกฏาคม 2566", date(2023, 7, 8)),
        ("8 พฤศจิกายม 2566", date(2023, 11, 8)),
        ("8 กันยา ยน 2566", date(2023, 9, 8)),
        ("8 เมษา 66", date(2023, 4, 8)),
        ("ลงวันที่ 17/2/2566", date(2023, 2, 17)),
        ("17-02-66", date(2023, 2, 17)),
        ("๑๗/๐๒/๒๕๖๖", date(2023, 2, 17)),
        ("2023-02-17", date(2023, 2, 17)),
        ("2566-02-17", date(2023, 2, 17)),
        ("ประชุมวันที่ 3 มี.ค. 66 และรายงานวันที่ 10 มี.ค. 66", date(2023, 3, 10)),
        ("วันที่ ๒๐ - ๒๑ ธันวาคม พ.ศ. ๒๕๖๕", date(2022, 12, 21)),
        ("29 ก.พ. 67", date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_in_every_spelling_and_the_last_one_counts(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 ก.พ. 66",
        "29 ก.พ. 66",
        "มกราคม 2566",
        "ภายใน 15 วัน",
        "โทร 02-123-4567",
        "ข้อ 9.1.10",
        "ก.ค.ศ. 2566",
        "32 ม.ค.",
        "สังคม 2566",
        "เลขที่ 1/2/3",
    ],
)
def test_no_date_is_made_up(text: str) -> None:
    assert parse_date(text) is None


def test_an_impossible_day_is_found_but_uncertain_and_has_no_date() -> None:
    (reading,) = find_dates("รายงานวันที่ 31 เม.ย. 66 นี้")
    assert (reading.date, reading.day, reading.month, reading.year_be, reading.is_certain) == (None, 31, 4, 2566, False)


def test_a_reading_says_where_it_stood_in_the_wording_of_the_paper() -> None:
    text = "เริ่มวันที่ ๑ ต.ค. ๖๕ จนถึง มีนาคม ๒๕๖๖ แล้ว"
    readings = find_dates(text)
    assert (
        [text[reading.start : reading.end] for reading in readings]
        == [reading.as_written for reading in readings]
        == ["๑ ต.ค. ๖๕", "มีนาคม ๒๕๖๖"]
    )
    assert [(reading.year_be, reading.month, reading.day) for reading in readings] == [(2565, 10, 1), (2566, 3, None)]


def test_two_days_before_one_month_are_two_dates() -> None:
    assert [reading.date for reading in find_dates("อบรม 20 - 21 ธันวาคม 2565")] == [date(2022, 12, 20), date(2022, 12, 21)]


@pytest.mark.parametrize("text", ["๓ ๔ มกราคม ๒๕๖๖", "8 กุมพาพันธ์ 2566"])
def test_a_stray_digit_or_a_misspelt_month_is_uncertain(text: str) -> None:
    assert [reading.is_certain for reading in find_dates(text)] == [False]


def test_a_day_without_a_year_is_found_without_a_date() -> None:
    (reading,) = find_dates("ทุกวันที่ 5 ม.ค. ของปี")
    assert (reading.date, reading.day, reading.year_be) == (None, 5, None)


def test_every_month_is_found_long_and_short_with_dots_lost() -> None:
    for number, (long, short) in enumerate(zip(MONTHS_LONG, MONTHS_SHORT, strict=True), start=1):
        for spelling in (long, short, short.rstrip("."), short.replace(".", ""), short.replace(".", ". "), f"เดือน{long}", " ".join(long)):
            assert [month.month for month in find_months(spelling)] == [number], spelling


@pytest.mark.parametrize("text", ["สังคมควร", "ประชาคม", "อบรม", "อ.ก.พ. อบต.", "พ.ร.บ.", "พ.ศ. 2566", "นาย ก. สมมติ", "มาคน 3 คน"])
def test_letters_inside_other_words_are_no_months(text: str) -> None:
    assert find_months(text) == []


def test_a_word_like_two_months_is_none() -> None:
    assert nearest_month("คม") is None
    assert nearest_month("มีราคม") is None
    assert nearest_month("มิถุนายม") == 6


def test_a_whole_stem_with_a_wrong_ending_is_the_month_of_the_stem() -> None:
    assert [nearest_month(word) for word in ("มิถุนาคม", "ตุลายน", "เมษาคม", "กันยาคม")] == [6, 10, 4, 9]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("ปีงบประมาณ พ.ศ. ๒๕๖๖", [2566]),
        ("ประจำปีงบประมาณ 2566", [2566]),
        ("ประจำปี งบประมาณ พ.ศ.2566", [2566]),
        ("ประจำปี พ.ศ.2566", [2566]),
        ("ปี 2566", [2566]),
        ("ปีงบประมาณ 66", [2566]),
        ("ปีงบประมาณ 2566 - 2568", [2566, 2567, 2568]),
        ("ปีงบประมาณ พ.ศ. 2566 –2568", [2566, 2567, 2568]),
        ("(พ.ศ. 2566 ถึง พ.ศ. 2570)", [2566, 2567, 2568, 2569, 2570]),
        ("ปีงบประมาณ 2565, 2566 และ 2568", [2565, 2566, 2568]),
        ("ปี 2566 และปี 2565 และปี 2566", [2566, 2565]),
        ("พระราชบัญญัติ พ.ศ. 2542", []),
        ("วันที่ 4 มกราคม 2566", []),
        ("", []),
    ],
)
def test_fiscal_years_are_found_and_ranges_written_out(text: str, years: list[int]) -> None:
    assert find_fiscal_years(text) == years


def test_dense_dates_write_four_digits_where_two_would_mean_another_century() -> None:
    assert format_date(date(1950, 3, 17), style="dense") == "17 มี.ค. 2493"
    assert format_date(date(2026, 3, 17), style="dense", digits="thai") == "๑๗ มี.ค. ๖๙"
    assert format_date(date(2026, 3, 17)) == "17 มีนาคม 2569"
    assert format_month(date(2025, 10, 5), style="dense") == "ต.ค. 68"
