"""What pages with scores share: the tag of a framework that nobody has verified, chips of levels and gaps, changes with their sign."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from prongsai.core.ita.comparing import Standing
from prongsai.core.ita.model import Framework
from prongsai.core.ita.rounding import published as as_published
from prongsai.core.ita.scoring import Scorecard
from prongsai.foundation.languages import in_language
from prongsai.interfaces.staff.templatetags.components import chip
from prongsai.interfaces.staff.templatetags.thai_text import points

register = template.Library()


@register.simple_tag
def framework_tag(framework: Framework | None) -> SafeString:
    """Draw the dashed tag beside numbers of a year whose framework is not verified; nothing for a verified one or None."""
    if framework is None or framework.is_verified:
        return SafeString()
    return chip("unverified", gettext("กรอบปี %(year)s ยังไม่ยืนยันกับคู่มือทางการ") % {"year": framework.fiscal_year})


@register.filter
def change(value: Decimal | None) -> str:
    """Write a change of points with its sign, "+4.38", "−0.24", "0.00"; nothing where there is none to tell."""
    return f"+{points(value)}" if value is not None and value > 0 else points(value)


@register.simple_tag
def standing_chip(entry: Standing) -> SafeString:
    """Draw whether a score passes, or what it lacks; "ยังไม่มีข้อมูล" where it is not known."""
    if entry.gap is None:
        return chip("todo", gettext("ยังไม่มีข้อมูล"))
    if entry.gap == 0:
        return chip("done", gettext("ผ่าน"))
    return chip("soon", gap_words(entry.gap), "flag-fill")


@register.simple_tag
def level_chip(card: Scorecard) -> SafeString:
    """Draw the level of a card, green where it passes; both ends where missing values leave it open."""
    rule = card.level.rule
    if rule is None:
        ends = {
            "worst": in_language(card.level.worst.name, card.level.worst.name_en),
            "best": in_language(card.level.best.name, card.level.best.name_en),
        }
        return chip("todo", gettext("ระดับยังไม่แน่ %(worst)s ถึง %(best)s") % ends)
    name = in_language(rule.name, rule.name_en)
    # A letter needs the word "level" before it, "passed" does not.
    return chip("done" if rule.passes else "soon", gettext("ระดับ %(name)s") % {"name": name} if rule.key == rule.name else name)


@register.filter
def gap_words(gap: Decimal) -> str:
    """Write how much lacks to the pass mark: "ขาด 4.28"."""
    return gettext("ขาด %(points)s") % {"points": f"{gap:.2f}"}


@register.filter
def published(value: Fraction | None) -> str:
    """Write an exact value as it is published; nothing where it is not known."""
    return "" if value is None else str(as_published(value))


@register.filter
def plain_number(value: Decimal) -> str:
    """A number for an input: 85, 92.5, without needless zeros and always with a point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def round_up(value: Decimal | None) -> str:
    """The next half point from a value on, where the slider of a target begins; 0 for no value."""
    return plain_number(((value or Decimal(0)) * 2).to_integral_value(ROUND_CEILING) / 2)
