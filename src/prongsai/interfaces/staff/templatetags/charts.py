"""Charts of scores as small SVG drawings in a table that holds the same numbers: percent in attributes, colours in classes."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()

AXIS_FROM = 50
_HEIGHT = 24
_MIDDLE = _HEIGHT // 2


@register.simple_tag
def axis_from(lowest: Decimal | None) -> int:
    """Where the axis of a dot plot begins: at 50 as long as every dot lies there, else at 0."""
    return AXIS_FROM if lowest is None or lowest >= AXIS_FROM else 0


@register.simple_tag
def plot_ends(mark: Decimal, start: int) -> SafeString:
    """Write the ends of the axis and the pass mark over a column of dot plots; the words under the legend say the same."""
    return format_html(
        '<svg class="plot-ends" width="100%" height="18" aria-hidden="true"><text x="0" y="14">{}</text>'
        '<text class="mark" x="{}%" y="14" text-anchor="middle">{}</text><text x="100%" y="14" text-anchor="end">100</text></svg>',
        start,
        _at(mark, start),
        f"{mark:g}",
    )


@register.simple_tag
def dot_plot(now: Decimal | None, before: Decimal | None, mark: Decimal, start: int) -> SafeString:
    """Draw a score of this year beside that of the year before on an axis from `start` to 100, with the pass mark as a dashed line.

    A score that passes is a dot, one that does not is a diamond, the year before is a ring. The numbers stand beside it in text.
    """
    words = _words(now, before, mark)
    return format_html(
        '<svg class="dots" width="100%" height="{}" role="img" aria-label="{}">'
        '<line class="dots-axis" x1="0" x2="100%" y1="{mid}" y2="{mid}"/>'
        '<line class="dots-mark" x1="{mark}%" x2="{mark}%" y1="-8" y2="{}"/>{}{}{}</svg>',
        _HEIGHT,
        words,
        _HEIGHT + 8,
        _way(now, before, mark, start),
        "" if before is None else format_html('<circle class="dots-before" cx="{}%" cy="{}" r="5"/>', _at(before, start), _MIDDLE),
        "" if now is None else _dot(now, mark, start),
        mid=_MIDDLE,
        mark=_at(mark, start),
    )


def _dot(now: Decimal, mark: Decimal, start: int) -> SafeString:
    if now >= mark:
        return format_html('<circle class="dots-pass" cx="{}%" cy="{}" r="6"/>', _at(now, start), _MIDDLE)
    # A nested drawing moves by percent; the diamond in it stays in pixels.
    return format_html(
        '<svg class="dots-turn" x="{}%" y="{}"><path class="dots-below" d="M0 -7 7 0 0 7 -7 0z"/></svg>', _at(now, start), _MIDDLE
    )


def _way(now: Decimal | None, before: Decimal | None, mark: Decimal, start: int) -> SafeString | str:
    if now is None or before is None:
        return ""
    tone = "pass" if now >= mark else "below"
    return format_html(
        '<line class="dots-way dots-way-{}" x1="{}%" x2="{}%" y1="{mid}" y2="{mid}"/>',
        tone,
        _at(before, start),
        _at(now, start),
        mid=_MIDDLE,
    )


def _at(value: Decimal, start: int) -> str:
    return f"{100 * (min(max(value, Decimal(start)), Decimal(100)) - start) / (100 - start):.2f}"


def _words(now: Decimal | None, before: Decimal | None, mark: Decimal) -> str:
    if now is None:
        return gettext("ยังไม่มีคะแนน")
    state = gettext("ผ่าน") if now >= mark else gettext("ต่ำกว่าเกณฑ์ %(mark)s") % {"mark": f"{mark:g}"}
    if before is None:
        return f"{now} {state}"
    return gettext("ปีก่อน %(before)s ปีนี้ %(now)s %(state)s") % {"before": before, "now": now, "state": state}
