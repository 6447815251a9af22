"""Word files (.docx, .docm, .dotx) → blocks. The package is opened and its body walked here, not what a paragraph or table holds."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from prongsai.core.papers.blocks import Block, Heading, Line, Notice, PageBreak, Paragraph, Place, Source
from prongsai.core.papers.errors import PaperError
from prongsai.core.papers.readers import archive
from prongsai.core.papers.readers.docx_numbering import Numbering
from prongsai.core.papers.readers.docx_paragraphs import ParagraphReader, ReadParagraph, cells_of, rows_of
from prongsai.core.papers.readers.docx_styles import Styles
from prongsai.core.papers.readers.docx_tables import is_layout, read_rows
from prongsai.core.papers.readers.grid import build_table
from prongsai.core.papers.readers.limits import DEFAULT, Limits, check_cells
from prongsai.core.papers.readers.ooxml import tag, w

if TYPE_CHECKING:
    from lxml.etree import _Element

Progress = Callable[[int, int], None]

EMBEDDED_ROOT = "{urn:prongsai:paper:1}paper"
_MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAIN_TYPES = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?|[\w.-]+\.template)\.main\+xml"
)
# Word's "Strict" files differ in their namespaces only.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
)


def read_docx(data: bytes, *, name: str, use_embedded: bool = True, progress: Progress | None = None, limits: Limits = DEFAULT) -> Source:
    """Read a Word file.

    Markers of automatic lists stand in the text, inserted text is kept and deleted text dropped (notice `tracked_changes`), footnotes
    follow at the end, text boxes after the paragraph that holds them, tables inside cells as lines of the cell unless the outer table
    only lays out the page. `Place.page` is given only where Word left reliable page marks. Raises `UnreadableFile` for a broken or
    encrypted file, `FileTooLarge` beyond the limits.
    """
    document = _open(data, limits)
    body = document.element.body
    check_cells(sum(1 for _ in body.iter(w("tc"))), limits)
    try:
        walker = _Walker(document, limits)
        walker.run(body, progress)
        embedded = _embedded(document, walker) if use_embedded else None
    except RecursionError:
        raise archive.broken() from None
    return Source("docx", tuple(walker.blocks), walker.pages, embedded, tuple(walker.notices))


def _open(data: bytes, limits: Limits) -> Any:
    import docx

    members = archive.unpack(data, limits)
    for name, content in members.items():
        if name.endswith((".xml", ".rels")):
            if len(content) > limits.xml_part_bytes:
                raise archive.too_large(limits.xml_part_bytes)
            for strict, usual in _STRICT if b"purl.oclc.org" in content else ():
                content = content.replace(strict, usual)
            members[name] = _OTHER_MAIN_TYPES.sub(_MAIN_TYPE, content) if name == "[Content_Types].xml" else content
    try:
        document = docx.Document(io.BytesIO(archive.pack(members)))
        if document.element.body is None:
            raise archive.broken()
    except PaperError:
        raise
    except Exception:  # the library raises whatever it stumbles over: KeyError, ValueError, XMLSyntaxError, AttributeError …
        raise archive.broken() from None
    return document


class _Walker:
    """One walk through a document, blocks and notices adding up."""

    def __init__(self, document: Any, limits: Limits) -> None:
        self._document = document
        self._limits = limits
        self._parts = {kind: _related(document, kind) for kind in ("styles", "numbering", "footnotes", "endnotes", "header", "footer")}
        self._reader = ParagraphReader(Styles(self._root("styles")), Numbering(self._root("numbering")))
        self._tables = 0
        self.pages: int | None = None
        self.blocks: list[Block] = []
        self.notices: list[Notice] = []

    def run(self, body: _Element, progress: Progress | None) -> None:
        self.pages = _trusted_pages(self._document, body)
        total = len(body)
        for done, part in enumerate(self._reader.parts(body), 1):
            self._take(part)
            if progress is not None and done % 20 == 0:
                progress(min(done, total), total)
        while self.blocks and isinstance(self.blocks[-1], PageBreak):
            self.blocks.pop()
        self._take_notes()
        self._report(body)
        if progress is not None:
            progress(total, total)

    def _root(self, kind: str) -> _Element | None:
        return next(iter(self._parts[kind]), None)

    def _place(self, table: int | None = None) -> Place:
        return Place(page=self._reader.page if self.pages else None, table=table)

    def _take(self, part: ReadParagraph | _Element) -> None:
        if isinstance(part, ReadParagraph):
            self._take_paragraph(part)
        elif tag(part) == "altChunk":
            self._notice("embedded_part_not_read", "ไฟล์มีส่วนที่แทรกมาจากไฟล์อื่นซึ่งอ่านไม่ได้ โปรดเปิดด้วย Word แล้วบันทึกใหม่ก่อนอ่าน")
        elif is_layout(part):
            self._take_layout(part)
        else:
            place = self._place(self._tables + 1)
            rows = read_rows(part, self._reader, self._limits)
            if any(cell.lines for row in rows for cell in row):
                self._tables += 1
                self.blocks.append(build_table(rows, place))

    def _take_all(self, container: _Element) -> None:
        for part in self._reader.parts(container):
            self._take(part)

    def _take_layout(self, table: _Element) -> None:
        """The cells one after the other; of the page marks in the cells of one row those of the cell with most of them count."""
        for row in rows_of(table):
            first = last = self._reader.page
            for cell in cells_of(row):
                self._reader.page = first
                self._take_all(cell)
                last = max(last, self._reader.page)
            self._reader.page = last

    def _take_paragraph(self, paragraph: ReadParagraph) -> None:
        properties = paragraph.properties
        if properties.begins_page:
            self._break_page()
        for at, lines in enumerate(paragraph.pages):
            if at:
                self._break_page()
            if lines and properties.heading:
                self.blocks.append(Heading("\n".join(line.text for line in lines), properties.heading, self._place()))
            elif lines:
                self.blocks.append(Paragraph(lines, self._place(), bool(properties.is_centred), paragraph.is_bold))
        for box in paragraph.boxes:
            self._take_all(box)
        if paragraph.ends_section:
            self._break_page()

    def _break_page(self) -> None:
        if self.blocks and not isinstance(self.blocks[-1], PageBreak):
            self.blocks.append(PageBreak(self._place()))

    def _take_notes(self) -> None:
        """Footnotes and endnotes, in the order of their references, as paragraphs after everything else."""
        for count, (kind, note_id) in enumerate(tuple(self._reader.inline.findings.notes), 1):
            root = self._root(kind + "s")
            for note in root.findall(w(kind)) if root is not None else ():
                if note.get(w("id")) == note_id and (lines := self._reader.cell_lines(note)):
                    first = Line(f"{count} {lines[0].text}")
                    self.blocks.append(Paragraph((first, *lines[1:]), Place()))

    def _report(self, body: _Element) -> None:
        findings = self._reader.inline.findings
        if findings.has_changes:
            self._notice("tracked_changes", "ไฟล์มีการติดตามการแก้ไข (Track Changes) ที่ยังไม่ยอมรับ จึงอ่านตามฉบับที่แก้แล้ว โปรดตรวจข้อความอีกครั้ง")
        if findings.has_hidden:
            self._notice("hidden_text", "ไฟล์มีข้อความที่ซ่อนไว้ ซึ่งไม่ได้อ่าน โปรดตรวจว่าไม่มีเนื้อหาที่ต้องใช้")
        seen = _squeezed("".join(text.text or "" for text in body.iter(w("t"))))
        for kind in ("header", "footer"):
            for root in self._parts[kind]:
                text = " ".join(line.text for line in self._reader.cell_lines(root))
                squeezed = _squeezed(text)
                if re.search(r"[^\W\d_]{3}", squeezed) and squeezed not in seen:
                    seen += squeezed
                    self._notice(f"{kind}_text", f"ข้อความที่{'หัว' if kind == 'header' else 'ท้าย'}กระดาษไม่ได้นำมาอ่าน: {text[:200]}")

    def _notice(self, code: str, message: str) -> None:
        if not any(notice.code == code and notice.message == message for notice in self.notices):
            self.notices.append(Notice(self._place(), code, message))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _related(document: Any, kind: str) -> list[_Element]:
    """The roots of the document's parts of one kind; parts that are not XML are left out."""
    return list(_parsed(rel.target_part for rel in document.part.rels.values() if not rel.is_external and rel.reltype.endswith("/" + kind)))


