"""The chain of signatures. All persons are invented."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.core.papers.understanding.flows import text_lines

from prongsai.core.papers.model import Signatory
from prongsai.core.papers.understanding.approvals import read_approvals
from prongsai.core.papers.understanding.ledger import Ledger


def _read(*texts: str) -> list[Signatory]:
    return list(read_approvals(text_lines(*texts), Ledger()))


def _named(*texts: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(found.name, found.position, found.role) for found in _read(*texts)]


def test_signed_line_role_name_and_position_are_one_signatory() -> None:
    assert _named("ข้อความ", "(ลงชื่อ).............ผู้จัดทำ", "(นายเมฆ ลอยฟ้า)", "นิติกรชำนาญการ") == [("นายเมฆ ลอยฟ้า", "นิติกรชำนาญการ", "ผู้จัดทำ")]


def test_signatories_keep_the_order_of_the_paper() -> None:
    found = _read("ลงชื่อ.......", "(นายเมฆ ลอยฟ้า)", "นิติกร", "ลงชื่อ.......", "(นางฝน โปรยปราย)", "ปลัดเทศบาล")
    assert [(one.order, one.name) for one in found] == [(1, "นายเมฆ ลอยฟ้า"), (2, "นางฝน โปรยปราย")]


def test_opinion_belongs_to_the_one_who_gives_it() -> None:
    (found,) = _read("ความเห็นของปลัดเทศบาล", "เห็นควรปลูกต้นไม้", "(ลงชื่อ)..........", "(นางฝน โปรยปราย)", "ปลัดเทศบาล")
    assert (found.opinion_requested, found.opinion_label, found.opinion) == (True, "ความเห็นของปลัดเทศบาล", "เห็นควรปลูกต้นไม้")
    assert found.name == "นางฝน โปรยปราย"


def test_opinion_on_the_line_of_its_label_is_told_apart_from_the_post() -> None:
    (found,) = _read("ความเห็นของปลัดเทศบาล เห็นชอบ ให้ปลูก", "(นางฝน โปรยปราย)", "ปลัดเทศบาล")
    assert (found.opinion_label, found.opinion) == ("ความเห็นของปลัดเทศบาล", "เห็นชอบ ให้ปลูก")


def test_dots_to_be_filled_in_are_no_opinion() -> None:
    (found,) = _read("ความเห็นของปลัดเทศบาล............", ".......................", "(นางฝน โปรยปราย)", "ปลัดเทศบาล")
    assert found.opinion_requested
    assert found.opinion is None


def test_acting_posts_and_wrapped_kinds_go_on_with_the_position() -> None:
    assert _named("(นายเมฆ ลอยฟ้า)", "รองปลัดองค์การบริหาร", "ส่วนตำบลฟ้าใส", "รักษาราชการแทน", "ปลัดองค์การบริหารส่วนตำบลฟ้าใส") == [
        ("นายเมฆ ลอยฟ้า", "รองปลัดองค์การบริหาร ส่วนตำบลฟ้าใส รักษาราชการแทน ปลัดองค์การบริหารส่วนตำบลฟ้าใส", None)
    ]


def test_signatures_side_by_side_are_read_column_by_column() -> None:
    lines = text_lines("(นายเมฆ ลอยฟ้า)      (นางฝน โปรยปราย)", "นิติกร      ปลัดเทศบาล")
    lines = [replace(line, columns=tuple(line.text.split("      "))) for line in lines]
    found = read_approvals(lines, Ledger())
    assert [(one.name, one.position) for one in found] == [("นายเมฆ ลอยฟ้า", "นิติกร"), ("นางฝน โปรยปราย", "ปลัดเทศบาล")]


def test_bracketed_words_that_are_no_name_sign_nothing() -> None:
    assert _read("(ต่อ)", "(ตามเอกสารแนบ)", "ข้อความ") == []


def test_date_and_dot_lines_are_not_the_position() -> None:
    assert _named("(ลงชื่อ)........", "(นายเมฆ ลอยฟ้า)", "....../....../......", "วันที่ ๕ มีนาคม ๒๕๖๖", "นิติกร")[0][1] == "นิติกร"


def test_long_line_of_opinion_words_is_read_in_no_time() -> None:
    assert _read("ความเห็น" + " " * 20_000 + "x") == []


def test_long_text_and_headings_behind_a_signature_are_not_its_position() -> None:
    long = text_lines("(นายเมฆ ลอยฟ้า)", "ก" * 111)
    assert read_approvals(long, Ledger())[0].position is None
    heading = [text_lines("(นายเมฆ ลอยฟ้า)")[0], replace(text_lines("ภาคผนวก")[0], level=1)]
    assert read_approvals(heading, Ledger())[0].position is None


def test_role_below_the_position_is_the_role() -> None:
    assert _named("(ลงชื่อ).....", "(นายเมฆ ลอยฟ้า)", "นิติกร", "ผู้ตรวจทาน") == [("นายเมฆ ลอยฟ้า", "นิติกร", "ผู้ตรวจทาน")]


def test_a_place_to_sign_that_nobody_has_filled_in_keeps_its_post() -> None:
    found = _named("(ลงชื่อ).............ผู้จัดทำ", "(.................)", "นิติกร", "(ลงชื่อ).............ผู้อนุมัติ", "(.................) นายกเทศมนตรี")
    assert found == [(None, "นิติกร", "ผู้จัดทำ"), (None, "นายกเทศมนตรี", "ผู้อนุมัติ")]


def test_opinions_that_nobody_has_written_yet_are_asked_of_each_post() -> None:
    blank = ("(ลงชื่อ)..........", "(..........)")
    found = _read("ความเห็นของหัวหน้าสำนักปลัด.........", *blank, "หัวหน้าสำนักปลัด", "ความเห็นของปลัดเทศบาล.........", *blank, "ปลัดเทศบาล")
    assert [(one.opinion_label, one.opinion, one.name, one.position) for one in found] == [
        ("ความเห็นของหัวหน้าสำนักปลัด", None, None, "หัวหน้าสำนักปลัด"),
        ("ความเห็นของปลัดเทศบาล", None, None, "ปลัดเทศบาล"),
    ]


def test_words_below_a_blank_name_that_are_no_post_are_not_one() -> None:
    assert _named("(ลงชื่อ).............ผู้จัดทำ", "(.................)", "ลมพัดเย็นสบายตลอดวัน") == [(None, None, "ผู้จัดทำ")]
