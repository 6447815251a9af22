"""Values of a history, whatever they are: days and moments as one reads them, anything else as text."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from prongsai.interfaces.staff.templatetags.thai_text import thai_date_short, thai_datetime

register = template.Library()


@register.filter
def told_value(value: object) -> str:
    """Write one side of a change."""
    if isinstance(value, datetime):
        return thai_datetime(value)
    return thai_date_short(value) if isinstance(value, date) else str(value)
