"""Icons, chips, pager, theme."""

from __future__ import annotations

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError

from prongsai.interfaces.staff.templatetags import components


def _render(source: str, **values: object) -> str:
    return Template("{% load components %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("status", "tone", "word"),
    [
        ("not_started", "todo", "ยังไม่เริ่ม"),
        ("in_progress", "doing", "กำลังทำ"),
        ("completed", "done", "เสร็จแล้ว"),
        ("overdue", "late", "เกินกำหนด"),
        ("completed_late", "done", "เสร็จแล้ว"),
    ],
)
def test_a_status_is_icon_word_and_colour(status: str, tone: str, word: str) -> None:
    text = components.status_chip(status)
    assert f"chip-{tone}" in text
    assert word in text
    assert "<use" in text


def test_what_was_completed_late_says_so_beside() -> None:
    assert '<span class="status-reason soon">เสร็จช้ากว่ากำหนด</span>' in components.status_chip("completed_late")


def test_the_modifier_has_the_colour_of_its_urgency() -> None:
    assert '"status-reason late">เกิน 2 วัน' in components.status_chip("overdue", "เกิน 2 วัน")
    assert '"status-reason soon">เหลือ 14 วัน' in components.status_chip("in_progress", "เหลือ 14 วัน")
    assert '"status-reason todo">เริ่ม 1 เม.ย.' in components.status_chip("not_started", "เริ่ม 1 เม.ย.")
    assert '"status-reason todo">' in components.status_chip("overdue", "x", "todo")


def test_words_from_people_are_escaped() -> None:
    assert "&lt;b&gt;" in components.status_chip("overdue", "<b>")
    assert "&lt;b&gt;" in components.chip("done", "<b>")


def test_an_unknown_tone_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        components.chip("purple", "x")


def test_a_table_of_one_page_has_no_pager() -> None:
    page = Paginator(range(10), 50).page(1)
    assert _render('{% include "components/pager.html" %}', page=page).strip() == ""


def test_the_pager_links_to_its_neighbours_and_marks_its_place() -> None:
    text = _render('{% include "components/pager.html" %}', page=Paginator(range(420), 50).page(3), page_query="?unit=2&page=")
    assert 'rel="prev" href="?unit=2&amp;page=2"' in text
    assert 'rel="next" href="?unit=2&amp;page=4"' in text
    assert text.count('aria-current="page"') == 1
    assert "101–150" in text


@pytest.mark.parametrize(("theme", "current"), [("light", "light"), ("dark", "dark"), ("", "auto")])
def test_one_theme_is_the_current_one(theme: str, current: str) -> None:
    assert [choice["value"] for choice in components.theme_choices(theme) if choice["is_current"]] == [current]
