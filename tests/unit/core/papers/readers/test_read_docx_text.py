"""Paragraphs of Word files: headings, breaks, symbols, changes, text boxes, notes, embedded papers."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile

import docx
import pytest
from tests.unit.core.papers.readers.word_files import W, p, read, tbl, tc, texts, tr, with_parts, word_file

from prongsai.core.papers.blocks import Heading, PageBreak, Paragraph
from prongsai.core.papers.errors import UnreadableFile
from prongsai.core.papers.readers.docx import read_docx

PAGE = '<w:r><w:br w:type="page"/></w:r>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def only(body: str, styles: str = "") -> Paragraph:
    (block,) = read(body, styles=styles).blocks
    assert isinstance(block, Paragraph)
    return block


def test_heading_level_comes_from_style_outline_or_localised_name() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="หัวเรื่อง 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="x"/><w:basedOn w:val="a1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="y"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    )
    body = "".join(p("ก", f'<w:pStyle w:val="{style}"/>') for style in ("Heading1", "a1", "a2", "a3", "Title"))
    body += p("ข", '<w:outlineLvl w:val="0"/>') + p("ค", '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>')
    source = read(body, styles=styles)
    assert [block.level if isinstance(block, Heading) else 0 for block in source.blocks] == [1, 2, 2, 3, 1, 1, 0]


def test_styles_based_on_each_other_in_a_ring_do_not_hang() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{own}"/><w:basedOn w:val="{other}"/></w:style>'
        for own, other in (("r1", "r2"), ("r2", "r1"))
    )
    assert only(p("ก", '<w:pStyle w:val="r1"/>'), styles).text == "ก"


def test_centred_and_bold_are_seen_directly_and_through_styles() -> None:
    look = '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:bCs/></w:rPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="c"><w:name w:val="c"/>{look}</w:style>'
    styled, direct, plain = read(
        p("ก", '<w:pStyle w:val="c"/>') + p("ข", '<w:jc w:val="center"/>', "<w:b/>") + p("ค", "", '<w:b w:val="0"/>'), styles=styles
    ).blocks
    assert isinstance(styled, Paragraph)
    assert isinstance(direct, Paragraph)
    assert isinstance(plain, Paragraph)
    assert [(block.is_centred, block.is_bold) for block in (styled, direct, plain)] == [(True, True), (True, True), (False, False)]


def test_line_break_begins_a_hard_line_and_tabs_stay() -> None:
    block = only(paragraph("<w:r><w:tab/><w:t>เรื่อง</w:t><w:tab/><w:t>รายงาน</w:t><w:br/><w:t>ผล</w:t></w:r>"))
    assert [(line.text, line.hard, line.indent) for line in block.lines] == [("เรื่อง\tรายงาน", True, 1), ("ผล", True, 0)]


def test_page_and_section_breaks_become_page_breaks() -> None:
    body = p("ก") + paragraph(run("ข") + PAGE + run("ค")) + p("ง", "<w:pageBreakBefore/>")
    body += p("จ", '<w:sectPr><w:type w:val="continuous"/></w:sectPr>') + p("ฉ", "<w:sectPr/>") + p("ช") + paragraph(PAGE)
    shown = ["|" if isinstance(block, PageBreak) else getattr(block, "text", "") for block in read(body).blocks]
    assert shown == ["ก", "ข", "|", "ค", "|", "ง", "จ", "ฉ", "|", "ช"]


def test_page_numbers_are_given_only_where_words_own_count_agrees() -> None:
    mark = "<w:r><w:lastRenderedPageBreak/><w:t>ข</w:t></w:r>"
    row = tr(*(tc(paragraph(run("ก") + mark)) for _ in range(3)))  # one page end, noted in each of three cells
    body = p("เริ่ม") + tbl(row) + p("จบ")
    app = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Pages>%d</Pages></Properties>'
    right = read(body, parts={"docProps/app.xml": app % 2})
    wrong = read(body, parts={"docProps/app.xml": app % 4})
    assert (right.pages, [block.place.page for block in right.blocks]) == (2, [1, 1, 2])
    assert (wrong.pages, [block.place.page for block in wrong.blocks]) == (None, [None, None, None])


def test_symbols_show_what_their_font_shows() -> None:
    block = only(
        paragraph(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
            + run("\uf0fc", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
            + run(" \uf0d8")
            + '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>'
        )
    )
    assert block.text == "☑✓ ➢☑"


def test_inserted_text_is_kept_deleted_text_dropped_and_the_officer_told() -> None:
    who = 'w:id="1" w:author="x"'
    body = paragraph(
        run("รายงาน") + f"<w:ins {who}>{run('ใหม่')}</w:ins><w:del {who}><w:r><w:delText>เก่า</w:delText></w:r></w:del>"
        f"<w:moveFrom {who}>{run('ย้าย')}</w:moveFrom>"
    )
    source = read(body)
    assert texts(source) == ["รายงานใหม่"]
    assert [notice.code for notice in source.notices] == ["tracked_changes"]


@pytest.mark.parametrize("mark", ["ins", "moveTo", "del", "moveFrom"])
def test_each_kind_of_change_is_reported(mark: str) -> None:
    source = read(paragraph(run("ก") + f'<w:{mark} w:id="1" w:author="x">{run("ข")}</w:{mark}>'))
    assert texts(source) == ["กข" if mark in {"ins", "moveTo"} else "ก"]
    assert [notice.code for notice in source.notices] == ["tracked_changes"]


def test_paragraph_whose_end_was_deleted_runs_on() -> None:
    body = p("ต้น", '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>') + p("ปลาย") + p("ท้าย", '<w:rPr><w:del w:id="2" w:author="x"/></w:rPr>')
    assert texts(read(body)) == ["ต้นปลาย", "ท้าย"]


def test_links_fields_and_content_controls_are_read_as_shown() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("๗")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = paragraph(
        f"<w:hyperlink>{run('ลิงก์ ')}</w:hyperlink>{field}<w:sdt><w:sdtContent>{run(' ช่อง')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('คลิกที่นี่')}</w:sdtContent></w:sdt>"
    )
    assert texts(read(f"<w:sdt><w:sdtContent>{body}</w:sdtContent></w:sdt>")) == ["ลิงก์ ๗ ช่อง"]


def test_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('ในกล่อง')}{tbl(tr(tc('ก'), tc('ข')), tr(tc('ค'), tc('ง')))}</w:txbxContent>"
    body = paragraph(
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run('หลัก')}"
    )
    source = read(body)
    assert texts(source) == ["หลัก", "ในกล่อง"]
    assert len(list(source.tables())) == 1


def test_hidden_text_is_left_out_and_reported() -> None:
    source = read(paragraph(run("เห็น") + run("ซ่อน", "<w:vanish/>")))
    assert texts(source) == ["เห็น"]
    assert [notice.code for notice in source.notices] == ["hidden_text"]


def test_header_text_that_stands_nowhere_else_is_reported() -> None:
    document = docx.Document()
    document.add_paragraph("เนื้อหา รายงานผล")
    section = document.sections[0]
    section.header.paragraphs[0].text = "รายงานผล"
    section.footer.paragraphs[0].text = "ฉบับร่างครั้งที่ 2"
    buffer = io.BytesIO()
    document.save(buffer)
    source = read_docx(buffer.getvalue(), name="x")
    assert [(notice.code, "ฉบับร่าง" in notice.message) for notice in source.notices] == [("footer_text", True)]


def test_footnotes_follow_at_the_end_in_the_order_of_their_references() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{p("ที่มา ข")}</w:footnote><w:footnote w:id="5">{p("ที่มา ก")}</w:footnote></w:footnotes>'
    body = paragraph(run("ก") + '<w:r><w:footnoteReference w:id="5"/></w:r>') + paragraph(
        '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("ข")
    )
    plain = word_file(body)
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        kinds = archive.read("[Content_Types].xml").decode()
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    data = with_parts(
        plain,
        {
            "word/footnotes.xml": notes.encode(),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", link + "</Relationships>").encode(),
            "[Content_Types].xml": kinds.replace(
                "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
            ).encode(),
        },
    )
    assert texts(read_docx(data, name="x")) == ["ก", "ข", "1 ที่มา ก", "2 ที่มา ข"]


def embedding(content: str) -> bytes:
    """A Word file with a custom part of this content, tied in as Word ties custom parts."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    document.add_paragraph("เนื้อหา")
    part = Part(PackURI("/customXml/item9.xml"), "application/xml", content.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_embedded_paper_is_taken_along_only_when_asked_for() -> None:
    paper = {"schema": "prongsai.paper/1", "measures": [{"title": "a < b & c"}]}
    data = embedding(f'<paper xmlns="urn:prongsai:paper:1"><![CDATA[{json.dumps(paper)}]]></paper>')
    assert read_docx(data, name="x").embedded == paper
    assert read_docx(data, name="x", use_embedded=False).embedded is None


def test_custom_parts_of_others_are_ignored_and_broken_ones_reported() -> None:
    assert read_docx(embedding("<other>{}</other>"), name="x").embedded is None
    source = read_docx(embedding('<paper xmlns="urn:prongsai:paper:1">{"cut": </paper>'), name="x")
    assert (source.embedded, [notice.code for notice in source.notices]) == (None, ["embedded_broken"])


def test_macro_and_strict_files_are_read_too() -> None:
    plain = word_file(p("เนื้อหา"))
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        kinds = archive.read("[Content_Types].xml")
        document = archive.read("word/document.xml")
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = {"[Content_Types].xml": kinds.replace(usual, b"application/vnd.ms-word.document.macroEnabled.main+xml")}
    strict = {
        "word/document.xml": document.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        )
    }
    for parts in (macro, strict):
        assert texts(read_docx(with_parts(plain, parts), name="x")) == ["เนื้อหา"]


def test_progress_ends_at_the_total() -> None:
    seen: list[tuple[int, int]] = []
    read_docx(word_file(p("ก") * 45), name="x", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


@pytest.mark.parametrize(
    "part",
    ["word/document.xml", "[Content_Types].xml", "word/styles.xml", "_rels/.rels", "word/numbering.xml", "word/_rels/document.xml.rels"],
)
@pytest.mark.parametrize("content", [b"", b"<a", b"<a/>", b"\xff\xfe\x00"])
def test_broken_part_ends_in_a_named_error_or_is_done_without(part: str, content: bytes) -> None:
    data = with_parts(word_file(p("ก")), {part: content})
    with contextlib.suppress(UnreadableFile):
        assert read_docx(data, name="x").kind == "docx"
