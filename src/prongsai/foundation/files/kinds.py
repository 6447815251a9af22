"""Which kinds of files are taken: told by their first bytes, never by their name alone."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

import puremagic
from django.utils.translation import gettext as _

_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_TEXTS = {"txt": "text/plain", "md": "text/markdown", "csv": "text/csv", "html": "text/html", "htm": "text/html"}
_OLD_OFFICE = {"doc": "application/msword", "xls": "application/vnd.ms-excel"}

EVIDENCE = frozenset({"application/pdf", *_OFFICE.values(), "image/jpeg", "image/png", "image/webp"})
"""What may prove something: PDF, DOCX, XLSX, PPTX and pictures."""
PAPERS = frozenset(
    {*EVIDENCE, *_TEXTS.values(), *_OLD_OFFICE.values(), "image/tiff", "application/rtf", "application/vnd.oasis.opendocument.text"}
) - {_OFFICE["ppt/presentation.xml"], "image/webp"}
"""What the readers of papers take."""
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
LOGOS = frozenset({"image/jpeg", "image/png", "image/webp"})
SHOWN_IN_PAGE = frozenset({"application/pdf", *PICTURES})
"""What a browser may show instead of saving: nothing that can carry a script."""


class RefusedFile(Exception):
    """A file that is not taken. `str()` says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one place takes: kinds, greatest size, and the words for people ("PDF DOCX …")."""

    media_types: frozenset[str]
    most_bytes: int
    words: str


EVIDENCE_RULE = Rule(EVIDENCE, 20 * 2**20, "PDF DOCX XLSX PPTX JPG PNG WEBP")
PAPER_RULE = Rule(PAPERS, 100 * 2**20, "PDF DOCX DOC ODT RTF XLSX XLS CSV HTML TXT MD JPG PNG TIFF")
LOGO_RULE = Rule(LOGOS, 2 * 2**20, "PNG JPG WEBP")


def sniff(data: bytes, name: str) -> str:
    """The media type of a content; `name` decides only between kinds of text. Unknown contents are application/octet-stream."""
    ending = name.rpartition(".")[2].lower()
    if data.startswith(b"PK"):
        return _inside_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _OLD_OFFICE.get(ending, "application/octet-stream")
    if data.startswith(b"{\\rtf"):
        return "application/rtf"
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return "application/pdf"
    try:
        found = puremagic.magic_string(data[:65_536])
    except (puremagic.PureError, ValueError):
        found = []
    pictures = PICTURES | {"image/tiff"}
    best: str | None = next((match.mime_type for match in found if match.mime_type in pictures and match.confidence >= 0.3), None)
    if best is not None:
        return best
    if ending in _TEXTS and b"\x00" not in data[:65_536]:
        return _TEXTS[ending]
    return "application/octet-stream"


def _inside_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, OSError, ValueError):
        return "application/octet-stream"
    return next((kind for part, kind in _OFFICE.items() if part in names), "application/octet-stream")


def check(data: bytes, name: str, rule: Rule) -> str:
    """The media type of a content that this rule takes. Raises `RefusedFile` with what is wrong and what to do."""
    most_mb = rule.most_bytes // 2**20
    if not data:
        raise RefusedFile(_("ไฟล์ “%(name)s” ว่างเปล่า เลือกไฟล์ใหม่") % {"name": name})
    if len(data) > rule.most_bytes:
        raise RefusedFile(_("ไฟล์ “%(name)s” ใหญ่เกิน %(most)s MB ลดขนาดหรือแบ่งไฟล์ก่อน") % {"name": name, "most": most_mb})
    media_type = sniff(data, name)
    if media_type not in rule.media_types:
        raise RefusedFile(_("ไฟล์ “%(name)s” ไม่ใช่ชนิดที่รับ รับเฉพาะ %(words)s บันทึกเป็นชนิดนี้แล้วลองใหม่") % {"name": name, "words": rule.words})
    return media_type
