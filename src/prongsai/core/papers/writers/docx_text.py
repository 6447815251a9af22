"""Paragraphs and runs of a written DOCX as WordprocessingML, with the elements in the order of Word's schema."""

from __future__ import annotations

import re
from html import escape

from prongsai.core.papers.writers.docx_styles import BODY_PT
from prongsai.core.papers.writers.sheet import Align, Item
from prongsai.core.papers.writers.wording import item_line, printable

THAI = re.compile("[\u0e00-\u0e7f]")
JUSTIFY: dict[Align, str] = {"left": "left", "centre": "center", "right": "right"}
FIRST_LINE = 1418  # 2.5 cm, as in official letters
DEPTH_TWIPS = 454
LETTER_EM = 0.43  # a wide letter of the font, in ems


def run(text: str, *, is_bold: bool = False, style: str = "") -> str:
    """A run; line feeds become line breaks, tabs stay tabs. Characters that XML cannot hold are dropped.

    Thai text is marked as complex script: without `w:cs` Word takes digits and brackets inside Thai text from another font.
    """
    clean = printable(text)
    if not clean:
        return ""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    bold = "<w:b/><w:bCs/>" if is_bold else ""
    script = "<w:cs/>" if THAI.search(clean) else ""
    properties = f"<w:rPr>{look}{bold}{script}</w:rPr>" if look or bold or script else ""
    content = "<w:br/>".join("<w:tab/>".join(_text(part) for part in line.split("\t")) for line in clean.split("\n"))
    return f"<w:r>{properties}{content}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>' if text else ""


def paragraph(
    content: str,
    style: str = "",
    *,
    align: Align = "left",
    left: int = 0,
    hanging: int = 0,
    first_line: int = 0,
    before: int = 0,
    tab: int = 0,
    keeps_next: bool = False,
    starts_page: bool = False,
    section: str = "",
) -> str:
    """A paragraph around finished runs. Lengths are twips and 0 leaves the style's own value; `section` is a `w:sectPr` that ends here."""
    properties = [
        f'<w:pStyle w:val="{style}"/>' if style else "",
        "<w:keepNext/>" if keeps_next else "",
        "<w:pageBreakBefore/>" if starts_page else "",
        f'<w:tabs><w:tab w:val="left" w:pos="{tab}"/></w:tabs>' if tab else "",
        f'<w:spacing w:before="{before}"/>' if before else "",
        _indent(left, hanging, first_line),
        f'<w:jc w:val="{JUSTIFY[align]}"/>' if align != "left" else "",
        section,
    ]
    joined = "".join(properties)
    return f"<w:p>{f'<w:pPr>{joined}</w:pPr>' if joined else ''}{content}</w:p>"


def _indent(left: int, hanging: int, first_line: int) -> str:
    if first_line:
        return f'<w:ind w:firstLine="{first_line}"/>'
    if not left and not hanging:
        return ""
    return f'<w:ind w:left="{left}"' + (f' w:hanging="{hanging}"/>' if hanging else "/>")


def items(
    entries: tuple[Item, ...],
    style: str,
    *,
    size: int = BODY_PT,
    base: int = 0,
    align: Align = "left",
    starts_page: bool = False,
    keeps_next: bool = False,
) -> list[str]:
    """One paragraph per entry: marker, tab, text, with a hanging indent as wide as the widest marker of the same depth.

    The marker is typed text, not automatic numbering: it stays what it is when an officer copies, sorts or deletes entries.
    """
    widths: dict[int, int] = {}
    for entry in entries:
        if entry.marker:
            widths[entry.depth] = max(widths.get(entry.depth, 0), _marker_twips(entry.marker, size))
    result = []
    for index, entry in enumerate(entries):
        left = base + entry.depth * DEPTH_TWIPS
        hanging = widths[entry.depth] if entry.marker else 0
        text = run(item_line(entry, "\t"))
        starts = starts_page and index == 0
        result.append(paragraph(text, style, left=left + hanging, hanging=hanging, align=align, starts_page=starts, keeps_next=keeps_next))
    return result


def _marker_twips(marker: str, size: int) -> int:
    wide = len(re.sub("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e.)(]", "", marker))
    narrow = len(marker) - wide
    return round((wide * LETTER_EM + narrow * 0.23 + 0.3) * size * 20)


def field(code: str, result: str) -> str:
    """A field with the text that stands there until Word updates it."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    return f'{begin}{instruction(code)}{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def instruction(code: str) -> str:
    """The code of a begun field, up to where its result stands."""
    text = f'<w:r><w:instrText xml:space="preserve"> {escape(code, quote=False)} </w:instrText></w:r>'
    return f'{text}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
