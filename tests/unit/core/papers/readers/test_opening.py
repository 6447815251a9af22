"""The one way in: the kind is told from content, limits hold before anything is read, and bad input ends in a named error."""

from __future__ import annotations

import contextlib
import io
import json
import os
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.core.papers.readers.word_files import p, tbl, tc, texts, tr, with_parts, word_file

from prongsai.core.papers.errors import FileTooLarge, PaperError, UnreadableFile, UnsupportedKind
from prongsai.core.papers.readers import archive
from prongsai.core.papers.readers.limits import Limits, check_image, check_pages, read_bytes
from prongsai.core.papers.readers.opening import open_source, read_source
from prongsai.core.papers.readers.opening_checks import check_text
from prongsai.core.papers.readers.sniff import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def ole(stream: str, flags: int = 0) -> bytes:
    """Enough of an OLE2 file to be told by: header, the head of a Word stream, a directory entry."""
    word = b"\xec\xa5" + bytes(9) + bytes([flags]) + bytes(500)
    entry = (stream + "\x00").encode("utf-16-le")
    header = OLE + bytes(22) + struct.pack("<H", 9) + bytes(16) + struct.pack("<I", 1)
    return header.ljust(512, b"\x00") + word + entry.ljust(4096, b"\x00")


def opendocument(kind: str, **members: bytes) -> bytes:
    return zipped(mimetype=b"application/vnd.oasis.opendocument." + kind.encode(), **members)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"II*\x00", "image"),
        (b"RIFF\x00\x00\x00\x00WEBP", "image"),
        (b"BM\x00\x01\x00\x00\x00\x00\x00\x00", "image"),
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "xls"),
        (opendocument("text"), "odt"),
        (opendocument("spreadsheet"), "ods"),
        ("\ufeff<!DOCTYPE html><html>".encode(), "html"),
        (b"  <!-- x --><HTML><body>", "html"),
        (b"<table>\n<tr><td>a</td></tr>\n</table>\n", "html"),
        ("<p>๑. ก</p>\tข\tค\n<p>๒. ง</p>\tจ\tฉ\n".encode(), "text"),
        ("ลำดับ\tมาตรการ, วิธี\tหน่วย\n1\tก, ข\tค\n".encode(), "text"),
        ("| ก, | ข |\n|--|--|\n| ค, | ง |\n".encode(), "text"),
        ("ก, ข\tค\n1, 2\t3\n4, 5\t6\n".encode(), "text"),
        ("รายงานผล, ฉบับที่ 1\nประจำปี\n".encode(), "text"),
        ("เรียน ก, ข\nเนื้อหา\nเรื่อง ค, ง\nจึงเรียน, มา\nลงชื่อ, วันที่\n".encode(), "text"),
        ("รายงานผล\nประจำปี ๒๕๖๗\n".encode("cp874"), "text"),
        ("ก,ข,ค\n1,2,3\n".encode("cp874"), "csv"),
        ("ก;ข\n1;2\n3;4\n".encode("utf-16"), "csv"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "flat"),
        ("{ไม่ใช่ JSON} แต่เป็นข้อความ".encode(), "text"),
    ],
)
def test_kind_is_told_from_content(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_wrong_ending_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "รายงาน.pdf"
    path.write_bytes(word_file(p("เนื้อหา")))
    source = open_source(path)
    assert (source.kind, texts(source)) == ("docx", ["เนื้อหา"])


def test_thai_single_byte_text_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes("ลำดับ\tมาตรการ\n๑\tจัดทำคู่มือ\n".encode("tis-620"))
    (table,) = open_source(path).tables()
    assert table.rows[1][1] is not None
    assert table.rows[1][1].text == "จัดทำคู่มือ"


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", UnreadableFile, "ว่างเปล่า"),
        (b" \r\n", UnreadableFile, "ว่างเปล่า"),
        (bytes(range(256)) * 50, UnreadableFile, "ไม่ใช่ข้อความ"),
        (b"MZ\x00\x00" + bytes(100), UnreadableFile, "ไม่ใช่เอกสาร"),
        (ole("EncryptedPackage"), UnreadableFile, "รหัสผ่าน"),
        (ole("WordDocument", flags=1), UnreadableFile, "รหัสผ่าน"),
        (opendocument("text", META_INF=b"") + b"", UnsupportedKind, ""),
        (OLE + bytes(100), UnreadableFile, "เสียหาย"),
        (b"PK\x03\x04" + bytes(50), UnreadableFile, "เสียหาย"),
        (zipped(a=b"x"), UnsupportedKind, "แตกไฟล์"),
        (zipped(**{"[Content_Types].xml": b"<a/>", "ppt__presentation.xml": b"<a/>"}), UnsupportedKind, "PowerPoint"),
        (ole("PowerPoint Document"), UnsupportedKind, "PowerPoint"),
        (opendocument("presentation"), UnsupportedKind, "นำเสนอ"),
        (json.dumps({"schema": "prongsai.paper/1"}).encode(), UnsupportedKind, "prongsai write"),
        (b"[1, 2]", UnsupportedKind, "JSON"),
        (b"GIF89a\x00\x00", UnsupportedKind, "GIF"),
        (b"<?xml version='1.0'?><a/>", UnsupportedKind, "XML"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, error: type[PaperError], words: str) -> None:
    if not words:  # an OpenDocument text without its content is told as one; what is missing shows when it is opened
        assert sniff(data) == "odt"
        return
    with pytest.raises(error, match=words) as raised:
        read_source(data, name="paper")
    assert raised.value.english


def test_encrypted_opendocument_is_refused() -> None:
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    with pytest.raises(UnreadableFile, match="รหัสผ่าน"):
        sniff(opendocument("text", **{"META-INF__manifest.xml": manifest}))


def test_truncated_word_file_is_refused_as_damaged() -> None:
    data = word_file(p("เนื้อหา"))
    for length in (len(data) - 1, len(data) - 30, len(data) // 2, 100):
        with pytest.raises(UnreadableFile, match="เสียหาย"):
            read_source(data[:length], name="paper")


def test_member_that_needs_a_password_is_refused() -> None:
    data = bytearray(word_file(p("ก")))
    directory = data.rfind(b"PK\x01\x02")
    while directory >= 0:
        data[directory + 8] |= 1
        directory = data.rfind(b"PK\x01\x02", 0, directory)
    with pytest.raises(UnreadableFile, match="รหัสผ่าน"):
        read_source(bytes(data), name="paper")


def test_zip_bomb_is_refused_by_its_directory() -> None:
    data = with_parts(word_file(p("ก")), {"word/document.xml": b" " * 3_000_000})
    with pytest.raises(FileTooLarge):
        read_source(data, name="paper", limits=Limits(zip_bytes=1_000_000))


def test_directory_that_claims_too_much_is_refused_before_anything_is_inflated() -> None:
    data = with_parts(word_file(p("ก")), {"word/document.xml": b" " * 3_000_000})
    claimed = data.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 600 * 2**20))
    with pytest.raises(FileTooLarge):
        archive.names(claimed)


