"""The printed table of contents is left out, but nothing that stands only there."""

from __future__ import annotations

import time

from tests.unit.core.papers.understanding.flows import flow, table

from prongsai.core.papers.blocks import Place, Table
from prongsai.core.papers.understanding.contents import lost_contents, without_contents
from prongsai.core.papers.understanding.prepare import Flow, TextLine


def _kept(*items: str | Table) -> list[str]:
    return [item.text for item in without_contents(flow(*items)).items if isinstance(item, TextLine)]


def test_entries_with_leader_and_page_number_are_left_out() -> None:
    assert _kept("ปก", "สารบัญ", "เรื่อง หน้า", "ป่าบก..........๑", "ป่าชายเลน ........ 12", "ป่าบก", "ป่าชายเลน") == ["ปก", "ป่าบก", "ป่าชายเลน"]


def test_entries_that_come_again_later_are_left_out_without_leader() -> None:
    assert _kept("สารบัญ", "ป่าบกของเรา 3", "ป่าชายเลน 5", "ป่าบกของเรา", "ป่าชายเลน") == ["ป่าบกของเรา", "ป่าชายเลน"]


def test_text_that_ends_in_a_number_and_stands_nowhere_else_stays() -> None:
    assert _kept("สารบัญ", "ป่าบก......1", "ปลูกต้นไม้แล้ว 12", "ป่าบก") == ["ปลูกต้นไม้แล้ว 12", "ป่าบก"]


def test_table_ends_the_contents() -> None:
    assert _kept("สารบัญ", table(["ก", "ข"]), "ป่าบก.......1") == ["ป่าบก.......1"]


def test_paper_without_the_word_stays_whole() -> None:
    assert _kept("ป่าบก.......1", "ป่าบก") == ["ป่าบก.......1", "ป่าบก"]


def test_entry_whose_words_stand_nowhere_else_is_lost_and_told() -> None:
    whole = flow("สารบัญ", "ป่าบก......1", "ป่าหาย......2", "ป่าบก")
    assert [line.text for line in lost_contents(whole, without_contents(whole))] == ["ป่าหาย......2"]


def test_page_of_contents_is_left_out_whole_and_told_as_far_as_it_stands_nowhere_else() -> None:
    whole = Flow((TextLine("สารบัญ", Place(line=1)), TextLine("ร่มไม้", Place(line=2)), TextLine("ป่าบก", Place(line=3), page=1)))
    after = without_contents(whole)
    assert [item.text for item in after.text_lines()] == ["ป่าบก"]
    assert [line.text for line in lost_contents(whole, after)] == ["ร่มไม้"]


def test_long_leader_is_read_in_no_time() -> None:
    begin = time.process_time()
    _kept("สารบัญ", "." * 50_000, "ป่า" + "." * 50_000 + "x")
    assert time.process_time() - begin < 2
