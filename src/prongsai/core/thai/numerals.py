"""Thai and Arabic digits, numbers and sums of money as papers write them, and money in words."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
ARABIC_DIGITS = "0123456789"

_TO_ARABIC = str.maketrans(THAI_DIGITS, ARABIC_DIGITS)
_TO_THAI = str.maketrans(ARABIC_DIGITS, THAI_DIGITS)

_NUMBER = r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_WHOLE_NUMBER = re.compile(rf"({_NUMBER})\s*(?:\.?\s*[-–—]+)?")
_AMOUNT = re.compile(rf"(?<![\d.,])({_NUMBER})\s*(?:\.?\s*[-–—=]+)?\s*(แสน|ล้าน|หมื่น|พัน)?\s*(?:บาท|฿)(?:\s*(\d{{1,2}})\s*สตางค์)?")
_DASHED_AMOUNT = re.compile(rf"(?<![\d.,])({_NUMBER})\s*\.\s*[-–—=]+")
_LABELLED = re.compile(rf"(?:งบประมาณ|จำนวน|รวม|ทั้งสิ้น|ตั้งไว้|เป็นเงิน|วงเงิน|\s|:|=)*({_NUMBER})\s*")
_TOTAL = re.compile(r"รวม|ทั้งสิ้น")
_NONE = re.compile(
    r"ไม่\s*(?:ได้|ต้อง|มีการ|ขอ)?\s*(?:ใช้|มี|เสีย|เบิก|ตั้ง|ขอรับ|ของ?ตั้ง)\s*(?:จ่าย)?\s*(?:งบ|เงิน|ค่าใช้จ่าย)"
    r"|^\s*ไม่(?:มี|ใช้|ได้ใช้)\s*$|^\s*[-–—]+\s*$|ปราศจากค่าใช้จ่าย"
)
_SCALE = {"พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}

_DIGIT_WORDS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACE_WORDS = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")


def to_arabic_digits(text: str) -> str:
    """Write Thai digits as Arabic ones; the length of the text stays, so positions hold."""
    return text.translate(_TO_ARABIC)


def to_thai_digits(text: str) -> str:
    """Write Arabic digits as Thai ones; the length of the text stays."""
    return text.translate(_TO_THAI)


def parse_number(text: str) -> Decimal | None:
    """Read a text that is one number in either digit system: "๑,๒๓๔.๕๐", "30,000.-", "-5". None where it is anything else."""
    found = _WHOLE_NUMBER.fullmatch(to_arabic_digits(text).strip())
    return _decimal(found[1]) if found else None


def parse_baht(text: str) -> Decimal | None:
    """Read a sum of money in baht: the amount before บาท (or ".-"), the total where several are given, else the first.

    Wordings that say that no money is used ("ไม่ใช้งบประมาณ", "ไม่มี", "-") are 0; a text without an amount is None. A bare number counts only
    where nothing but a label such as งบประมาณ or จำนวน stands before it, so that a year is not taken for money.
    """
    plain = to_arabic_digits(text)
    amounts = list(_AMOUNT.finditer(plain))
    if amounts:
        totals = [amount for amount in amounts if _TOTAL.search(plain[max(0, amount.start() - 20) : amount.start()])]
        return _amount((totals or amounts)[0])
    dashed = _DASHED_AMOUNT.search(plain)
    if dashed:
        return _decimal(dashed[1])
    if _NONE.search(plain):
        return Decimal(0)
    labelled = _LABELLED.fullmatch(plain)
    return _decimal(labelled[1]) if labelled else None


def baht_text(amount: Decimal) -> str:
    """Write a sum of money in words: 121.50 → "หนึ่งร้อยยี่สิบเอ็ดบาทห้าสิบสตางค์", 0 → "ศูนย์บาทถ้วน", negative sums begin with ลบ.

    Rounded half up to whole satang. A final one after a higher digit reads เอ็ด; above a million ล้าน repeats (10¹² = หนึ่งล้านล้าน).
    """
    rounded = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    satang_total = int(abs(rounded).scaleb(2))
    baht, satang = divmod(satang_total, 100)
    sign = "ลบ" if rounded < 0 else ""
    if satang == 0:
        return f"{sign}{_in_words(baht)}บาทถ้วน"
    whole = f"{_in_words(baht)}บาท" if baht else ""
    return f"{sign}{whole}{_in_words(satang)}สตางค์"


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").replace("−", "-"))


def _amount(found: re.Match[str]) -> Decimal:
    value = _decimal(found[1]) * _SCALE.get(found[2] or "", 1)
    return value + (Decimal(found[3]) / 100 if found[3] else 0)


def _in_words(number: int) -> str:
    if number == 0:
        return "ศูนย์"
    millions, rest = divmod(number, 1_000_000)
    head = f"{_in_words(millions)}ล้าน" if millions else ""
    return head + _below_a_million(rest, has_higher=bool(millions))


def _below_a_million(number: int, *, has_higher: bool) -> str:
    words: list[str] = []
    digits = [int(digit) for digit in str(number)]
    for index, digit in enumerate(digits):
        place = len(digits) - 1 - index
        if digit == 0:
            continue
        if place == 1 and digit == 1:
            words.append("สิบ")
        elif place == 1 and digit == 2:
            words.append("ยี่สิบ")
        elif place == 0 and digit == 1 and (len(digits) > 1 or has_higher):
            words.append("เอ็ด")
        else:
            words.append(_DIGIT_WORDS[digit] + _PLACE_WORDS[place])
    return "".join(words)
