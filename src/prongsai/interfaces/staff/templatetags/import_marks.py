"""Where a question stands in the source of an import, for the page of its review."""

from __future__ import annotations

from django import template

from prongsai.core.papers.marks import Mark
from prongsai.programme.plans.importing.preview import CARDS_PER_PART, Review
from prongsai.programme.plans.importing.preview_source import SourceShown

register = template.Library()


@register.filter
def mark_of(source: SourceShown | None, number: int) -> Mark | None:
    """The first place of a question in the source; None where it has none."""
    return source.marks.get(number) if source is not None else None


@register.filter
def question_href(review: Review, number: int) -> str:
    """The address of a question: on this page, or on another part of it where the paper has many measures."""
    if len(review.cards) <= CARDS_PER_PART:
        return f"#q{number}"
    return f"?part={review.part_of(review.questions[number - 1].card)}#q{number}"


@register.filter
def box_name(mark: Mark) -> str:
    """The box of a place in thousandths of the page, as the address of a cut-out takes it; empty where it has none."""
    if mark.box is None or mark.page is None:
        return ""
    return "-".join(str(round(1000 * side)) for side in (mark.box.x, mark.box.y, mark.box.width, mark.box.height))