def test_zip_bomb_is_refused_by_its_ratio() -> None:
    data = with_parts(word_file(p("ก")), {"word/document.xml": b" " * 3_000_000})
    with pytest.raises(FileTooLarge):
        read_source(data, name="paper", limits=Limits(zip_ratio_from_bytes=1_000_000))


def test_zip_bomb_with_a_lying_directory_does_not_fill_memory() -> None:
    size = 60_000_000
    data = bytearray(with_parts(word_file(p("ก")), {"word/document.xml": b" " * size}))
    honest, lie = struct.pack("<I", size), struct.pack("<I", 1000)
    assert data.count(honest) == 2
    lying = bytes(data.replace(honest, lie))
    tracemalloc.start()
    try:
        with pytest.raises(PaperError):
            read_source(lying, name="paper")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_pictures_in_office_files_are_never_unpacked() -> None:
    data = with_parts(word_file(p("เนื้อหา")), {"word/media/image1.png": bytes(5_000_000)})
    assert texts(read_source(data, name="paper", limits=Limits(zip_bytes=1_000_000))) == ["เนื้อหา"]
    assert archive.unpack(data)["word/media/image1.png"] == b""


def test_too_many_members_are_refused() -> None:
    data = zipped(**{f"word__{number}": b"" for number in range(30)}, **{"[Content_Types].xml": b""})
    with pytest.raises(FileTooLarge):
        archive.unpack(data, Limits(zip_members=20))


def test_xml_bombs_of_entities_are_not_expanded() -> None:
    declared = "".join(f'<!ENTITY e{n} "{"&e" + str(n - 1) + ";" if n else "ก"}{"&e" + str(n - 1) + ";" if n else ""}">' for n in range(30))
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    content = f"<!DOCTYPE d [{declared}]><w:document {names}><w:body><w:p><w:r><w:t>&e29;</w:t></w:r></w:p></w:body></w:document>"
    data = with_parts(word_file(p("ก")), {"word/document.xml": content.encode()})
    with contextlib.suppress(UnreadableFile):
        assert sum(map(len, texts(read_source(data, name="paper")))) < 100


def test_deeply_nested_tables_end_in_an_answer() -> None:
    body = p("ใน")
    for _ in range(60):
        body = tbl(tr(tc(body + p("")), tc("x")))
    with contextlib.suppress(UnreadableFile):
        assert read_source(word_file(body), name="paper").kind == "docx"


def test_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(500 * 2**20)  # sparse: no block of it exists
    tracemalloc.start()
    try:
        with pytest.raises(FileTooLarge, match="100 MB"):
            open_source(path)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_missing_file_and_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="ไม่พบไฟล์"):
        read_bytes(tmp_path / "none.docx")
    with pytest.raises(UnreadableFile, match="โฟลเดอร์"):
        read_bytes(tmp_path)


