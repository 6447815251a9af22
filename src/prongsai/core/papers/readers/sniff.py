"""What kind of file the bytes are, judged by content alone: an ending can be wrong and often is."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter

from prongsai.core.papers.errors import PaperError, UnreadableFile, UnsupportedKind
from prongsai.core.papers.readers import archive
from prongsai.core.papers.readers.encoding import decode

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))
_FOREIGN = (
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"MZ", "exe"),
    (b"\x7fELF", "elf"),
    (b"ID3", "mp3"),
    (b"GIF8", "gif"),
    (b"%!PS", "postscript"),
)
_HTML_START = re.compile(r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_TAG_LINE = re.compile(r"\s*</?[a-z][a-z0-9]*[\s>/]", re.IGNORECASE)
_OFFICE_XML = re.compile(r"<(?:\w+:)?(?:wordDocument|package)\b|<\?mso-application progid=\"Word|<office:document\b")
_SAMPLE_CHARACTERS = 100_000


def sniff(data: bytes) -> str:
    """Tell the kind of a file by its content.

    One of `docx`, `xlsx`, `xls`, `ods`, `doc`, `odt`, `rtf`, `flat` (one-file XML of an office program), `pdf`, `image`, `html`, `csv`,
    `text` (plain text, tab tables, Markdown). Raises `UnsupportedKind` for a known kind that no reader takes (with what to save it as),
    `UnreadableFile` for empty, broken, encrypted or binary content.
    """
    head = data[:1024].lstrip()
    if data.startswith(_ZIPS):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_IMAGES[:4]) or (data[:2] == b"BM" and data[6:10] == b"\x00" * 4) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    for magic, kind in _FOREIGN:
        if data.startswith(magic) and b"\x00" in data[:4096]:
            raise _unsupported(kind)
    return _text_kind(decode(data)[0])


def _zip_kind(data: bytes) -> str:
    members = set(archive.names(data))
    if any(name.endswith("EncryptedPackage") for name in members):
        raise archive.encrypted()
    lowered = {name.lower().replace("\\", "/") for name in members}
    if "[content_types].xml" in lowered:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("visio/", "visio")):
            if any(name.startswith(folder) for name in lowered):
                return kind if kind in {"docx", "xlsx"} else _refuse(kind)
    if "mimetype" in members or "content.xml" in members:
        if b"encryption-data" in archive.read_member(data, "META-INF/manifest.xml"):
            raise archive.encrypted()
        mimetype = archive.read_member(data, "mimetype") if "mimetype" in members else b""
        for word, kind in ((b"text", "odt"), (b"spreadsheet", "ods"), (b"presentation", "odp"), (b"graphics", "odg"), (b"epub", "epub")):
            if word in mimetype.rsplit(b".", 1)[-1] or (word == b"epub" and word in mimetype):
                return kind if kind in {"odt", "ods"} else _refuse(kind)
    return _refuse("zip")


def _ole_kind(data: bytes) -> str:
    # The names of streams stand in the directory, which begins at a sector of 2**9 or 2**12 bytes named in the header.
    sector_bits = int.from_bytes(data[30:32], "little")
    directory = (int.from_bytes(data[48:52], "little") + 1) << sector_bits if sector_bits in (9, 12) else 0

    def position(stream: str) -> int:
        pattern = (stream + "\x00").encode("utf-16-le")
        found = data.find(pattern, directory)
        return found if found >= 0 else data.find(pattern)

    if position("EncryptedPackage") >= 0:
        raise archive.encrypted()
    found = sorted((position(stream), kind) for stream, kind in _OLE_STREAMS if position(stream) >= 0)
    if not found:
        raise archive.broken() if len(data) < 4096 else _unsupported("ole")
    kind = found[0][1]
    # The head of a Word 97 file follows the OLE header; bit 8 of its flags says that a password locks it.
    if kind == "doc" and data[512:514] == b"\xec\xa5" and any(byte & 0x01 for byte in data[0x20B:0x20C]):
        raise archive.encrypted()
    return kind if kind != "ppt" else _refuse("ppt")


def _text_kind(text: str) -> str:
    sample = text[:_SAMPLE_CHARACTERS]
    if sample.lstrip()[:1] in {"{", "["}:
        _refuse_json(text)
    if _OFFICE_XML.search(sample[:2000]):
        return "flat"
    if _HTML_START.match(sample) or _is_mostly_tags(sample):
        return "html"
    if re.match(r"\s*MIME-Version:", sample, re.IGNORECASE):
        raise _unsupported("mhtml")
    if re.match(r"\s*<\?xml", sample):
        raise _unsupported("xml")
    return "csv" if is_csv(sample if len(sample) == len(text) else sample.rpartition("\n")[0]) else "text"


def is_csv(text: str) -> bool:
    """Whether a text is clearly comma or semicolon separated: no tab tables, no Markdown, rows that agree in width."""
    lines = [line for line in text.splitlines() if line.strip()]
    if any("\t" in line.strip() for line in lines) or any(line.lstrip().startswith("|") for line in lines):
        return False
    return any(_agree(text, delimiter) for delimiter in (",", ";"))


def _agree(text: str, delimiter: str) -> bool:
    try:
        rows = [row for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter) if any(field.strip() for field in row)]
    except csv.Error:
        return False
    widths = Counter(len(row) for row in rows)
    if not widths or len(rows) < 2:
        return False
    width, agreeing = max(widths.items(), key=lambda item: (item[1], item[0]))
    # Two columns may be chance (prose with one comma in each line): then all lines must agree, and there must be a few.
    needed = len(rows) if width == 2 else 0.8 * len(rows)
    return width >= 2 and agreeing >= max(needed, 3 if width == 2 else 2)


def _is_mostly_tags(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or not _TAG_LINE.match(lines[0]) or sum("\t" in line.strip() for line in lines) > 1:
        return False
    return sum(1 for line in lines if _TAG_LINE.match(line) or line.rstrip().endswith(">")) >= 0.7 * len(lines)


def _refuse_json(text: str) -> None:
    """Refuse JSON; return where it only looks like it."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(value, dict) and str(value.get("schema", "")).startswith("prongsai.paper/"):
        raise UnsupportedKind(
            "ไฟล์นี้เป็นข้อมูล JSON ของ Prongsai ที่อ่านแล้ว ไม่ต้องอ่านซ้ำ ใช้คำสั่ง prongsai write เพื่อพิมพ์เป็นเอกสาร",
            "This is a paper that was read already (JSON): use “prongsai write” to print it.",
        )
    raise UnsupportedKind(
        "ไฟล์ JSON นี้ไม่ใช่เอกสาร โปรดใช้ไฟล์ Word, PDF, Excel, ข้อความ หรือภาพสแกน",
        "This JSON file is not a document: use a Word, PDF, Excel or text file, or a scan.",
    )


