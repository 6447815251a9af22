"""Sheet → DOCX that an officer can edit in Word or LibreOffice: real styles, headings, repeated header rows, a contents field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prongsai.core.papers.writers import docx_package
from prongsai.core.papers.writers.docx_contents import anchor, contents
from prongsai.core.papers.writers.docx_styles import NAMESPACE, RELATIONS, TWIPS_PER_CM, settings_xml, styles_xml
from prongsai.core.papers.writers.docx_table import table
from prongsai.core.papers.writers.docx_text import FIRST_LINE, field, items, paragraph, run
from prongsai.core.papers.writers.sheet import (
    Contents,
    Cover,
    Heading,
    ItemList,
    MemoHead,
    Paragraph,
    Sheet,
    Signatures,
    Table,
)
from prongsai.core.papers.writers.walk import BlockPrinter
from prongsai.core.papers.writers.wording import MEMO_TITLE, memo_lines, opinion_line, printable, signature_lines

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

A4_TWIPS = (11906, 16838)
MARGIN_CM = {"top": 2.5, "right": 2.0, "bottom": 2.0, "left": 3.0}
COVER_TOP = 4200
LIST_TWIPS = 700
PROPERTY_LETTERS = 255  # the longest that Word and python-docx accept


def print_docx(sheet: Sheet, *, embedded: dict[str, object] | None) -> bytes:
    """Print a sheet as a DOCX file.

    `embedded` is the paper's JSON object, carried in a custom XML part (root `paper` in `urn:prongsai:paper:1`); None leaves the part out.
    The same input gives the same bytes: the file tells no time of writing.
    """
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    docx_package.drop_template_parts(document)
    docx_package.embed_font(document)
    text_width = _page_width(sheet) - _twips("left") - _twips("right")
    has_contents = any(isinstance(block, Contents) for block in sheet.blocks)
    _replace(document.styles.element, styles_xml(text_width))
    _replace(document.settings.element, settings_xml(updates_fields=has_contents))
    body = _Body(sheet, text_width, header=_page_number_header(document, sheet.digits))
    element = document.element.body
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(f'<w:body xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONS}">{body.xml()}</w:body>')):
        element.append(child)
    _describe(document, sheet)
    if embedded is not None:
        docx_package.embed(document, embedded)
    return docx_package.save(document)


def _replace(element: object, children: str) -> None:
    from docx.oxml import parse_xml

    for child in list(element):  # type: ignore[call-overload]
        element.remove(child)  # type: ignore[attr-defined]
    for child in list(parse_xml(f'<w:x xmlns:w="{NAMESPACE}">{children}</w:x>')):
        element.append(child)  # type: ignore[attr-defined]


def _page_number_header(document: WordDocument, digits: str) -> str:
    """Make the header part with the page number and give its relation id."""
    from docx.oxml import parse_xml

    part, identifier = document.part.add_header_part()  # type: ignore[no-untyped-call]
    header = part.element
    for child in list(header):
        header.remove(child)
    number = field("PAGE", "")
    header.append(parse_xml(f'<w:x xmlns:w="{NAMESPACE}">{paragraph(number, "Header")}</w:x>')[0])
    return str(identifier)


def _describe(document: WordDocument, sheet: Sheet) -> None:
    properties = document.core_properties
    title, author = printable(sheet.title)[:PROPERTY_LETTERS], printable(sheet.author)[:PROPERTY_LETTERS]
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.language, properties.comments = "th-TH", ""
    element = properties._element
    for child in list(element):
        if child.tag.endswith(("}created", "}modified", "}revision", "}description")):
            element.remove(child)


def _twips(side: str) -> int:
    return round(MARGIN_CM[side] * TWIPS_PER_CM)


def _page_width(sheet: Sheet) -> int:
    return A4_TWIPS[1] if sheet.is_landscape else A4_TWIPS[0]


class _Body(BlockPrinter):
    """Walks the blocks once and collects paragraphs, tables and section ends."""

    def __init__(self, sheet: Sheet, text_width: int, *, header: str) -> None:
        self.sheet = sheet
        self.text_width = text_width
        self.header = header
        self.parts: list[str] = []
        self.is_fresh_page = True
        self.starts_page = False
        self.bookmarks = 0
        self.has_contents = any(isinstance(block, Contents) for block in sheet.blocks)

    def xml(self) -> str:
        self.walk(self.sheet.blocks)
        if not self.parts:
            self.add(paragraph("", "TableGap"))
        has_memo = any(isinstance(block, MemoHead) for block in self.sheet.blocks)
        return "".join(self.parts) + self.section(is_cover=False, hides_first=has_memo)

    def add(self, *xml: str) -> None:
        self.parts.extend(xml)
        self.is_fresh_page = self.starts_page = False

    def section(self, *, is_cover: bool, hides_first: bool = False) -> str:
        """The page setup up to here. A cover shows no page number; nor does the first page of a memo, as is the custom."""
        width, height = A4_TWIPS[::-1] if self.sheet.is_landscape else A4_TWIPS
        orient = ' w:orient="landscape"' if self.sheet.is_landscape else ""
        sides = " ".join(f'w:{side}="{_twips(side)}"' for side in ("top", "right", "bottom", "left"))
        numbers = '<w:pgNumType w:fmt="thaiNumbers"/>' if self.sheet.digits == "thai" else ""
        return (
            "<w:sectPr>"
            + ("" if is_cover else f'<w:headerReference w:type="default" r:id="{self.header}"/>')
            + f'<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
            + f'<w:pgMar {sides} w:header="680" w:footer="680" w:gutter="0"/>{numbers}<w:cols w:space="720"/>'
            + ("<w:titlePg/>" if is_cover or hides_first else "")
            + "</w:sectPr>"
        )

    def page_break(self) -> None:
        self.starts_page = not self.is_fresh_page

    def cover(self, block: Cover) -> None:
        if not self.is_fresh_page:
            self.add(paragraph("", "TableGap", section=self.section(is_cover=False)))
        lines = block.lines or ("",)
        for index, line in enumerate(lines):
            is_last = index == len(lines) - 1
            self.add(
                paragraph(
                    run(line),
                    "Subtitle" if index else "Title",
                    before=0 if index else COVER_TOP,
                    section=self.section(is_cover=True) if is_last else "",
                )
            )
        self.is_fresh_page = True

    def memo_head(self, block: MemoHead) -> None:
        self.add(paragraph(run(MEMO_TITLE), "MemoTitle", starts_page=self.starts_page))
        *ruled, last = memo_lines(block)
        for pairs in (*ruled, last):
            label_style = "" if pairs is last else "MemoLabel"
            content = "<w:r><w:tab/></w:r>".join(
                run(label, style=label_style, is_bold=pairs is last) + run(f"  {value}" if value else "  ") for label, value in pairs
            )
            tab = self.text_width // 2 if len(pairs) > 1 else 0
            self.add(paragraph(content, "MemoTo" if pairs is last else "MemoLine", tab=tab))

    def heading(self, block: Heading) -> None:
        level = min(max(block.level, 1), 4)
        content = run(block.text)
        if self.has_contents and block.is_in_contents:
            self.bookmarks += 1
            mark = self.bookmarks
            content = f'<w:bookmarkStart w:id="{mark}" w:name="{anchor(mark)}"/>{content}<w:bookmarkEnd w:id="{mark}"/>'
        self.add(paragraph(content, f"Heading{level}", align=block.align, starts_page=self.starts_page))

    def paragraph(self, block: Paragraph) -> None:
        first_line = FIRST_LINE if block.is_indented else 0
        style = "LeadIn" if block.is_bold else ""
        self.add(paragraph(run(block.text), style, align=block.align, first_line=first_line, starts_page=self.starts_page))

    def item_list(self, block: ItemList) -> None:
        self.add(*items(block.items, "ListParagraph", base=LIST_TWIPS, starts_page=self.starts_page))

    def table(self, block: Table) -> None:
        if block.caption:
            self.add(paragraph(run(block.caption), "Caption", starts_page=self.starts_page))
        elif self.starts_page:
            self.add(paragraph("", "TableGap", starts_page=self.starts_page))
        xml = table(block, self.text_width)
        if xml:
            self.add(xml, paragraph("", "TableGap"))

    def signatures(self, block: Signatures) -> None:
        for signature in block.signatures:
            opinion = opinion_line(signature)
            if opinion:
                self.add(paragraph(run(opinion), "Opinion", starts_page=self.starts_page))
            lines = signature_lines(signature)
            for index, line in enumerate(lines):
                before = 480 if index == 0 else 0
                keeps_next = index < len(lines) - 1
                self.add(paragraph(run(line), "Signature", before=before, keeps_next=keeps_next, starts_page=self.starts_page))

    def contents(self) -> None:
        self.add(*contents(self.sheet, starts_page=not self.is_fresh_page))
        self.starts_page = True