@pytest.mark.parametrize(
    ("line", "count"),
    [("สวัสดี ทดสอบ " * 100, 2_000), ("| ก | ข |" * 60, 7_000), ("ก,ข,ค" * 100, 5_000), ("<html><p>" + "ก" * 2_000_000, 1)],
    ids=["plain", "markdown", "csv", "html"],
)
def test_text_beyond_five_megabytes_is_refused(line: str, count: int) -> None:
    with pytest.raises(FileTooLarge, match="5 MB"):
        read_source(f"{line}\n".encode() * count, name="long.txt")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_text_of_more_lines_than_the_limit_is_refused(end: str) -> None:
    with pytest.raises(FileTooLarge, match="50,000 บรรทัด"):
        read_source(f"ก{end}".encode() * 50_001, name="long.txt")


def test_text_at_its_limits_is_accepted() -> None:
    check_text(b"x\n" * 50_000, "a.txt")
    check_text(b"x" * 5 * 2**20, "a.txt")


def test_pipe_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    with pytest.raises(UnreadableFile, match="ไม่ใช่ไฟล์ธรรมดา"):
        open_source(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", ["", " \r\n"])
def test_byte_order_mark_alone_is_an_empty_file(encoding: str, text: str) -> None:
    with pytest.raises(UnreadableFile, match="ว่างเปล่า"):
        read_source(text.encode(encoding), name="empty.txt")


@pytest.mark.parametrize("head", ["", '<?xml version="1.0"?>\n', "<!-- drawn -->\n<!DOCTYPE svg PUBLIC 'x'>\n"])
def test_drawing_is_refused_as_a_kind_that_no_reader_takes(head: str) -> None:
    with pytest.raises(UnsupportedKind):
        read_source(f'{head}<svg xmlns="http://www.w3.org/2000/svg"><text>ข้อความ</text></svg>'.encode(), name="drawing.svg")


def test_page_that_holds_a_drawing_is_read() -> None:
    source = read_source("<html><body><svg><text>รูป</text></svg><p>ข้อความ</p></body></html>".encode(), name="page.html")
    assert texts(source) == ["ข้อความ"]


def test_limits_of_pages_and_pixels_hold() -> None:
    check_pages(10, Limits(pages=10))
    check_image(10, 10, Limits(image_pixels=100))
    with pytest.raises(FileTooLarge, match="หน้า"):
        check_pages(11, Limits(pages=10))
    with pytest.raises(FileTooLarge, match="dpi"):
        check_image(10, 11, Limits(image_pixels=100))


def answered(data: bytes) -> None:
    """Any bytes give a source or a named error, nothing else."""
    with contextlib.suppress(PaperError):
        read_source(data, name="paper")


STARTS = [b"", b"PK\x03\x04", OLE, b"<html>", b"<p>", b"| a |", b"\xef\xbb\xbf", b"\xff\xfe", b"a,b\n", b"{", "มาตรการ\t".encode()]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(STARTS), st.binary(max_size=400))
def test_any_bytes_give_a_source_or_a_named_error(start: bytes, rest: bytes) -> None:
    # OLE2 is left to the sniffing: what comes after is LibreOffice, tested on real files.
    if start == OLE:
        with contextlib.suppress(PaperError):
            sniff(start + rest)
    else:
        answered(start + rest)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_word_file_with_flipped_bytes_gives_a_source_or_a_named_error(data: st.DataObject) -> None:
    content = bytearray(WORD)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    answered(bytes(content))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_malformed_word_xml_gives_a_source_or_a_named_error(data: st.DataObject) -> None:
    """Tags and values inside the body swapped for others: well-formed XML that Word would never write."""
    body = BODY
    for _ in range(data.draw(st.integers(1, 3))):
        old = data.draw(st.sampled_from(['w:val="1"', 'w:val="restart"', "w:tc>", "w:tr>", "w:p>", "w:pPr>", 'w:val="decimal"']))
        new = data.draw(st.sampled_from(['w:val="-1"', 'w:val="99999999999"', 'w:val="x"', "", "w:sdt>", "w:ins>", "w:tbl>", "w:t>"]))
        if (old.endswith(">") and new.endswith(">")) or (not old.endswith(">") and not new.endswith(">")):
            body = body.replace(old, new)
    with contextlib.suppress(PaperError):
        read_source(word_file(body), name="paper")


BODY = p("ก", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>') + tbl(
    tr(tc("ก", '<w:gridSpan w:val="1"/><w:vMerge w:val="restart"/>'), tc("ข"), properties='<w:gridBefore w:val="1"/>'),
    tr(tc("ค", "<w:vMerge/>"), tc("ง")),
)
WORD = word_file(BODY)
