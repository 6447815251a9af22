"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from prongsai.interfaces.staff.forms.measure_days import DayField, MonitoringField, line_of, read_day, write_day
from prongsai.programme.plans.drafts import MonitoringDraft

YEAR = 2569
DAYS = st.dates(date(2022, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1 ต.ค. 2568", date(2025, 10, 1)),
        ("๑ ตุลาคม ๒๕๖๘", date(2025, 10, 1)),
        ("วันที่ 1 ตุลาคม พ.ศ. 2568", date(2025, 10, 1)),
        ("1/10/2568", date(2025, 10, 1)),
        ("01-10-68", date(2025, 10, 1)),
        ("2025-10-01", date(2025, 10, 1)),
        ("1 ต.ค.", date(2025, 10, 1)),
        ("30 ก.ย.", date(2026, 9, 30)),
    ],
)
def test_a_day_is_read_in_every_wording_and_without_year_lies_in_the_fiscal_year(written: str, day: date) -> None:
    assert read_day(written, YEAR) == day


@pytest.mark.parametrize("written", ["เร็ว ๆ นี้", "31 ก.พ. 2569", "31 ก.พ.", "1 ต.ค. 2568 ถึง 5 ต.ค. 2568", "1 ต.ค. 2468", "1 ม.ค. 10542"])
def test_no_day_two_days_and_days_of_another_age_are_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_day(written, YEAR)
    assert refused.value.messages[0]


@given(DAYS, st.sampled_from(["th", "en"]))
def test_what_a_field_shows_is_read_back(day: date, language: str) -> None:
    with translation.override(language):
        assert read_day(write_day(day), YEAR) == day


def test_an_empty_day_is_none_and_what_was_typed_stays_as_typed() -> None:
    field = DayField(required=False)
    assert field.clean("  ") is None
    assert field.prepare_value("๓๑ ก.พ.") == "๓๑ ก.พ."


def monitoring(text: str, *known: MonitoringDraft) -> tuple[MonitoringDraft, ...]:
    field = MonitoringField(required=False)
    field.fiscal_year, field.known = YEAR, known
    return field.clean(text)  # type: ignore[no-any-return]


def test_lines_of_monitoring_are_days_words_or_both() -> None:
    read = monitoring("31 มี.ค. 2569\n\nทุกวันที่ 10\nรายงานภายในวันที่ 30 เม.ย. 69\nไตรมาสที่ 2 (31 มี.ค. 2569)")
    assert read == (
        MonitoringDraft(date(2026, 3, 31), ""),
        MonitoringDraft(None, "ทุกวันที่ 10"),
        MonitoringDraft(date(2026, 4, 30), "รายงานภายในวันที่ 30 เม.ย. 69"),
        MonitoringDraft(date(2026, 3, 31), "ไตรมาสที่ 2"),
    )


def test_a_line_that_nobody_touched_stays_what_a_paper_said() -> None:
    known = MonitoringDraft(date(2026, 3, 31), "31 มี.ค. 2569")
    assert monitoring(line_of(known), known) == (known,)


@given(DAYS, st.sampled_from(["", "ไตรมาสที่ 2", "สิ้นปี", "ครั้งที่ 1"]))
def test_a_day_with_words_is_read_back_from_its_line(day: date, words: str) -> None:
    entry = MonitoringDraft(day, words)
    assert monitoring(line_of(entry)) == (entry,)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("5 ม.ค. 2560", date(2017, 1, 5)),
        ("๕ มกราคม ๒๕๖๐", date(2017, 1, 5)),
        ("5/1/2560", date(2017, 1, 5)),
        ("5 ม.ค. 2017", date(2017, 1, 5)),
        ("31 ธ.ค. 2580", date(2037, 12, 31)),
        ("1 ต.ค. 68", date(2025, 10, 1)),
    ],
)
def test_years_that_were_given_are_believed_when_four_digits_were_typed(written: str, day: date) -> None:
    assert read_day(written, YEAR, range(2500, 2601)) == day


@pytest.mark.parametrize("written", ["5 ม.ค. 25690", "17/3/26", "17/3/60", "5 ม.ค. 2480", "5 ม.ค. 2650", "5 ม.ค. 1917", "5/1/1483"])
def test_a_year_outside_those_given_or_of_two_digits_and_far_is_a_slip(written: str) -> None:
    with pytest.raises(ValidationError):
        read_day(written, YEAR, range(2500, 2601))
