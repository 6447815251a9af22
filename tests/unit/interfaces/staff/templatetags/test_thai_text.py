"""Dates, numbers and words as pages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString

from prongsai.interfaces.staff.templatetags import thai_text

DAY = date(2026, 3, 17)
MOMENT = datetime(2026, 3, 17, 2, 30, tzinfo=UTC)
NBSP, JOINER = "\u00a0", "\u2060"


def test_a_date_is_thai_and_unbreakable() -> None:
    assert thai_text.thai_date(DAY) == f"17{NBSP}มีนาคม{NBSP}2569"
    assert thai_text.thai_date_short(DAY) == f"17{NBSP}มี.ค.{NBSP}2569"
    assert thai_text.thai_date_dense(DAY) == f"17{NBSP}มี.ค.{NBSP}69"
    assert thai_text.thai_month(DAY) == f"มีนาคม{NBSP}2569"


def test_a_moment_is_told_in_thai_time() -> None:
    assert thai_text.thai_time(MOMENT) == f"09:30{NBSP}น."
    assert thai_text.thai_datetime(MOMENT) == f"17{NBSP}มี.ค.{NBSP}2569 09:30{NBSP}น."
    assert thai_text.thai_date_short(datetime(2026, 3, 16, 20, 0, tzinfo=UTC)) == f"17{NBSP}มี.ค.{NBSP}2569"


@pytest.mark.parametrize(
    "write", [thai_text.thai_date, thai_text.thai_date_short, thai_text.thai_month, thai_text.thai_time, thai_text.thai_when]
)
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_written_as_nothing(write: object, nothing: object) -> None:
    assert write(nothing) == ""  # type: ignore[operator]


@time_machine.travel(datetime(2026, 3, 17, 10, 0, tzinfo=UTC), tick=False)
def test_what_happened_lately_is_told_by_today_and_yesterday() -> None:
    assert thai_text.thai_when(MOMENT) == f"วัน\u2060นี้ 09:30{NBSP}น."
    assert thai_text.thai_when(datetime(2026, 3, 16, 16, 10, tzinfo=UTC)) == f"เมื่อ\u2060วาน 23:10{NBSP}น."
    assert thai_text.thai_when(datetime(2026, 3, 13, 3, 0, tzinfo=UTC)) == f"13{NBSP}มี.ค.{NBSP}2569"


def test_a_range_breaks_only_after_the_dash() -> None:
    assert thai_text.thai_month_range(date(2025, 10, 1), date(2026, 1, 31)) == f"ต.ค.{NBSP}68{NBSP}– ม.ค.{NBSP}69"
    assert thai_text.thai_month_range(date(2025, 10, 1), date(2025, 10, 31)) == f"ต.ค.{NBSP}68"
    assert thai_text.thai_date_range(DAY, None) == f"17{NBSP}มี.ค.{NBSP}2569"


def test_in_english_the_month_is_english_and_the_year_buddhist() -> None:
    with translation.override("en"):
        assert thai_text.thai_date(DAY) == f"17{NBSP}March{NBSP}2569{NBSP}BE"
        assert thai_text.thai_date_short(DAY) == f"17{NBSP}Mar{NBSP}2569{NBSP}BE"
        assert thai_text.thai_month(DAY) == f"March{NBSP}2569{NBSP}BE"
        assert thai_text.thai_time(MOMENT) == "09:30"
        assert thai_text.thai_month_range(DAY, DAY) == f"Mar{NBSP}69{NBSP}BE"


def test_a_range_in_english_tells_its_era_once() -> None:
    with translation.override("en"):
        assert thai_text.thai_month_range(date(2025, 10, 1), date(2026, 1, 31)) == f"Oct{NBSP}68{NBSP}– Jan{NBSP}69{NBSP}BE"
        assert thai_text.thai_date_range(date(2025, 12, 1), DAY) == f"1{NBSP}Dec{NBSP}2568{NBSP}– 17{NBSP}Mar{NBSP}2569{NBSP}BE"
        assert thai_text.thai_month_range(None, None) == ""


def test_points_have_two_decimals_and_a_true_minus() -> None:
    assert thai_text.points(80.715) == "80.72"
    assert thai_text.points(-4) == "−4.00"
    assert thai_text.points(None) == ""


def test_sizes_are_told_in_whole_kilobytes_or_tenths_of_megabytes() -> None:
    assert thai_text.file_size(1) == f"1{NBSP}KB"
    assert thai_text.file_size(188_416) == f"184{NBSP}KB"
    assert thai_text.file_size(3_565_158) == f"3.4{NBSP}MB"


def test_words_of_the_glossary_stay_whole() -> None:
    assert thai_text.keep_words("ของเจ้าหน้าที่") == f"ของเจ้า{JOINER}หน้า{JOINER}ที่"


def test_a_number_stays_with_its_unit_and_its_name() -> None:
    assert thai_text.keep_words("หน้า 3 แถว 2 เหลือ 14 วัน 20 ก.ย. 2568") == (f"หน้า{NBSP}3 แถว{NBSP}2 เหลือ 14{NBSP}วัน 20{NBSP}ก.ย.{NBSP}2568")
    assert thai_text.keep_words("12 วันทา") == "12 วันทา"


def test_keeping_words_changes_only_where_lines_break() -> None:
    text = "รายงานผลมาตรการ 2.5 ของเจ้าหน้าที่ ปีงบประมาณ 2569 <b>&"
    assert thai_text.keep_words(text).replace(JOINER, "").replace(NBSP, " ") == text


def test_unsafe_text_stays_unsafe() -> None:
    assert not isinstance(thai_text.keep_words("<b>"), SafeString)


def test_on_an_english_page_thai_words_say_that_they_are_thai() -> None:
    with translation.override("en"):
        assert thai_text.mark_thai("Report on 2.1 อบรม ITA ให้ทุกคน & <b>") == (
            'Report on 2.1 <span lang="th">อบรม ITA ให้ทุกคน</span> &amp; &lt;b&gt;'
        )
        assert thai_text.keep_words("หน้า 3") == f'<span lang="th">หน้า</span>{NBSP}3'
        assert thai_text.mark_thai("Only English & more") == "Only English &amp; more"


def test_on_a_thai_page_nothing_is_marked() -> None:
    assert thai_text.mark_thai("มาตรการ <b>") == "มาตรการ <b>"
    assert not isinstance(thai_text.mark_thai("มาตรการ <b>"), SafeString)


def test_text_that_is_html_already_is_not_marked_twice() -> None:
    with translation.override("en"):
        once = thai_text.mark_thai("มาตรการ")
        assert thai_text.mark_thai(once) == once
        assert isinstance(once, SafeString)


def test_a_joined_list_is_marked_too_and_stays_escaped() -> None:
    with translation.override("en"):
        joined = Template('{% load thai_text %}{{ names|join:", "|mark_thai }}').render(Context({"names": ["กองคลัง & พัสดุ", "<b>"]}))
    assert joined == '<span lang="th">กองคลัง &amp; พัสดุ</span>, &lt;b&gt;'


def test_names_are_kept_whole_and_many_are_counted() -> None:
    assert thai_text.whole_names(["กองช่าง", "กอง <b>"]) == '<span class="kept">กองช่าง,</span> <span class="kept">กอง &lt;b&gt;</span>'
    assert thai_text.whole_names(["ก", "ข"], 2) == '<span class="kept">ก,</span> <span class="kept">ข</span>'
    assert thai_text.whole_names(["ก", "ข", "ค"], 2) == '<span class="kept">ก</span> <span class="kept">และอีก 2 หน่วย</span>'
    assert thai_text.whole_names([]) == ""