def _refuse(kind: str) -> str:
    raise _unsupported(kind)


def _unsupported(kind: str) -> PaperError:
    if kind in {"exe", "elf", "mp3"}:
        return UnreadableFile("ไฟล์นี้ไม่ใช่เอกสาร โปรดตรวจว่าเลือกไฟล์ถูก", "This file is not a document: check that you chose the right one.")
    thai, english = {
        "pptx": ("ไฟล์ PowerPoint", "PowerPoint file"),
        "ppt": ("ไฟล์ PowerPoint", "PowerPoint file"),
        "odp": ("ไฟล์งานนำเสนอ", "presentation"),
        "zip": ("ไฟล์บีบอัด (zip)", "zip archive"),
        "gzip": ("ไฟล์บีบอัด (gzip)", "gzip archive"),
        "7z": ("ไฟล์บีบอัด (7z)", "7z archive"),
        "rar": ("ไฟล์บีบอัด (rar)", "rar archive"),
        "gif": ("ภาพ GIF", "GIF picture"),
        "mhtml": ("หน้าเว็บแบบไฟล์เดียว (MHTML)", "single-file web page (MHTML)"),
        "xml": ("ไฟล์ XML", "XML file"),
    }.get(kind, ("ไฟล์ชนิดนี้", "kind of file"))
    if kind in {"zip", "gzip", "7z", "rar"}:
        return UnsupportedKind(
            f"ยังอ่าน{thai}ไม่ได้ โปรดแตกไฟล์ก่อน แล้วเลือกเอกสารข้างใน", f"No reader takes a {english}: unpack it and choose the document."
        )
    return UnsupportedKind(
        f"ยังอ่าน{thai}ไม่ได้ โปรดเปิดแล้วบันทึกเป็น .docx หรือ .pdf", f"No reader takes this {english}: open it and save it as .docx or .pdf."
    )
