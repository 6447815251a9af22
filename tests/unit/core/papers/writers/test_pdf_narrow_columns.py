"""Words that are wider than their column: parted at their own words, in order, inside the column."""

from __future__ import annotations

import pypdfium2
import pytest

from prongsai.core.papers.writers.pdf import print_pdf
from prongsai.core.papers.writers.pdf_words import PART, UNIT, with_breaks
from prongsai.core.papers.writers.sheet import BodyCell, HeadCell, Item, Sheet, Table

SENTENCE = "ตามพระราชบัญญัติการอำนวยความสะดวกความซื่อสัตย์แก่เด็ก"


def _page(text: str, marker: str | None, share: float) -> pypdfium2.PdfPage:
    table = Table(
        (share, 84 - share), ((HeadCell("มาตรการ"), HeadCell("ผล")),), ((BodyCell((Item(text, marker),)), BodyCell((Item(""),))),)
    )
    return pypdfium2.PdfDocument(print_pdf(Sheet("ก", "ข", (table,)), embedded=None))[0]


@pytest.mark.parametrize("marker", [None, "12."])
@pytest.mark.parametrize("share", [11, 14])
def test_a_long_word_stays_inside_its_column_and_in_order(share: float, marker: str | None) -> None:
    page = _page(SENTENCE, marker, share)
    text = page.get_textpage()
    read = "".join(text.get_text_range().split()).replace("\ufffe", "")
    assert SENTENCE in read
    right = 85 + 453.5 * share / 84
    letters = [text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1) in set(SENTENCE) - set("ผล")]
    assert max(box[2] for box in letters) <= right


def test_only_long_units_of_columns_carry_places_to_part() -> None:
    assert PART not in with_breaks(SENTENCE)
    units = with_breaks(SENTENCE, in_column=True).split(UNIT)
    assert f"พระ{PART}ราช{PART}บัญญัติ" in units
    assert "ตาม" in units
    assert "".join(units).replace(PART, "") == SENTENCE


def test_a_date_that_is_wider_than_its_column_is_parted_between_day_month_and_year() -> None:
    text = "๑ ต.ค. ๒๕๖๙ - ๑๖ พ.ย. ๒๕๖๙"
    assert with_breaks(text, in_column=True).replace(PART, "") == with_breaks(text)
    assert f"๑{PART} ต.ค.{PART} ๒๕๖๙" in with_breaks(text, in_column=True)
    assert f"ต.ค.{PART} ๖๘-{UNIT}มี.ค.{PART} ๖๙" in with_breaks("ต.ค. ๖๘-มี.ค. ๖๙", in_column=True)
    lines = _page(text, None, 9).get_textpage().get_text_range().replace("\ufffe", "").split()
    assert {"๑", "ต.ค.", "๒๕๖๙", "๑๖", "พ.ย."} <= set(lines), "each stays whole"
