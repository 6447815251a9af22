"""Month names that are misread."""

from __future__ import annotations

from prongsai.core.thai.months import find_months


def test_a_short_month_with_one_letter_that_ocr_confuses_is_read_but_not_certain() -> None:
    (month,) = find_months("ด.ค. 65")
    assert (month.month, month.is_certain) == (10, False)


def test_a_short_form_that_is_no_month_and_near_none_is_left() -> None:
    assert find_months("ฮ.ศ. 14") == []
