"""HTML: one page that stands alone, is well formed, and says what is a heading, a header cell, a span."""

from __future__ import annotations

import re

import pytest
from lxml import html

from prongsai.core.papers.writers.html import print_html
from prongsai.core.papers.writers.sheet import BodyCell, Heading, Item, ItemList, Paragraph, Sheet, Table


@pytest.fixture
def page(every_block: Sheet) -> str:
    return print_html(every_block, embedded=None).decode()


def test_every_block_is_printed_in_order(page: str, texts_of_every_block: tuple[str, ...]) -> None:
    shown = html.document_fromstring(page).find("body").text_content()
    position = 0
    for text in texts_of_every_block:
        position = shown.find(text, position)
        assert position >= 0, text


def test_nothing_is_fetched_and_nothing_runs(page: str) -> None:
    root = html.document_fromstring(page)
    assert not root.xpath("//script | //link | //img | //iframe | //*[@src] | //@*[starts-with(name(), 'on')]")
    assert "url(" not in page
    assert "@import" not in page
    assert all(link.startswith("#") for link in root.xpath("//@href"))


def test_the_page_tells_its_language_title_and_encoding(page: str, every_block: Sheet) -> None:
    root = html.document_fromstring(page)
    assert page.startswith("<!doctype html>")
    assert root.get("lang") == "th"
    assert root.findtext(".//title") == every_block.title
    assert root.xpath("//meta[@charset='utf-8']")


def test_every_opened_element_is_closed(page: str) -> None:
    stack: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z0-9]+)[^>]*>", page.split("</style>")[1]):
        if closing:
            assert stack.pop() == name if stack else name in ("head", "html")
        elif name not in ("meta", "br", "hr", "col"):
            stack.append(name)
    assert not stack


def test_header_cells_have_scope_and_spans(page: str) -> None:
    table = html.document_fromstring(page).xpath("//table")[1]
    heads = [(th.text_content(), th.get("scope"), th.get("colspan"), th.get("rowspan")) for th in table.xpath("./thead//th")]
    assert heads[0] == ("ลำดับ", "col", None, "2")
    assert heads[3] == ("ผล", "colgroup", "2", None)
    assert table.xpath("./tbody/tr[1]/td[3]/@rowspan") == ["2"]
    assert len(table.xpath("./tbody/tr[2]/td")) == 4
    assert table.findtext("caption") == "ตารางที่ ๑ ผลการดำเนินการ"


def test_wide_tables_scroll_in_a_named_region_reached_by_keyboard(page: str) -> None:
    regions = html.document_fromstring(page).xpath("//div[@role='region']")
    assert [(bool(region.get("aria-label")), region.get("tabindex")) for region in regions] == [(True, "0")] * 2


def test_contents_links_lead_to_headings(page: str) -> None:
    root = html.document_fromstring(page)
    links = {link.get("href")[1:]: link.text_content() for link in root.xpath("//nav//a")}
    assert links == {name: root.get_element_by_id(name).text_content() for name in links}
    assert list(links.values()) == ["ส่วนที่ ๑ ความเป็นมา", "๑.๑ ผลคะแนน"]


def test_a_title_page_makes_headings_one_level_lower(page: str) -> None:
    assert html.document_fromstring(page).xpath("//h2")[0].text_content() == "ส่วนที่ ๑ ความเป็นมา"
    alone = print_html(Sheet("ก", "ข", (Heading("ค", 1),)), embedded=None)
    assert html.document_fromstring(alone).xpath("//h1")[0].text_content() == "ค"


def test_markers_are_text() -> None:
    page = print_html(Sheet("ก", "ข", (ItemList((Item("หนึ่ง", "๑."), Item("ย่อย", "-", 1))),)), embedded=None)
    assert [p.text_content() for p in html.document_fromstring(page).xpath("//p[@role='listitem']")] == ["๑. หนึ่ง", "- ย่อย"]


def test_markup_in_text_is_escaped() -> None:
    sheet = Sheet(
        "<b>", '"><script>', (Paragraph("<script>alert(1)</script>"), Table((1,), (), ((BodyCell((Item("</td><i>"),)),),), caption='"<i>'))
    )
    root = html.document_fromstring(print_html(sheet, embedded=None))
    assert not root.xpath("//script | //i | //b")
    assert root.xpath("//main/p")[0].text_content() == "<script>alert(1)</script>"


def test_landscape_and_digits_reach_the_printed_page() -> None:
    page = print_html(Sheet("ก", "ข", (), is_landscape=True, digits="thai"), embedded=None).decode()
    assert "size: A4 landscape" in page
    assert "counter(page, thai)" in page
