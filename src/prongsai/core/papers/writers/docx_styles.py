"""Styles and settings of written DOCX files: the look of each named style, in the order that Word's schema asks for."""

from __future__ import annotations

from dataclasses import dataclass

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FONT = "Prongsai Sarabun"
BODY_PT = 16
TABLE_PT = 14
LABEL_PT = 20
LINE = 322  # 1.34 lines of 240: as far apart as in the PDF, where marks above and below have room
TWIPS_PER_CM = 567
HEAD_FILL = "E8EDF3"
RULE_COLOUR = "7F8A96"
CUSTOM = frozenset(("LeadIn", "TableText", "TableHead", "TableGap", "MemoTitle", "MemoLine", "MemoTo", "Opinion"))


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. Sizes in points, indents and tab stops in twips; 0 leaves a value out."""

    identifier: str
    name: str
    size: int = 0
    is_bold: bool = False
    justify: str = ""
    before: int = 0
    after: int = 0
    left: int = 0
    hanging: int = 0
    outline: int | None = None
    keeps_next: bool = False
    keeps_lines: bool = False
    right_tab: int = 0
    border: bool = False
    based_on: str = "Normal"
    next_style: str = ""


def styles(text_width: int) -> tuple[Style, ...]:
    """Every paragraph style but Normal; `text_width` (twips) places the page numbers of the contents."""
    return (
        Style("Title", "Title", 26, True, "center", 120, 120, keeps_next=True, next_style="Normal"),
        Style("Subtitle", "Subtitle", 22, True, "center", 40, 40),
        Style("Heading1", "heading 1", 18, True, "", 180, 100, outline=0, keeps_next=True, keeps_lines=True, next_style="Normal"),
        Style("Heading2", "heading 2", 16, True, "", 170, 90, outline=1, keeps_next=True, keeps_lines=True, next_style="Normal"),
        Style("Heading3", "heading 3", 16, True, "", 170, 90, outline=2, keeps_next=True, keeps_lines=True, next_style="Normal"),
        Style("Heading4", "heading 4", 16, True, "", 170, 90, outline=3, keeps_next=True, keeps_lines=True, next_style="Normal"),
        Style("ListParagraph", "List Paragraph", before=0, after=44),
        Style("Caption", "caption", BODY_PT, True, "", 140, 80, keeps_next=True, next_style="Normal"),
        Style("LeadIn", "Lead In", 0, True, "", 0, 80, keeps_next=True, keeps_lines=True, next_style="Normal"),
        Style("TableText", "Table Text", TABLE_PT),
        Style("TableHead", "Table Head", TABLE_PT, True, "center", keeps_next=True, based_on="TableText"),
        Style("TableGap", "Table Gap", 4),
        Style("Header", "header", 14, justify="center"),
        Style("Footer", "footer", 14, justify="center"),
        Style("MemoTitle", "Memo Title", 29, True, "center", 0, 120, keeps_next=True, next_style="MemoLine"),
        Style("MemoLine", "Memo Line", left=1134, hanging=1134, keeps_next=True, border=True),
        Style("MemoTo", "Memo To", before=160, after=60, left=1134, hanging=1134, next_style="Normal"),
        Style("Opinion", "Opinion", before=200, keeps_next=True, keeps_lines=True, next_style="Signature"),
        Style("Signature", "Signature", justify="center", left=3402, keeps_lines=True),
        Style("TOCHeading", "TOC Heading", 18, True, "center", 0, 160, keeps_next=True, next_style="Normal"),
        Style("TOC1", "toc 1", before=60, right_tab=text_width, next_style="Normal"),
        Style("TOC2", "toc 2", before=20, left=567, right_tab=text_width, next_style="Normal"),
    )


def styles_xml(text_width: int) -> str:
    """The children of `w:styles`: document defaults, paragraph styles, table styles."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
    size = f'<w:sz w:val="{BODY_PT * 2}"/><w:szCs w:val="{BODY_PT * 2}"/>'
    language = '<w:lang w:val="th-TH" w:eastAsia="th-TH" w:bidi="th-TH"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{size}{language}</w:rPr></w:rPrDefault>"
        f'<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl/><w:spacing w:before="0" w:after="80"/></w:pPr><w:rPr>{fonts}{size}{language}</w:rPr></w:style>'
    )
    character = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="MemoLabel"><w:name w:val="Memo Label"/><w:qFormat/>'
        f'<w:rPr><w:b/><w:bCs/><w:sz w:val="{LABEL_PT * 2}"/><w:szCs w:val="{LABEL_PT * 2}"/></w:rPr></w:style>'
    )
    return defaults + normal + character + _table_styles() + "".join(_style_xml(style) for style in styles(text_width))


def _style_xml(style: Style) -> str:
    head = f'<w:name w:val="{style.name}"/><w:basedOn w:val="{style.based_on}"/>'
    custom = ' w:customStyle="1"' if style.identifier in CUSTOM else ""
    if style.next_style:
        head += f'<w:next w:val="{style.next_style}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.identifier}"{custom}>{head}<w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(style)}</w:pPr><w:rPr>{_run_properties(style)}</w:rPr></w:style>"
    )


def _paragraph_properties(style: Style) -> str:
    parts = []
    if style.keeps_next:
        parts.append("<w:keepNext/>")
    if style.keeps_lines:
        parts.append("<w:keepLines/>")
    if style.border:
        rule = f'w:val="dotted" w:sz="6" w:space="1" w:color="{RULE_COLOUR}"'
        parts.append(f"<w:pBdr><w:bottom {rule}/><w:between {rule}/></w:pBdr>")
    if style.right_tab:
        parts.append(f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{style.right_tab}"/></w:tabs>')
    parts.append(f'<w:spacing w:before="{style.before}" w:after="{style.after}"/>')
    if style.left or style.hanging:
        hanging = f' w:hanging="{style.hanging}"' if style.hanging else ""
        parts.append(f'<w:ind w:left="{style.left}"{hanging}/>')
    if style.justify:
        parts.append(f'<w:jc w:val="{style.justify}"/>')
    if style.outline is not None:
        parts.append(f'<w:outlineLvl w:val="{style.outline}"/>')
    return "".join(parts)


def _run_properties(style: Style) -> str:
    bold = "<w:b/><w:bCs/>" if style.is_bold else ""
    size = f'<w:sz w:val="{style.size * 2}"/><w:szCs w:val="{style.size * 2}"/>' if style.size else ""
    return bold + size


def _table_styles() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE_COLOUR}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = (
        '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="90" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders>{margins}</w:tblPr></w:style>"
    )


def settings_xml(*, updates_fields: bool) -> str:
    """The children of `w:settings`. `updates_fields` lets Word ask to fill in the page numbers of the contents when the file is opened."""
    mode = 'w:uri="http://schemas.microsoft.com/office/word"'
    return (
        '<w:zoom w:percent="100"/><w:embedTrueTypeFonts/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        + ('<w:updateFields w:val="true"/>' if updates_fields else "")
        + f'<w:compat><w:compatSetting w:name="compatibilityMode" {mode} w:val="15"/></w:compat>'
        + '<w:themeFontLang w:val="en-US" w:bidi="th-TH"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )
