"""Units of local governments in the wording of papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.repair import squash
from prongsai.core.thai.units import ALL_UNITS, read_units, unit_canonical, vocabulary

FULL_NAMES = [unit.name for unit in vocabulary() if unit.name != ALL_UNITS]
SEPARATORS = [" ", ", ", "/", " / ", " และ", "\n", "", "  ", ","]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("สำนักปลัด กองสวัสดิการสังคม กองคลัง", ["สำนักปลัด", "กองสวัสดิการสังคม", "กองคลัง"]),
        ("สำนักปลัดกองคลังกองช่าง", ["สำนักปลัด", "กองคลัง", "กองช่าง"]),
        ("สำนักงานปลัด อบต./ กองคลัง", ["สำนักปลัด", "กองคลัง"]),
        ("สำนักปลัดเทศบาล และหน่วยตรวจสอบภายใน", ["สำนักปลัด", "หน่วยตรวจสอบภายใน"]),
        ("สำนัก ปลัด\nหน่วยตรวจสอบ ภายใน", ["สำนักปลัด", "หน่วยตรวจสอบภายใน"]),
        ("1. สำนักปลัด\n2. กองช่าง", ["สำนักปลัด", "กองช่าง"]),
        ("- สำนักปลัด - กองช่าง", ["สำนักปลัด", "กองช่าง"]),
        ("ส่วนโยธา, ส่วนการคลัง", ["กองช่าง", "กองคลัง"]),
        ("กองการศึกษา ศาสนาและวัฒนธรรม และกองคลัง", ["กองการศึกษา", "กองคลัง"]),
        ("กองสาธารณสุขฯ", ["กองสาธารณสุขและสิ่งแวดล้อม"]),
        ("กองยุทธศาสตร์ และงบประมาณ, กองการเจ้าหน้าที่", ["กองยุทธศาสตร์และงบประมาณ", "กองการเจ้าหน้าที่"]),
        ("สป. กค.", ["สำนักปลัด", "กองคลัง"]),
        ("กองคลัง กองช่าง กองคลัง", ["กองคลัง", "กองช่าง"]),
    ],
)
def test_units_are_read_in_order_whatever_parts_them(text: str, units: list[str]) -> None:
    assert read_units(text) == units


@pytest.mark.parametrize(
    "text",
    [
        "ทุกส่วนราชการ",
        "ทุกสำนัก/กอง/ฝ่าย",
        "ทุกกอง/สำนัก ในองค์การบริหารส่วนตำบลบ้านสมมติ",
        "ทุกหน่วยงาน",
        "ทุกกอง",
        "ทุกส่วนงาน",
        "ทุก ๆ กอง",
        "ทุกสำนัก กอง ฝ่าย",
        "ทุกส่วนราชการในสังกัดเทศบาลตำบลบ้านสมมติ",
    ],
)
def test_all_units_together_have_one_name(text: str) -> None:
    assert read_units(text) == [ALL_UNITS]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("สำนักปลัด (นักทรัพยากรบุคคล)", ["สำนักปลัด"]),
        ("สำนักงานปลัด องค์การบริหารส่วนตำบลบ้านสมมติ", ["สำนักปลัด"]),
        ("กองช่าง เทศบาลเมืองบ้านสมมติ", ["กองช่าง"]),
        ("งานพัสดุ กองคลัง", ["กองคลัง"]),
        ("กองคลัง งานพัสดุ", ["กองคลัง"]),
        ("งานสาธารณสุขสำนักปลัด", ["สำนักปลัด"]),
        ("นิติกร สำนักปลัด", ["สำนักปลัด"]),
        ("ผู้อำนวยการกองคลัง", ["กองคลัง"]),
        ("ศูนย์พัฒนาเด็กเล็ก กองการศึกษา", ["กองการศึกษา"]),
    ],
)
def test_notes_sections_posts_and_the_organisation_do_not_count(text: str, units: list[str]) -> None:
    assert read_units(text) == units


@pytest.mark.parametrize(
    ("text", "units"),
    [("สํานกปลัด กองคลง", ["สำนักปลัด", "กองคลัง"]), ("กองสวัสดิการสังคน", ["กองสวัสดิการสังคม"]), ("สา นักปลัด", ["สำนักปลัด"])],
)
def test_misread_units_are_recognised(text: str, units: list[str]) -> None:
    assert read_units(text) == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("กองกิจการพิเศษ/กองคลัง", ["กองกิจการพิเศษ", "กองคลัง"]),
        ("ฝ่ายอำนวยการ", ["ฝ่ายอำนวยการ"]),
        ("สำนักงาน องค์การบริหารส่วนตำบลบ้านสมมติ", ["สำนักงาน"]),
        ("โรงเรียนเทศบาล 1", ["โรงเรียนเทศบาล 1"]),
        ("คณะผู้บริหาร/สำนักปลัด", ["คณะผู้บริหาร", "สำนักปลัด"]),
        ("นายสมมติ ทดลอง", ["นายสมมติ ทดลอง"]),
        ("สำนัก/กอง/ฝ่าย", ["สำนัก/กอง/ฝ่าย"]),
        ("สำนัก/กอง ที่เกี่ยวข้อง", ["สำนัก/กอง ที่เกี่ยวข้อง"]),
        ("งานการเจ้าหน้าที่, กองคลัง", ["งานการเจ้าหน้าที่", "กองคลัง"]),
        ("ผู้บริหาร/พนักงานทุกคน", ["ผู้บริหาร", "พนักงานทุกคน"]),
        ("นายก อบต.", ["นายก อบต."]),
        ("", []),
        (" - ", []),
    ],
)
def test_what_the_vocabulary_lacks_stays_as_written(text: str, units: list[str]) -> None:
    assert read_units(text) == units


@given(st.lists(st.sampled_from(FULL_NAMES), min_size=1, max_size=6, unique=True), st.sampled_from(SEPARATORS))
def test_any_list_of_known_units_reads_back(names: list[str], separator: str) -> None:
    assert read_units(separator.join(names)) == names


@given(st.sampled_from([(unit.name, other) for unit in vocabulary() for other in (unit.name, *unit.also)]), st.data())
def test_every_other_name_reads_as_its_unit_even_broken_by_a_wrap(pair: tuple[str, str], data: st.DataObject) -> None:
    name, other = pair
    position = data.draw(st.integers(min_value=0, max_value=len(other)))
    has_mark_next = other[position : position + 1] in set("ะาำัิีึืุู่้๊๋์็ํ")
    assert unit_canonical(other) == name
    assert has_mark_next or read_units(f"{other[:position]} {other[position:]}") == [name]


def test_no_name_belongs_to_two_units() -> None:
    names = [squash(name) for unit in vocabulary() for name in (unit.name, *unit.also)]
    assert sorted(names) == sorted(set(names))


def test_an_unknown_unit_comes_back_trimmed() -> None:
    assert unit_canonical(" กองกิจการพิเศษ ") == "กองกิจการพิเศษ"


@given(st.text(alphabet="กองสำนักปลัดคลัง/, ()และทุก\n1.-", max_size=40))
def test_no_text_makes_reading_fail_or_repeat(text: str) -> None:
    units = read_units(text)
    assert len(units) == len(set(units))
    assert all(unit.strip() for unit in units)
