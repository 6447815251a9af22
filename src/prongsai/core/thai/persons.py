"""Titles before names of persons and the posts that officers of local governments hold."""

from __future__ import annotations

import re
import unicodedata

_RANKS = (
    "พล.อ.", "พล.ท.", "พล.ต.", "พล.ต.อ.", "พล.ต.ท.", "พล.ต.ต.", "พ.อ.", "พ.ท.", "พ.ต.", "พ.ต.อ.", "พ.ต.ท.", "พ.ต.ต.", "ร.อ.", "ร.ท.", "ร.ต.",
    "ร.ต.อ.", "ร.ต.ท.", "ร.ต.ต.", "จ.ส.อ.", "จ.ส.ท.", "จ.ส.ต.", "ส.อ.", "ส.ท.", "ส.ต.", "ส.ต.อ.", "ส.ต.ท.", "ส.ต.ต.", "พ.อ.อ.", "พ.อ.ท.", "พ.อ.ต.",
    "พ.จ.อ.", "พ.จ.ท.", "พ.จ.ต.", "จ.อ.", "จ.ท.", "จ.ต.", "จ.อ.ร.", "ด.ต.", "น.อ.", "น.ท.", "น.ต.", "ว่าที่ร.ต.", "ว่าที่ร.ท.", "ว่าที่ร.อ.", "ว่าที่พ.ต.",
    "อส.", "ม.ร.ว.", "ม.ล.", "ม.จ.",
)  # fmt: skip
_FULL_RANKS = (
    "พลเอก", "พลโท", "พลตรี", "พลตำรวจเอก", "พลตำรวจโท", "พลตำรวจตรี", "พันเอก", "พันโท", "พันตรี", "พันตำรวจเอก", "พันตำรวจโท", "พันตำรวจตรี",
    "ร้อยเอก", "ร้อยโท", "ร้อยตรี", "ร้อยตำรวจเอก", "ร้อยตำรวจโท", "ร้อยตำรวจตรี", "ว่าที่ร้อยเอก", "ว่าที่ร้อยโท", "ว่าที่ร้อยตรี", "ว่าที่พันตรี",
    "จ่าสิบเอก", "จ่าสิบโท", "จ่าสิบตรี", "สิบเอก", "สิบโท", "สิบตรี", "สิบตำรวจเอก", "สิบตำรวจโท", "สิบตำรวจตรี", "ดาบตำรวจ", "จ่าเอก", "จ่าโท", "จ่าตรี",
    "พันจ่าเอก", "พันจ่าโท", "พันจ่าตรี", "พันจ่าอากาศเอก", "พันจ่าอากาศโท", "พันจ่าอากาศตรี", "เรืออากาศเอก", "เรืออากาศโท", "เรืออากาศตรี", "เรือเอก", "เรือโท", "เรือตรี",
)  # fmt: skip
_STUDIED = ("ดร.", "ผศ.", "รศ.", "ศ.", "ผศ.ดร.", "รศ.ดร.", "นพ.", "พญ.", "ทพ.", "ทพญ.", "ภก.", "ภญ.", "สพ.ญ.", "น.สพ.")
_CIVIL = ("นางสาว", "น.ส.", "นาย", "นาง", "นส.", "คุณ", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ.")

TITLES: tuple[str, ...] = tuple(sorted({*_CIVIL, *_RANKS, *_FULL_RANKS, *_STUDIED}, key=len, reverse=True))

POSITIONS: tuple[str, ...] = (
    "นายก", "รองนายก", "ปลัด", "รองปลัด", "ที่ปรึกษานายก", "เลขานุการนายก", "ประธานสภา", "รองประธานสภา", "เลขานุการสภา", "สมาชิกสภา", "ผู้ใหญ่บ้าน", "กำนัน",
    "หัวหน้าสำนัก", "หัวหน้าสำนักงาน", "หัวหน้าส่วน", "หัวหน้าฝ่าย", "หัวหน้างาน", "หัวหน้าหน่วย", "หัวหน้ากลุ่ม", "หัวหน้ากอง", "ผู้อำนวยการ", "รองผู้อำนวยการ", "ผอ.",
    "ผู้ช่วย", "ผู้จัดการ", "รักษาราชการแทน", "รักษาการ", "ปฏิบัติหน้าที่", "ปฏิบัติราชการแทน", "ผู้บริหาร", "ประธานกรรมการ", "กรรมการ", "เลขานุการ", "ผู้จัดทำ", "ผู้รายงาน",
    "นิติกร", "นักวิเคราะห์นโยบายและแผน", "นักทรัพยากรบุคคล", "นักจัดการงานทั่วไป", "นักพัฒนาชุมชน", "นักวิชาการ", "นักบริหาร", "นักประชาสัมพันธ์", "นักสันทนาการ",
    "นักสังคมสงเคราะห์", "นักป้องกันและบรรเทาสาธารณภัย", "นักผังเมือง", "นักจัดการงานทะเบียนและบัตร", "นักจัดการงานเทศกิจ", "เจ้าพนักงาน", "เจ้าหน้าที่", "บุคลากร",
    "วิศวกร", "สถาปนิก", "นายช่าง", "ครู", "พยาบาล", "พนักงาน", "ลูกจ้าง", "สารวัตร", "หัวหน้าพนักงาน", "บรรณารักษ์", "นายแพทย์", "สัตวแพทย์",
)  # fmt: skip

_OFFICES = (
    "กองค์การ",
    "กเทศมนตรี",
    "กเทศบาล",
    "กอบต",
    "กอบจ",
    "กเมือง",
    "กองค์กร",
    "กสมาคม",
    "กสภา",
    "กฯ",
    "กรัฐมนตรี",
    "กกิ่งกาชาด",
    "ช่าง",
    "แพทย์",
    "ทะเบียน",
    "อำเภอ",
    "กอง",
    "กสมาชิก",
)
_NAME = re.compile(r"[ก-ฮเ-ไ][ก-๎]+(?:\s+[ก-๎]+){0,4}\s*")
_SIGNED = re.compile(r"^\s*(?:\(?ลง(?:ชื่อ|นาม)\)?|ชื่อ)?[\s.…·_:-]*")
_BRACKET_PAIRS = {"(": ")", "[": "]", "（": "）", "{": "}"}
_TITLE = re.compile(
    "|".join(r"\s*".join(map(re.escape, title)) if "." in title or title.startswith("ว่าที่") else re.escape(title) for title in TITLES)
)
_DOTS = re.compile(r"[.…·_\s]{3,}")


def strip_brackets(text: str) -> str:
    """Return the text without surrounding white space and the brackets that enclose all of it; a lone bracket at an edge goes too."""
    current = text.strip()
    while current:
        inner = current
        if inner[0] in _BRACKET_PAIRS and _BRACKET_PAIRS[inner[0]] not in inner[:-1]:
            inner = inner[1:].removesuffix(_BRACKET_PAIRS[inner[0]])
        elif inner[-1] in _BRACKET_PAIRS.values() and not any(opening in inner for opening in _BRACKET_PAIRS):
            inner = inner[:-1]
        inner = inner.strip()
        if inner == current:
            break
        current = inner
    return current


def looks_like_person(text: str) -> bool:
    """Whether a text is the name of a person: a title and one to five words, nothing else. Brackets and a leading "(ลงชื่อ) ……" do not matter."""
    name = _bare(text)
    title = _TITLE.match(name)
    if title is None or looks_like_position(name):
        return False
    rest = name[title.end() :].strip()
    while (further := _TITLE.match(rest)) and "." in further[0]:
        rest = rest[further.end() :].strip()
    return len(rest) <= 60 and _NAME.fullmatch(rest) is not None


def looks_like_position(text: str) -> bool:
    """Whether a text begins with a post that officers hold (นิติกร, หัวหน้าสำนักปลัด, ปลัดเทศบาล …); "นายก" counts only before an office."""
    post = _bare(text)
    if not post or len(post) > 160:
        return False
    if post.startswith("นายก") or post.startswith("นายแพทย์"):
        return post.removeprefix("นาย") in ("ก", "แพทย์") or post.removeprefix("นาย").replace(" ", "").startswith(_OFFICES)
    return post.startswith(POSITIONS)


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFC", text)
    plain = _DOTS.sub(" ", _SIGNED.sub("", plain))
    return re.sub(r"\s+", " ", strip_brackets(plain)).strip()
