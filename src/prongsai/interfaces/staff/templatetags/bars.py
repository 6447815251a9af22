"""Bars as small SVG drawings: statuses, scores, progress. Geometry is percent in attributes, colours are classes, text is never scaled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from prongsai.interfaces.staff.looks import STATUSES

register = template.Library()

PASS_LINE = 85
ORDER = ("completed", "in_progress", "overdue", "not_started")
HATCHED = ("doing", "todo")
HATCHES = (
    '<defs><pattern id="hatch-doing-0" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="bar-doing" width="8" height="8"/><path class="bar-stroke-doing" d="M1 0v8" stroke-width="2" stroke-opacity=".55"/>'
    '</pattern><pattern id="hatch-todo-0" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect class="bar-todo" width="5" height="5"/><path class="bar-stroke-todo" d="M1 0v5" stroke-width="1.6"/></pattern></defs>'
)


def _counts(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Status and count in the fixed order; completed late counts as completed."""
    together = {**counts, "completed": counts.get("completed", 0) + counts.get("completed_late", 0)}
    return [(status, together.get(status, 0)) for status in ORDER]


@register.simple_tag(takes_context=True)
def stacked_bar(context: Context, counts: Mapping[str, int]) -> SafeString:
    """Draw how many measures have which status, as one bar. `counts`: status → number. The numbers stand beside it (`legend`)."""
    shown = [(status, count) for status, count in _counts(counts) if count]
    total = sum(count for _, count in shown)
    serial = _serial(context)
    parts, start = [], 0.0
    for status, count in shown:
        width = 100 * count / total
        parts.append((_part(STATUSES[status].tone, start, width, serial),))
        start += width
    words = ", ".join(f"{STATUSES[status].label} {count}" for status, count in shown) or gettext("ยังไม่มีมาตรการ")
    return format_html(
        '<svg class="stacked" width="100%" height="12" role="img" aria-label="{}">{}{}</svg>',
        words,
        mark_safe(HATCHES.replace("-0", f"-{serial}")),  # noqa: S308  our own text with a number
        format_html_join("", "{}", parts),
    )


def _serial(context: Context) -> int:
    """Count the bars of one page, so that no two patterns have the same id."""
    page: dict[Any, Any] = context.render_context.dicts[0]
    page["stacked_bars"] = page.get("stacked_bars", 0) + 1
    return int(page["stacked_bars"])


def _part(tone: str, start: float, width: float, serial: int) -> SafeString:
    """One status of the bar; a strip in the colour of the card over its left edge is the gap to the one before."""
    fill = format_html('fill="url(#hatch-{}-{})"', tone, serial) if tone in HATCHED else format_html('class="bar-{}"', tone)
    gap = format_html('<rect class="bar-gap" x="{}%" width="2" height="100%"/>', f"{start:.3f}") if start else ""
    return format_html('<rect {} x="{}%" width="{}%" height="100%"/>{}', fill, f"{start:.3f}", f"{width:.3f}", gap)


@register.inclusion_tag("components/legend.html")
def legend(counts: Mapping[str, int], hrefs: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Write the numbers of a stacked bar under it, each with icon and word, linked where `hrefs` has an address for the status."""
    return {
        "entries": [{**STATUSES[status]._asdict(), "count": count, "href": (hrefs or {}).get(status)} for status, count in _counts(counts)]
    }


@register.simple_tag
def score_bar(value: float, threshold: float = PASS_LINE, has_label: bool = False) -> SafeString:
    """Draw a score of 0–100 with the line that it has to reach; `has_label` writes "เกณฑ์ 85" over it, once in a group.

    The number stands beside it in text.
    """
    top = 20 if has_label else 0
    line = f"{threshold:g}"
    label = gettext("เกณฑ์ %(points)s") % {"points": line}
    state = gettext("ผ่าน") if value >= threshold else gettext("ต่ำกว่า")
    return format_html(
        '<svg class="score" width="100%" height="{}" role="img" aria-label="{}">{}<rect class="bar-track" y="{y}" width="100%" height="8" '
        'rx="4"/><rect class="{}" y="{y}" width="{}%" height="8" rx="4"/>'
        '<line class="bar-mark" x1="{x}%" x2="{x}%" y1="{}" y2="{}"/></svg>',
        top + 20,
        f"{value:.2f} {state} {label}",
        format_html('<text class="bar-text" x="{}%" y="14" text-anchor="middle">{}</text>', line, label) if has_label else "",
        "bar-done" if value >= threshold else "bar-soon",
        f"{min(max(float(value), 0.0), 100.0):.2f}",
        top + 1,
        top + 19,
        x=line,
        y=top + 6,
    )


@register.inclusion_tag("components/progress.html")
def progress(done: float, of: float, words: str = "", left: str = "") -> dict[str, Any]:
    """Draw how much of something is done, with words before it ("กำลังอ่านเอกสาร หน้า 4 จาก 6") and what is `left` after it."""
    share = min(max(100 * done / of, 0.0), 100.0) if of else 0.0
    label = words or gettext("ความคืบหน้า")
    return {"percent": f"{share:.1f}", "rounded": round(share), "words": label, "left": left, "is_named": bool(words)}
