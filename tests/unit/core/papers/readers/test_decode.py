"""Bytes → text: the encoding is found, and what is no text is refused."""

from __future__ import annotations

import os

import pytest

from prongsai.core.papers.errors import UnreadableFile
from prongsai.core.papers.readers.encoding import decode

THAI = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส\tผู้รับผิดชอบ\r\nสำนักปลัด ๑ ต.ค. ๖๗"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp874", "tis-620"])
def test_thai_text_is_decoded_from_every_encoding_in_use(encoding: str) -> None:
    assert decode(THAI.encode(encoding))[0] == THAI


def test_windows_874_quotes_and_dots_are_kept() -> None:
    text = "โครงการ “ตัวอย่าง” … และ – กิจกรรม"
    assert decode(text.encode("cp874")) == (text, "cp874")


def test_western_text_is_not_taken_for_thai() -> None:
    text = "Les élèves français étaient déjà très occupés à préparer la fête de l'été, où chacun était invité."
    decoded, encoding = decode(text.encode("latin-1"))
    assert encoding != "cp874"
    assert "français" in decoded or "occup\u00e9s" in decoded


def test_utf8_cut_in_the_middle_of_a_character_is_still_read() -> None:
    text, encoding = decode((THAI * 3).encode()[:-1])
    assert encoding == "utf-8"
    assert text.startswith(THAI)


@pytest.mark.parametrize("data", [b"", b"   \r\n", b"\x00" * 1000])
def test_empty_file_is_refused_as_empty(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="ว่างเปล่า"):
        decode(data)


def test_binary_bytes_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="ไม่ใช่ข้อความ"):
        decode(bytes(range(256)) * 40)
    with pytest.raises(UnreadableFile):
        decode(b"\x89" + os.urandom(4000))
