"""Reading which organisation wrote a paper, from invented papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.government import KINDS, PROVINCES, Kind, kind_of, nearest_province, read_organisation

TAMBONS = [
    "บ้านสมมติ",
    "หนองต้นแบบ",
    "ทดลองใต้",
    "บ้านในดงสมมติ",
    "หนองจะสมมติ",
    "ที่วังทดลอง",
    "ห้วยมาสมมติ",
    "โคกให้ร่มสมมติ",
    "ดอนมีชัยทดลอง",
    "ในเมืองทดลอง",
    "ท่าทดลอง",
]
KIND_NAMES = ["องค์การบริหารส่วนตำบล", "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร"]
PAPERS = [
    ["มาตรการ ประจำปี 2566", "{name}", "อำเภอทดลอง จังหวัดตราด", "ในการนี้ {name}ได้จัดทำแผนขึ้น", "{name} จึงได้กำหนด", "ปลัด{name}"],
    ["รายงานผลของ{name} อำเภอทดลอง จังหวัดตราด ประจำปีงบประมาณ พ.ศ. 2566", "{name}มีการประชุม และ{name}จึงได้ดำเนินการ"],
    ["ส่วนราชการ สำนักปลัด {name}", "ด้วย{name}ได้ดำเนินการจัดทำ", "{name} มีผล", "ดูงาน ณ เทศบาลตำบลไกลบ้าน อำเภอทดลอง จังหวัดตราด"],
    ["แผนของ{name}\nพ.ศ. 2566-2570", "{name}โดยผู้บริหาร", "{name} ต้องปฏิบัติ", "ที่อยู่ อ.ทดลอง จ.ตราด"],
]


@pytest.mark.parametrize("paper", PAPERS)
@given(kind=st.sampled_from(KIND_NAMES), tambon=st.sampled_from(TAMBONS))
def test_the_name_is_read_without_the_words_that_follow_it(paper: list[str], kind: str, tambon: str) -> None:
    reading = read_organisation([text.format(name=kind + tambon) for text in paper])
    assert (reading.name, reading.short_name) == (kind + tambon, tambon)
    assert (reading.district, reading.province) == ("ทดลอง", "ตราด")


@given(tambon=st.sampled_from(TAMBONS), data=st.data())
def test_a_name_that_wraps_break_still_counts_as_one(tambon: str, data: st.DataObject) -> None:
    texts = [f"เทศบาลตำบล{tambon}"]
    for _ in range(4):
        position = data.draw(st.integers(min_value=1, max_value=len(tambon) - 1))
        is_inside_letter = tambon[position] in "ะาำัิีึืุู่้๊๋์็"
        texts.append(f"เทศบาล ตำบล{tambon if is_inside_letter else f'{tambon[:position]} {tambon[position:]}'} ได้จัดทำ")
    assert read_organisation(texts).name == f"เทศบาลตำบล{tambon}"


def test_the_reading_that_most_places_agree_on_wins_and_the_others_are_variants() -> None:
    reading = read_organisation(
        [
            "รายงานของเทศบาลเมืองบ้านสมหมุติ อำเภอทคลอง จังหวัดตราด",
            "เทศบาลเมืองบ้านสมมติ อำเภอทดลอง จังหวัดตราด",
            "เทศบาลเมืองบ้าน สมมติ ได้ดำเนินการ",
            "เทศบาลเมืองบ้านสมมติได้จัดให้มีมาตรการ สร้างความโปร่งใส",
            "นายกเทศมนตรีเมืองบ้านสมมติ",
            "เทศบาลเมืองบ้านสมตื จึงได้แจ้ง",
            "อำเภอทดลอง จังหวัดตราด",
        ]
    )
    assert reading.name == "เทศบาลเมืองบ้านสมมติ"
    assert reading.type == "ทม."
    assert reading.district == "ทดลอง"
    assert set(reading.variants) == {"เทศบาลเมืองบ้านสมหมุติ", "เทศบาลเมืองบ้านสมตื", "อำเภอทคลอง"}


def test_a_misspelt_kind_is_corrected_and_kept_as_a_variant() -> None:
    reading = read_organisation(["องค์กรบริหารส่วนตาบลบ้านสมมติ", "องค์การบริหารส่วนตำบลบ้านสมมติ", "อบต.บ้านสมมติ"])
    assert reading.name == "องค์การบริหารส่วนตำบลบ้านสมมติ"
    assert reading.type == "อบต."
    assert any(variant.startswith("องค์กร") for variant in reading.variants)


def test_another_organisation_mentioned_in_passing_does_not_win() -> None:
    texts = ["เทศบาลตำบลบ้านสมมติ", "ศึกษาดูงานองค์การบริหารส่วนตำบลไกลโพ้น จังหวัดน่าน", "เทศบาลตำบลบ้านสมมติ อำเภอทดลอง จังหวัดตราด"]
    reading = read_organisation(texts)
    assert (reading.name, reading.province) == ("เทศบาลตำบลบ้านสมมติ", "ตราด")


def test_two_names_with_about_as_many_places_are_a_doubt() -> None:
    reading = read_organisation(["เทศบาลตำบลบ้านสมมติ", "เทศบาลตำบลบ้านทดลอง"])
    assert reading.name == "เทศบาลตำบลบ้านสมมติ"
    assert [(doubt.part, doubt.readings) for doubt in reading.doubts] == [("name", ("เทศบาลตำบลบ้านสมมติ", "เทศบาลตำบลบ้านทดลอง"))]


@pytest.mark.parametrize(
    "text",
    [
        "อำเภอ จังหวัด ที่ได้ดำเนินการ",
        "ระดับอำเภอและจังหวัด",
        "หน่วยงานราชการ จังหวัด อำเภอ ที่ได้ดำเนินการ",
        "องค์การบริหารส่วนจังหวัดน่าน ร่วมงาน",
        "ประชุม อ.ก.พ. และ จ.ส.อ. สมมติ",
    ],
)
def test_generic_words_are_no_district_or_province(text: str) -> None:
    reading = read_organisation(["เทศบาลตำบลบ้านสมมติ", text])
    assert (reading.district, reading.province) == (None, None)


@pytest.mark.parametrize(
    ("text", "district", "province"),
    [
        ("เทศบาลตำบลบ้านสมมติ อำเภอเมืองตราด จังหวัดตราด", "เมืองตราด", "ตราด"),
        ("เทศบาลตำบลบ้านสมมติ อ.เมือง จ.ตราด", "เมืองตราด", "ตราด"),
        ("เทศบาลตำบลบ้านสมมติ อ.เมือง ตราด จ. ตราด", "เมืองตราด", "ตราด"),
        ("เทศบาลตำบลบ้านสมมติ อำเภอทดลอง จังหวัดกาฬสินธ์", "ทดลอง", "กาฬสินธุ์"),
        ("เทศบาลตำบล\nบ้านสมมติ\nอำเภอทดลอง\nจังหวัดสุราษฎร์ธานี", "ทดลอง", "สุราษฎร์ธานี"),
        ("เทศบาลตำบลบ้านสมมติ ตำบลบ้านสมมติ อำเภอทดลอง จังหวัดน่าน 55000", "ทดลอง", "น่าน"),
    ],
)
def test_district_and_province_are_read_as_they_are_officially_named(text: str, district: str, province: str) -> None:
    reading = read_organisation([text])
    assert (reading.name, reading.district, reading.province) == ("เทศบาลตำบลบ้านสมมติ", district, province)


def test_a_province_that_was_corrected_is_a_doubt() -> None:
    assert [doubt.readings for doubt in read_organisation(["อบต.บ้านสมมติ จ.กาฬสินธ์"]).doubts] == [("กาฬสินธุ์", "กาฬสินธ์")]


def test_a_provincial_organisation_lies_in_its_province() -> None:
    reading = read_organisation(["องค์การบริหารส่วนจังหวัดนครพนม"])
    assert (reading.name, reading.type, reading.province) == ("องค์การบริหารส่วนจังหวัดนครพนม", "อบจ.", "นครพนม")


@pytest.mark.parametrize(("text", "short"), [("กรุงเทพมหานคร", "กทม."), ("แผนของเมืองพัทยา", "เมืองพัทยา")])
def test_the_two_special_governments_count_where_no_other_is_named(text: str, short: str) -> None:
    assert read_organisation([text]).type == short
    assert read_organisation([text, "เทศบาลตำบลบ้านสมมติ"]).type == "ทต."


def test_texts_without_an_organisation_give_nothing() -> None:
    assert read_organisation([]).name is None
    reading = read_organisation(["องค์การบริหารส่วนตำบลและส่วนราชการ ต้องดำเนินการ"])
    assert (reading.name, reading.type) == (None, "อบต.")


@given(st.lists(st.text(alphabet="อบต.เทศาลำจังหวัดภสมิ่ 1\n", max_size=40), max_size=5))
def test_no_text_makes_reading_fail(texts: list[str]) -> None:
    reading = read_organisation(texts)
    assert (reading.name is None) or reading.name_as_written


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_known_by_its_name(kind: Kind) -> None:
    assert kind_of(f"{kind.name}บ้านสมมติ") == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [("องค์กรบริหารส่วนตำบลบ้านสมมติ", "องค์การบริหารส่วนตำบล"), ("อบต.บ้านสมมติ", "องค์การบริหารส่วนตำบล"), ("ทน.บ้านสมมติ", "เทศบาลนคร")],
)
def test_kinds_are_known_by_abbreviation_and_though_misspelt(text: str, name: str) -> None:
    kind = kind_of(text)
    assert kind is not None
    assert kind.name == name


def test_other_offices_are_of_no_kind() -> None:
    assert kind_of("กรมตัวอย่าง") is None


def test_there_are_77_provinces() -> None:
    assert len(set(PROVINCES)) == 77


@given(st.sampled_from(PROVINCES), st.data())
def test_a_province_with_a_letter_lost_is_still_the_nearest(province: str, data: st.DataObject) -> None:
    assert nearest_province(f"จังหวัด {province}") == (province, 100)
    if len(province) > 7:
        lost = data.draw(st.integers(min_value=0, max_value=len(province) - 1))
        near = nearest_province(province[:lost] + province[lost + 1 :])
        assert near is not None
        assert near[0] == province


def test_an_empty_text_is_near_no_province() -> None:
    assert nearest_province(" ") is None


def test_a_province_outside_the_77_stays_as_written_with_a_doubt() -> None:
    reading = read_organisation(["องค์การบริหารส่วนตำบลฟ้าจรดดิน", "อำเภอปลายน้ำ จังหวัดเมฆาวารี"])
    assert reading.province == "เมฆาวารี"
    assert any("77 จังหวัด" in doubt.message for doubt in reading.doubts)


def test_a_misread_name_that_ends_in_a_usual_word_is_a_variant() -> None:
    texts = ["องค์การบริหารส่วนตำบลทุ่งดาวเรือง", "ขององค์การบริหารส่วนตำบลทุ่งดาวเรื่อง อำเภอปลายน้ำ", "องค์การบริหารส่วนตำบลทุ่งดาวเรือง ได้จัดทำ"]
    reading = read_organisation(texts)
    assert reading.name == "องค์การบริหารส่วนตำบลทุ่งดาวเรือง"
    assert "องค์การบริหารส่วนตำบลทุ่งดาวเรื่อง" in reading.variants