def _parsed(parts: Iterator[Any]) -> Iterator[_Element]:
    from docx.oxml.parser import parse_xml
    from lxml.etree import XMLSyntaxError

    for part in parts:
        try:
            yield part.element if hasattr(part, "element") else parse_xml(part.blob)
        except XMLSyntaxError:
            continue


def _trusted_pages(document: Any, body: _Element) -> int | None:
    """The number of pages, where the page marks in the text agree with the number that Word noted; None where they do not."""
    in_rows: dict[_Element, Counter[_Element]] = {}
    marks = 0
    for mark in body.iter(w("lastRenderedPageBreak")):
        cells = list(mark.iterancestors(w("tc")))
        row = next(cells[-1].iterancestors(w("tr")), None) if cells else None
        if row is None:
            marks += 1
        else:
            in_rows.setdefault(row, Counter())[cells[-1]] += 1
    marks += sum(max(counts.values()) for counts in in_rows.values())
    noted = next((part.blob for part in document.part.package.iter_parts() if str(part.partname) == "/docProps/app.xml"), b"")
    found = re.search(rb"<(?:\w+:)?Pages>(\d{1,6})<", noted)
    return marks + 1 if found and marks and int(found[1]) == marks + 1 else None


def _embedded(document: Any, walker: _Walker) -> dict[str, object] | None:
    """The paper's JSON carried in a custom part, as Prongsai writes it; None where there is none."""
    candidates = (part for part in document.part.package.iter_parts() if str(part.partname).startswith("/customXml/item"))
    for root in _parsed(candidates):
        if root.tag != EMBEDDED_ROOT:
            continue
        try:
            value = json.loads("".join(str(text) for text in root.itertext()))
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            return value
        walker.notices.append(Notice(Place(), "embedded_broken", "ข้อมูล JSON ที่ฝังมากับไฟล์เสียหาย จึงอ่านจากข้อความที่เห็นแทน"))
    return None
