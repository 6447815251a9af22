"""Words against counts: told of where both speak of the same thing, silent everywhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.linted import found, measure, report, said

from prongsai.core.thai.numerals import to_thai_digits
from prongsai.programme.linter.rules.numbers_contradict import RULE

WHOLE = st.integers(min_value=0, max_value=10**6)


def test_words_and_counts_that_differ_are_told_of_at_the_count() -> None:
    counts = (("ผู้เข้าร่วม", 45, "คน"), ("การอบรม", 10, "ครั้ง"))
    (hint,) = found(RULE, measure(reports=(report(pk=9, done_text="จัดอบรมแล้ว ๑๒ ครั้ง", counts=counts),)))
    assert hint.message == "รายงานเขียนว่าการอบรม 12 ครั้ง แต่ช่องจำนวนใส่ 10 ครั้ง แก้ให้ตรงกัน"
    assert (hint.finding.form, hint.finding.field, hint.finding.report_id) == ("correction", "counts-1-number", 9)


def test_number_words_count_as_digits_do() -> None:
    assert said(RULE, measure(reports=(report(outputs="อบรมสิบสองครั้ง", counts=[("อบรม", 10, "ครั้ง")]),)))
    assert said(RULE, measure(reports=(report(outputs="อบรมสิบสองครั้ง", counts=[("อบรม", 12, "ครั้ง")]),))) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("อบรม 12 ครั้ง", [("อบรม", 12, "ครั้ง")]),
        ("อบรม 12 ครั้ง", [("ประชุม", 10, "ครั้ง")]),
        ("อบรม 12 ครั้ง", [("อบรม", 10, "คน")]),
        ("อบรม 12 ครั้ง", [("อบรม", 10, "")]),
        ("อบรมครั้งที่ 12", [("อบรม", 1, "ครั้ง")]),
        ("อบรมไม่น้อยกว่า 12 ครั้ง", [("อบรม", 15, "ครั้ง")]),
        ("อบรมประมาณ 12 ครั้ง", [("อบรม", 15, "ครั้ง")]),
        ("ผู้เข้าอบรมชาย 20 คน หญิง 25 คน", [("ผู้เข้าอบรม", 45, "คน")]),
        ("ผู้เข้าอบรม 45 คน", [("ผู้เข้าอบรมชาย", 20, "คน"), ("ผู้เข้าอบรมหญิง", 25, "คน")]),
        ("ผู้เข้าอบรม 45 คน", [("ผู้เข้าอบรม", 20, "คน"), ("ผู้เข้าอบรม", 25, "คน")]),
        ("ผู้เข้าอบรม 20 คน รุ่นสอง ผู้เข้าอบรม 25 คน", [("ผู้เข้าอบรม", 45, "คน")]),
        ("ผู้เข้าอบรม 20 คน รุ่นสอง ผู้เข้าอบรม 25 คน", [("ผู้เข้าอบรม", 25, "คน")]),
        ("ผู้เข้าอบรม 45 คน ปีก่อนผู้เข้าอบรม 30 คน", [("ผู้เข้าอบรม", 20, "คน"), ("ผู้เข้าอบรม", 25, "คน")]),
    ],
)
def test_other_things_other_units_loose_words_and_sums_do_not_contradict(text: str, counts: list[tuple[str, int, str]]) -> None:
    assert said(RULE, measure(reports=(report(done_text=text, counts=counts),))) == []


@given(WHOLE, WHOLE)
def test_two_numbers_contradict_exactly_where_they_differ(said_number: int, counted: int) -> None:
    text = f"ยืมทรัพย์สิน {to_thai_digits(f'{said_number:,}')} ครั้ง"
    told = said(RULE, measure(reports=(report(done_text=text, counts=[("การยืมทรัพย์สิน", counted, "ครั้ง")]),)))
    assert bool(told) == (said_number != counted)


@given(st.text(), st.text(min_size=1), WHOLE, st.text())
def test_any_text_is_read_without_a_fault(text: str, what: str, number: int, unit: str) -> None:
    said(RULE, measure(reports=(report(done_text=text, counts=[(what, number, unit)]),)))


def test_a_report_is_held_against_its_own_counts_only() -> None:
    first, second = report(pk=1, done_text="อบรม 3 ครั้ง"), report(pk=2, counts=[("อบรม", 10, "ครั้ง")])
    assert said(RULE, measure(reports=(first, second))) == []


PEOPLE, TRAININGS, MEETINGS, COMPLAINTS = ("ผู้เข้าอบรม", "คน"), ("อบรม", "ครั้ง"), ("ประชุม", "ครั้ง"), ("เรื่องร้องเรียน", "เรื่อง")


def told(text: str, of: tuple[str, str], counted: int) -> list[str]:
    return said(RULE, measure(reports=(report(done_text=text, counts=[(of[0], counted, of[1])]),)))


@pytest.mark.parametrize(
    ("text", "of", "counted"),
    [
        ("เป้าหมายผู้เข้าอบรม 100 คน มีผู้เข้าอบรมจริง 87 คน", PEOPLE, 87),
        ("กลุ่มเป้าหมาย ผู้เข้าอบรม 100 คน เข้าจริงแปดสิบเจ็ด", PEOPLE, 87),
        ("ตามแผนมีผู้เข้าอบรม 50 คน แต่มาจริง 42 คน", PEOPLE, 42),
        ("ตั้งเป้าอบรม 12 ครั้ง ทำได้ 10 ครั้ง", TRAININGS, 10),
        ("ตั้งเป้าหมายไว้ว่าจะอบรม ๑๒ ครั้ง", TRAININGS, 10),
        ("คาดว่าจะมีผู้เข้าอบรม 60 คน มา 52 คน", PEOPLE, 52),
        ("แผนกำหนดให้อบรม 12 ครั้ง ดำเนินการได้ 10 ครั้ง", TRAININGS, 10),
        ("ผู้เข้าอบรม 100 คน (เป้าหมาย) มาจริง 87 คน", PEOPLE, 87),
        ("ผู้เข้าอบรม 100 คนตามเป้าหมาย แต่มาเพียง 87 คน", PEOPLE, 87),
        ("ผู้เข้าอบรม 100 คน ตามแผน เข้าจริง 87", PEOPLE, 87),
        ("จะอบรม 4 ครั้ง ขณะนี้เริ่มแล้ว", TRAININGS, 1),
        ("เชิญผู้เข้าอบรม 50 คน ติดภารกิจ 8 คน", PEOPLE, 42),
        ("ต้องจัดอบรม 4 ครั้งภายในปี", TRAININGS, 1),
        ("เป้าหมาย 4 รุ่น ผู้เข้าอบรม 100 คน ยังเหลืออีกหนึ่งรุ่น", PEOPLE, 75),
        ("ผู้เข้าอบรม 100 คนที่ตั้งเป้าไว้ ยังมาไม่ครบ", PEOPLE, 87),
        ("โครงการรองรับผู้เข้าอบรม 100 คน มีผู้สนใจน้อย", PEOPLE, 40),
        ("ตั้งเป้าหมายผู้เข้าอบรม 60 คน\nมีผู้มาจริง 55 คน", PEOPLE, 55),
        ("ประชุม 12 ครั้ง (แผน)", MEETINGS, 6),
        ("แผนประชุม 12 ครั้ง ผลประชุม 6 ครั้ง", MEETINGS, 6),
        ("ตามที่กำหนดไว้ในแผน ต้องประชุม 12 ครั้ง", MEETINGS, 6),
        ("ผู้เข้าอบรม 100 คนตามที่ตั้งเป้าไว้ แต่ไม่ครบ", PEOPLE, 80),
    ],
)
def test_a_number_of_a_target_or_a_plan_contradicts_nothing(text: str, of: tuple[str, str], counted: int) -> None:
    assert told(text, of, counted) == []


@pytest.mark.parametrize(
    ("text", "of", "counted"),
    [
        ("จัดอบรม 2 รุ่น ผู้เข้าอบรม 45 คนในแต่ละรุ่น", PEOPLE, 90),
        ("จัดประชุม 1 ครั้งทุกเดือน", MEETINGS, 6),
        ("แต่ละรุ่นมีผู้เข้าอบรม 45 คน", PEOPLE, 90),
        ("ทุกเดือนจัดประชุม 1 ครั้ง", MEETINGS, 6),
        ("จัดประชุม 2 ครั้ง เป็นประจำทุกไตรมาส", MEETINGS, 8),
        ("ประชุม 1 ครั้งในทุกหมู่บ้าน", MEETINGS, 9),
        ("ผู้เข้าอบรม 30 คนต่อรุ่น", PEOPLE, 90),
        ("ผู้เข้าอบรม 30 คน รุ่นละเท่ากัน", PEOPLE, 90),
        ("รุ่นที่ 1 มีผู้เข้าอบรม 45 คน", PEOPLE, 90),
        ("จัดอบรม 2 รุ่น ผู้เข้าอบรม 45 คน", PEOPLE, 90),
        ("จัด 3 ครั้ง ครั้งละ 1 วัน ผู้เข้าอบรม 20 คน", PEOPLE, 60),
        ("วันแรกผู้เข้าอบรม 20 คน วันที่สองเพิ่มขึ้น", PEOPLE, 45),
        ("ประชุมทุกเดือน เดือนละ 1 ครั้ง รวมประชุม 6 ครั้ง", MEETINGS, 6),
        ("ประชุม 1 ครั้ง/เดือน", MEETINGS, 6),
        ("ประชุม 1 ครั้ง ต่อเดือน", MEETINGS, 6),
        ("ทุกไตรมาสจะมีการประชุม 1 ครั้ง", MEETINGS, 2),
        ("ประชาคมหมู่ที่ 3 มีผู้เข้าอบรม 30 คน", PEOPLE, 120),
        ("แจกแผ่นพับ 50 แผ่นต่อหมู่บ้าน", ("แผ่นพับ", "แผ่น"), 450),
        ("หมู่บ้านละ ผู้เข้าอบรม 30 คน", PEOPLE, 270),
        ("อบรมครั้งละ 2 วัน", TRAININGS, 3),
        ("ครึ่งปีแรกประชุม 6 ครั้ง", MEETINGS, 8),
    ],
)
def test_a_number_of_one_part_or_repetition_contradicts_nothing(text: str, of: tuple[str, str], counted: int) -> None:
    assert told(text, of, counted) == []


@pytest.mark.parametrize(
    ("text", "of", "counted"),
    [
        ("ปีที่แล้วมีเรื่องร้องเรียน 12 เรื่อง ปีนี้ลดลง", COMPLAINTS, 5),
        ("ปีงบประมาณ 2568 มีเรื่องร้องเรียน 12 เรื่อง", COMPLAINTS, 5),
        ("เรื่องร้องเรียน 12 เรื่องในปีก่อน ปีนี้เหลือ 5", COMPLAINTS, 5),
        ("เรื่องร้องเรียน 12 เรื่อง ในปี 2568", COMPLAINTS, 5),
        ("เดือนที่แล้วประชุม 3 ครั้ง", MEETINGS, 1),
        ("ไตรมาสก่อนอบรม 3 ครั้ง", TRAININGS, 1),
        ("ปีหน้าจะอบรม 12 ครั้ง", TRAININGS, 10),
        ("เดิมมีเรื่องร้องเรียน 12 เรื่อง", COMPLAINTS, 5),
        ("เรื่องร้องเรียน 12 เรื่อง ลดลงเหลือ 5 เรื่อง", COMPLAINTS, 5),
        ("ปี 2567 อบรม 3 ครั้ง ปี 2568 อบรม 4 ครั้ง", TRAININGS, 5),
        ("เมื่อปีที่แล้วจัดอบรม 3 ครั้ง", TRAININGS, 5),
        ("ในปีงบประมาณ พ.ศ. ๒๕๖๘ ประชุม ๔ ครั้ง", MEETINGS, 6),
        ("มีผู้เข้าอบรม 30 คน มากกว่าปีก่อนที่มีผู้เข้าอบรม 20 คน", PEOPLE, 30),
    ],
)
def test_a_number_of_another_year_or_period_contradicts_nothing(text: str, of: tuple[str, str], counted: int) -> None:
    assert told(text, of, counted) == []


@pytest.mark.parametrize(
    ("text", "of", "counted"),
    [
        ("ผู้เข้าอบรม 50 คน แต่อยู่จนจบ 42 คน", PEOPLE, 42),
        ("ผู้เข้าอบรม 50 คน (มาจริง 42 คน)", PEOPLE, 42),
        ("ผู้เข้าอบรม 45 คน (ร้อยละ 90) จากผู้เข้าอบรมทั้งหมด 50 คน", PEOPLE, 45),
        ("ผู้เข้าอบรม 20 คน และวันที่สอง ผู้เข้าอบรม 25 คน", PEOPLE, 45),
        ("อบรม 3 ครั้ง ประชุม 2 ครั้ง รวม 5 ครั้ง", TRAININGS, 5),
    ],
)
def test_a_number_beside_one_that_agrees_contradicts_nothing(text: str, of: tuple[str, str], counted: int) -> None:
    assert told(text, of, counted) == []


@pytest.mark.parametrize(
    ("text", "of", "counted", "number"),
    [
        ("จัดอบรม 3 ครั้ง", TRAININGS, 2, "3"),
        ("มีผู้เข้าอบรมทั้งสิ้น จำนวน ๔๕ คน", PEOPLE, 54, "45"),
        ("เป้าหมายผู้เข้าอบรม 100 คน มีผู้เข้าอบรมจริง 87 คน", PEOPLE, 78, "87"),
        ("เป้าหมายผู้เข้าอบรม 100 คน มีผู้เข้าอบรมจริง 87 คน", PEOPLE, 100, "87"),
        ("ตามแผนมีผู้เข้าอบรม 50 คน แต่มาจริง 42 คน", PEOPLE, 24, "42"),
        ("บรรลุเป้าหมาย ผู้เข้าอบรม 100 คน", PEOPLE, 87, "100"),
        ("จัดอบรม 12 ครั้งตามแผน", TRAININGS, 10, "12"),
        ("ดำเนินการตามแผน จัดอบรม 12 ครั้ง", TRAININGS, 10, "12"),
        ("เป็นไปตามเป้าหมาย จัดอบรม 12 ครั้ง", TRAININGS, 10, "12"),
        ("เกินเป้าหมาย มีผู้เข้าอบรม 120 คน", PEOPLE, 102, "120"),
        ("กลุ่มเป้าหมายเข้าร่วม ผู้เข้าอบรม 45 คน", PEOPLE, 54, "45"),
        ("เป้าหมาย 100 คน ผู้เข้าอบรม 87 คน", PEOPLE, 78, "87"),
        ("ปีที่แล้วมีเรื่องร้องเรียน 20 เรื่อง ปีนี้มีเรื่องร้องเรียน 12 เรื่อง", COMPLAINTS, 5, "12"),
        ("มีเรื่องร้องเรียน 12 เรื่อง ลดลงจากปีที่แล้ว", COMPLAINTS, 5, "12"),
        ("ลดลงจากปีที่แล้ว โดยมีเรื่องร้องเรียน 12 เรื่อง", COMPLAINTS, 5, "12"),
        ("ปี 2569 มีเรื่องร้องเรียน 12 เรื่อง", COMPLAINTS, 5, "12"),
        ("ประชุม 12 ครั้ง ครบทุกหมู่บ้าน", MEETINGS, 10, "12"),
        ("ครบทุกหมู่บ้าน ประชุม 12 ครั้ง", MEETINGS, 10, "12"),
        ("รวมทุกรุ่นมีผู้เข้าอบรม 90 คน", PEOPLE, 80, "90"),
        ("จัดอบรม 2 รุ่น รวมผู้เข้าอบรม 90 คน", PEOPLE, 80, "90"),
        ("อบรม 12 ครั้ง ประชุม 10 ครั้ง", TRAININGS, 10, "12"),
        ("จัดอบรม 12 ครั้ง ทุกครั้งมีผู้เข้าร่วมมาก", TRAININGS, 10, "12"),
        ("อบรม 12 ครั้ง มีผู้เข้าร่วม 10 คน", TRAININGS, 10, "12"),
        ("เรื่องร้องเรียน 12 เรื่อง ปีที่แล้ว 20 เรื่อง", COMPLAINTS, 5, "12"),
        ("จัดอบรมเมื่อเดือนมกราคม ปี 2569 ผู้เข้าอบรม 45 คน", PEOPLE, 54, "45"),
        ("คาดว่าจะจัดได้อีก แต่อบรม 12 ครั้ง", TRAININGS, 10, "12"),
        ("ครึ่งปีแรกประชุม 6 ครั้ง ครึ่งปีหลังประชุม 4 ครั้ง รวมทั้งปีประชุม 10 ครั้ง", MEETINGS, 9, "10"),
        ("แผนประชุม 12 ครั้ง ผลการดำเนินงานประชุม 6 ครั้ง", MEETINGS, 5, "6"),
        ("ตั้งเป้าหมายผู้เข้าอบรม 60 คน\nมีผู้เข้าอบรม 55 คน", PEOPLE, 50, "55"),
        ("ปี 2568 ประชุม 4 ครั้ง ปี 2569 ประชุม 6 ครั้ง", MEETINGS, 5, "6"),
        ("เปรียบเทียบกับปีก่อน ประชุม 6 ครั้ง", MEETINGS, 5, "6"),
        ("จัดทำแผนและประชุม 6 ครั้ง", MEETINGS, 5, "6"),
        ("จัดทำแผนปฏิบัติการแล้วเสร็จ จากนั้นประชุม 6 ครั้ง", MEETINGS, 5, "6"),
        ("ผู้เข้าอบรม 45 คน ทุกคนผ่านการทดสอบ", PEOPLE, 54, "45"),
        ("ผู้เข้าอบรม 45 คน จากทุกหมู่บ้าน", PEOPLE, 54, "45"),
        ("ประชุม 6 ครั้ง ต่อมาได้สรุปผล", MEETINGS, 5, "6"),
        ("ผู้เข้าอบรม 45 คน ตามโครงการอบรมประจำปี", PEOPLE, 54, "45"),
        ("จัดอบรมให้แก่ประชาชน มีผู้เข้าอบรม 45 คน และปีหน้าจะจัดอีก", PEOPLE, 54, "45"),
        ("โครงการอบรมคุณธรรม วันที่ 5 ม.ค. 2569 ณ หอประชุม มีผู้เข้าอบรม 45 คน", PEOPLE, 54, "45"),
        ("ครั้งที่ 1 ถึงครั้งที่ 3 รวมแล้วมีผู้เข้าอบรม 45 คน", PEOPLE, 54, "45"),
        ("ระบบรองรับการใช้งาน เผยแพร่ประกาศ 6 เรื่อง", ("เผยแพร่ประกาศ", "เรื่อง"), 5, "6"),
        ("อบรม 3 ครั้ง", TRAININGS, 12, "3"),
        ("ในปีงบประมาณ 2569 จัดประชุม 6 ครั้ง", MEETINGS, 5, "6"),
        ("ตั้งแต่เดือนตุลาคม 2568 จัดประชุม 6 ครั้ง", MEETINGS, 5, "6"),
        ("เป้าหมายผู้เข้าอบรม 100 คน มีผู้เข้าอบรม 100 คน", PEOPLE, 90, "100"),
        ("ตามแผนมีผู้เข้าอบรม 50 คน แต่มาจริง 42 คน", PEOPLE, 50, "42"),
        ("ในโครงการ จัดอบรม 12 ครั้ง", TRAININGS, 10, "12"),
    ],
)
def test_a_firm_number_is_told_beside_targets_parts_and_other_years_too(text: str, of: tuple[str, str], counted: int, number: str) -> None:
    (message,) = told(text, of, counted)
    assert f"{of[0]} {number} {of[1]} แต่ช่อง" in message
