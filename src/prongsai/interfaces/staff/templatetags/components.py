"""The components of the pages that need a little arithmetic, in one library: icons and chips, and what the modules beside it draw.

The others are includes in `components/`. What each takes and is for: docs/reference/components.md.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from prongsai.interfaces.staff.looks import STATUSES, TONE_ICONS
from prongsai.interfaces.staff.sprite import drawn_icon
from prongsai.interfaces.staff.templatetags import bars, charts, form_fields, ribbon

register = template.Library()
register.tags.update(bars.register.tags)
register.tags.update(charts.register.tags)
register.tags.update(form_fields.register.tags)
register.tags.update(ribbon.register.tags)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite, hidden from screen readers; with a `label` it is a picture of that name instead."""
    return drawn_icon(name, label)


@register.simple_tag
def chip(tone: str, label: str, icon_name: str | None = None) -> SafeString:
    """Draw a chip in a tone of `TONE_ICONS`, with the tone's icon unless another is named; "unverified" is a dashed tag without icon."""
    if tone not in TONE_ICONS:
        raise template.TemplateSyntaxError(f"no tone is called {tone!r}")
    name = icon_name or TONE_ICONS[tone]
    return format_html('<span class="chip chip-{}">{}{}</span>', tone, drawn_icon(name) if name else "", label)


@register.simple_tag
def status_icon(status: str) -> SafeString:
    """Draw the icon of a status in its colour, with its word for screen readers."""
    look = STATUSES[status]
    return format_html('<span class="{}">{}</span>', look.tone, drawn_icon(look.icon, str(look.label)))


@register.simple_tag
def status_label(status: str) -> str:
    """Write the word of a status."""
    return str(STATUSES[status].label)


@register.simple_tag
def status_chip(status: str, reason: str = "", tone: str = "") -> SafeString:
    """Draw the status of a measure, with its modifier in words beside it ("เหลือ 14 วัน", "ยังไม่มีหลักฐาน").

    The modifier of an overdue measure is red, of one not started grey, any other amber unless `tone` says otherwise.
    """
    look = STATUSES[status]
    if status == "completed_late" and not reason:
        reason = gettext("เสร็จช้ากว่ากำหนด")
    beside = tone or {"late": "late", "todo": "todo"}.get(look.tone, "soon")
    modifier = format_html('<span class="status-reason {}">{}</span>', beside, reason) if reason else ""
    return format_html('<span class="status">{}{}</span>', chip(look.tone, str(look.label), look.icon), modifier)


@register.filter
def pages_around(page: Any) -> list[int | str]:
    """The page numbers of a pager around a Django page, with gaps as "…"."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag
def theme_choices(current: str) -> list[dict[str, Any]]:
    """The choices of light and dark, and which one holds ("" follows the device)."""
    return [
        {"value": "light", "icon": "sun", "label": pgettext("theme", "สว่าง"), "is_current": current == "light"},
        {"value": "dark", "icon": "moon", "label": pgettext("theme", "มืด"), "is_current": current == "dark"},
        {"value": "auto", "icon": "sun-moon", "label": pgettext("theme", "ตามเครื่อง"), "is_current": current not in ("light", "dark")},
    ]
