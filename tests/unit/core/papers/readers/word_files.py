"""Word files made for the tests of the reader: a body of raw WordprocessingML inside a document of python-docx."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import parse_xml

from prongsai.core.papers.blocks import Block, Heading, Paragraph, Source, Table
from prongsai.core.papers.readers.docx import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    W + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def word_file(body: str, *, numbering: str = "", styles: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """A Word file with this body; `numbering` and `styles` are added to those of the default template, `parts` put in as they are."""
    document = docx.Document()
    root = document.element.body
    for child in list(root)[:-1]:
        root.remove(child)
    for element in parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"):
        root.insert(len(root) - 1, element)
    if numbering:
        part = document.part.numbering_part.element
        for element in list(part):
            part.remove(element)
        for element in parse_xml(f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"):
            part.append(element)
    if styles:
        for element in parse_xml(f"<w:styles {NAMESPACES}>{styles}</w:styles>"):
            document.styles.element.append(element)
    buffer = io.BytesIO()
    document.save(buffer)
    return with_parts(buffer.getvalue(), parts or {})


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The archive with parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(content: str, properties: str = "") -> str:
    """A table cell; plain text becomes its paragraph."""
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A table row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def read(body: str, *, numbering: str = "", styles: str = "", parts: dict[str, bytes] | None = None) -> Source:
    """What the reader makes of a Word file with this body."""
    return read_docx(word_file(body, numbering=numbering, styles=styles, parts=parts), name="paper.docx")


def texts(source: Source) -> list[str]:
    """The texts of headings and paragraphs."""
    return [block.text for block in source.blocks if isinstance(block, Heading | Paragraph)]


def grid(block: Block) -> list[list[str | None]]:
    """A table as texts, None where a span covers the position."""
    assert isinstance(block, Table)
    return [[None if cell is None else cell.text for cell in row] for row in block.rows]
