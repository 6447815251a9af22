"""The contents of a written DOCX: a field that Word keeps up, filled beforehand for programs that do not."""

from __future__ import annotations

from prongsai.core.papers.writers.docx_text import field, instruction, paragraph, run
from prongsai.core.papers.writers.sheet import CONTENTS_LEVELS, Sheet, contents_headings
from prongsai.core.papers.writers.wording import CONTENTS_TITLE

CODE = rf'TOC \o "1-{CONTENTS_LEVELS}" \h \z \u'
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def anchor(number: int) -> str:
    """Name of the bookmark of the heading with this number in the contents, counted from 1."""
    return f"_Toc{number:08d}"


def contents(sheet: Sheet, *, starts_page: bool) -> list[str]:
    """The title and one linked entry for each heading, inside a contents field."""
    parts = [paragraph(run(CONTENTS_TITLE), "TOCHeading", starts_page=starts_page)]
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + instruction(CODE)
    for number, (heading, page) in enumerate(zip(contents_headings(sheet), heading_pages(sheet), strict=True), start=1):
        name = anchor(number)
        page_field = field(rf"PAGEREF {name} \h", page)
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{run(heading.text)}<w:r><w:tab/></w:r>{page_field}</w:hyperlink>'
        parts.append(paragraph(begin + link, f"TOC{max(heading.level, 1)}"))
        begin = ""
    return [*parts, paragraph(begin + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "TableGap")]


def heading_pages(sheet: Sheet) -> list[str]:
    """The page of each listed heading in the sheet's digits, "" where unknown.

    Only the program that opens the file sets its pages. Our own PDF of the same sheet has the same font, sizes and margins, so its
    bookmarks tell the pages well; Word asks to update them when the file is opened.
    """
    import pypdfium2

    from prongsai.core.papers.writers.pdf import print_pdf

    document = pypdfium2.PdfDocument(print_pdf(sheet, embedded={}))
    try:
        marks = [(_letters(mark.get_title()), mark.get_dest()) for mark in document.get_toc()]
        found = [(title, target.get_index()) for title, target in marks if target is not None]
    finally:
        document.close()
    pages: list[str] = []
    for heading in contents_headings(sheet):
        rest = next((index for index, (title, _) in enumerate(found) if title == _letters(heading.text)), None)
        page = "" if rest is None else str(found[rest][1] + 1)
        found = found if rest is None else found[rest + 1 :]
        pages.append(page.translate(THAI_DIGITS) if sheet.digits == "thai" else page)
    return pages


def _letters(text: str) -> str:
    return "".join(text.split())
