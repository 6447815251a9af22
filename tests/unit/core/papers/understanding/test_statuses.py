"""Ticks and words that say how far a measure is."""

from __future__ import annotations

import pytest
from tests.unit.core.papers.understanding.flows import row

from prongsai.core.papers.understanding.rows import TableRow
from prongsai.core.papers.understanding.statuses import read_status, status_of_words


def _read(found: TableRow) -> tuple[str | None, str | None, list[str]]:
    doubts: list[str] = []
    status, note = read_status(found, lambda code, *_: doubts.append(code))
    return status, note, doubts


@pytest.mark.parametrize("tick", ["/", "✓", "√", "x", "☑", "●"])
def test_ticked_column_is_the_status(tick: str) -> None:
    assert _read(row(status__not_started="", status__in_progress=tick, status__completed="-")) == ("in_progress", None, [])


def test_words_beside_a_tick_are_the_note() -> None:
    assert _read(row(status__not_started="☐", status__completed="/ (ดูที่ป้าย)")) == ("completed", "ดูที่ป้าย", [])


def test_text_in_a_status_column_counts_as_tick_with_note() -> None:
    assert _read(row(status__not_started="", status__completed="ปลูกครบแล้ว"))[:2] == ("completed", "ปลูกครบแล้ว")


def test_two_ticks_are_doubted_and_the_last_counts() -> None:
    assert _read(row(status__in_progress="/", status__completed="/")) == ("completed", None, ["status_unclear"])


def test_row_without_tick_and_words_has_no_status() -> None:
    assert _read(row(status__in_progress="-", status__completed="")) == (None, None, [])
    assert _read(row(status="")) == (None, None, [])


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("ดำเนินการแล้วเสร็จ", "completed"),
        ("อยู่ระหว่างการดำเนินการ", "in_progress"),
        ("ยังไม่ได้ดำเนินการ", "not_started"),
        ("ดำเนินการเเล้วเส็จ", "completed"),
        ("ปลูกต้นไม้", None),
    ],
)
def test_words_name_a_status_also_misspelt(words: str, status: str | None) -> None:
    assert status_of_words(words) == status


def test_checked_box_before_words_decides() -> None:
    assert _read(row(status="☐ ยังไม่ดำเนินการ ☑ ดำเนินการแล้วเสร็จ"))[0] == "completed"


def test_words_that_name_no_status_are_doubted() -> None:
    assert _read(row(status="ต้นไม้โตดี")) == (None, None, ["status_unread"])


def test_words_that_name_a_status_raise_no_doubt() -> None:
    assert _read(row(status="ดำเนินการแล้วเสร็จ (ดูที่สวนหลวง)")) == ("completed", "ดูที่สวนหลวง", [])
