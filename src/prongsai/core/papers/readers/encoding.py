"""The bytes of a text file → text: byte order marks, UTF-8, UTF-16, Thai code pages, then anything else a library can name.

Repair of the text itself (decomposed sara am, white space inside words) is not done here.
"""

from __future__ import annotations

import codecs
import re

from prongsai.core.papers.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is a prefix of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(byte for byte in (*range(0x09), *range(0x0E, 0x20), 0x7F) if byte != 0x1B)
_THAI = re.compile("[\u0e01-\u0e3a\u0e3f-\u0e5b]")
_THAI_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_MISPLACED_MARK = re.compile("(?:^|[^\u0e01-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_SAMPLE_BYTES = 200_000


def decode(data: bytes) -> tuple[str, str]:
    """Decode the bytes of a text file; return the text and the name of the encoding found, as Python spells it.

    Tried in this order: byte order mark; UTF-16 without mark; strict UTF-8; UTF-8 with under 1 % broken bytes (these become U+FFFD);
    Windows-874 (the superset of TIS-620) where that gives well-formed Thai; charset-normalizer. Line ends are left as they are, a byte
    order mark is dropped. Raises `UnreadableFile` for no bytes at all and for bytes that are not text.
    """
    if not data.strip(b"\x00 \t\r\n\x1a"):
        raise UnreadableFile(
            "ไฟล์ว่างเปล่า ไม่มีข้อมูลให้อ่าน โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกไฟล์ครบแล้ว",
            "The file is empty: check that it is the right file and was saved completely.",
        )
    found = _by_mark(data) or _utf16_without_mark(data) or _utf8(data) or _thai_code_page(data) or _by_statistics(data)
    if found is None:
        raise not_text()
    return found


def not_text() -> UnreadableFile:
    """The error for bytes that are neither text nor any known kind of file."""
    return UnreadableFile(
        "ไฟล์นี้ไม่ใช่ข้อความและไม่ใช่เอกสารชนิดที่รู้จัก อาจเสียหายหรือดาวน์โหลดมาไม่ครบ โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกเป็น .docx",
        "The file is neither text nor a known kind of document; it may be damaged. Open it in its own program and save it as .docx.",
    )


def _by_mark(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            body = data[len(mark) :] if encoding == "utf-8" else data
            text = body.decode(encoding, errors="replace")
            return (text, encoding) if _is_text(text) else None
    return None


def _utf16_without_mark(data: bytes) -> tuple[str, str] | None:
    """UTF-16 shows by one half of the bytes being nearly only 0x00 (ASCII) and 0x0E (Thai)."""
    if len(data) < 4 or len(data) % 2:
        return None
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = data[start:_SAMPLE_BYTES:2]
        if half.count(0x00) + half.count(0x0E) >= 0.8 * len(half):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if _is_text(text):
                return text, encoding
    return None


def _utf8(data: bytes) -> tuple[str, str] | None:
    if _is_binary(data):
        return None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", errors="replace")
    foreign = sum(1 for character in text if character > "\x7f")
    # Thai in UTF-8 is so regular that a few broken bytes (a cut end, a bad disk) do not put it in doubt.
    return (text, "utf-8") if text.count("\ufffd") <= min(0.1 * foreign, 0.01 * len(text) + 1) else None


def _thai_code_page(data: bytes) -> tuple[str, str] | None:
    if _is_binary(data):
        return None
    text = data.decode("cp874", errors="replace")
    foreign = [character for character in text if character > "\x7f"]
    thai = "".join(character for character in foreign if _THAI.match(character))
    if not foreign or len(thai) < 0.85 * len(foreign):
        return None
    # In real Thai a vowel or tone mark stands on a letter; in another code page read as Thai it stands anywhere.
    marks = len(_THAI_MARK.findall(text))
    return (text, "cp874") if len(_MISPLACED_MARK.findall(text)) <= 0.1 * marks + 1 else None


def _by_statistics(data: bytes) -> tuple[str, str] | None:
    if _is_binary(data):
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is None:
        return None
    text = data.decode(best.encoding, errors="replace")
    return (text, best.encoding) if _is_text(text) else None


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE_BYTES]
    return b"\x00" in sample or len(sample) - len(sample.translate(None, _CONTROLS)) > 0.01 * len(sample)


def _is_text(text: str) -> bool:
    sample = text[:_SAMPLE_BYTES]
    strange = sum(1 for character in sample if character == "\ufffd" or (character < " " and character not in "\t\n\r\f\v\x1b"))
    return strange <= 0.02 * len(sample)
