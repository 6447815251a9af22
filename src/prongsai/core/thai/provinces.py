"""The 77 provinces of Thailand (Bangkok included) and reading their names though misspelt."""

from __future__ import annotations

from functools import cache

from prongsai.core.thai.repair import squash

PROVINCES: tuple[str, ...] = (
    "กรุงเทพมหานคร", "กระบี่", "กาญจนบุรี", "กาฬสินธุ์", "กำแพงเพชร", "ขอนแก่น", "จันทบุรี", "ฉะเชิงเทรา", "ชลบุรี", "ชัยนาท",
    "ชัยภูมิ", "ชุมพร", "เชียงราย", "เชียงใหม่", "ตรัง", "ตราด", "ตาก", "นครนายก", "นครปฐม", "นครพนม",
    "นครราชสีมา", "นครศรีธรรมราช", "นครสวรรค์", "นนทบุรี", "นราธิวาส", "น่าน", "บึงกาฬ", "บุรีรัมย์", "ปทุมธานี", "ประจวบคีรีขันธ์",
    "ปราจีนบุรี", "ปัตตานี", "พระนครศรีอยุธยา", "พะเยา", "พังงา", "พัทลุง", "พิจิตร", "พิษณุโลก", "เพชรบุรี", "เพชรบูรณ์",
    "แพร่", "ภูเก็ต", "มหาสารคาม", "มุกดาหาร", "แม่ฮ่องสอน", "ยโสธร", "ยะลา", "ร้อยเอ็ด", "ระนอง", "ระยอง",
    "ราชบุรี", "ลพบุรี", "ลำปาง", "ลำพูน", "เลย", "ศรีสะเกษ", "สกลนคร", "สงขลา", "สตูล", "สมุทรปราการ",
    "สมุทรสงคราม", "สมุทรสาคร", "สระแก้ว", "สระบุรี", "สิงห์บุรี", "สุโขทัย", "สุพรรณบุรี", "สุราษฎร์ธานี", "สุรินทร์", "หนองคาย",
    "หนองบัวลำภู", "อ่างทอง", "อำนาจเจริญ", "อุดรธานี", "อุตรดิตถ์", "อุทัยธานี", "อุบลราชธานี",
)  # fmt: skip

_SHORT_FORMS = {"กรุงเทพฯ": "กรุงเทพมหานคร", "กรุงเทพ": "กรุงเทพมหานคร", "กทม.": "กรุงเทพมหานคร", "อยุธยา": "พระนครศรีอยุธยา", "โคราช": "นครราชสีมา"}


@cache
def nearest_province(text: str) -> tuple[str, int] | None:
    """Return the province whose name is nearest to a text (without จังหวัด) and how alike they are, 0 to 100; None for an empty text.

    100 means the same but for white space. Below about 80 the text is hardly that province.
    """
    from rapidfuzz import fuzz, process

    name = squash(text).removeprefix("จังหวัด").removeprefix("จ.")
    if not name:
        return None
    name = _SHORT_FORMS.get(name, name)
    province, score, _ = process.extractOne(name, PROVINCES, scorer=fuzz.ratio)
    return province, int(score)


@cache
def province_at_start(text: str) -> str | None:
    """Return the province with whose name a text without white space begins, the longest if several; None where none does."""
    matching = [province for province in PROVINCES if text.startswith(province)]
    if matching:
        return max(matching, key=len)
    short = [province for form, province in _SHORT_FORMS.items() if text.startswith(form)]
    return short[0] if short else None
