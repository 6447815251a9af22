"""What pages of the analysis share: a weak point in words, what became of it, the bar of a rank."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from prongsai.foundation.languages import in_language
from prongsai.interfaces.staff.templatetags.scores import change
from prongsai.interfaces.staff.templatetags.thai_text import keep_words, points
from prongsai.programme.plans.drafts import GapDraft
from prongsai.programme.plans.models import AnsweredGap
from prongsai.programme.plans.queries.answered import GapSeen, place_name

register = template.Library()


@register.simple_tag
def weak_point(gap: GapDraft | AnsweredGap) -> SafeString:
    """Write a gap as it stood: "ตัวชี้วัด 4 การใช้ทรัพย์สินของราชการ: 65.07 ขาด 19.93 (ผลปี 2567)"."""
    words = gettext("%(points)s ขาด %(gap)s (ผลปี %(year)s)") % {
        "points": points(gap.points),
        "gap": points(gap.gap),
        "year": gap.fiscal_year,
    }
    return format_html("<b>{}</b> {}", keep_words(place_words(gap)), words)


@register.filter
def place_words(gap: GapDraft | AnsweredGap) -> str:
    """What a gap is about: "ตัวชี้วัด 4 การใช้ทรัพย์สินของราชการ", "O12 สรุปผลการจัดซื้อจัดจ้าง"."""
    name = in_language(*place_name(gap.key, gap.fiscal_year))
    if gap.key.isdigit():
        return gettext("ตัวชี้วัด %(number)s %(name)s") % {"number": gap.key, "name": name}
    return f"{gap.key} {name}"


@register.filter
def became(seen: GapSeen) -> str:
    """Write the same place in the later year, "65.07 → 79.25 (+14.18)", or what is still open. It does not say why."""
    if not seen.has_card:
        return gettext("รอผลปี %(year)s") % {"year": seen.after_year}
    if seen.after is None:
        return gettext("ผลปี %(year)s ไม่มีคะแนนของข้อนี้") % {"year": seen.after_year}
    return f"{points(seen.gap.points)} → {points(seen.after)} ({change(seen.change)})"
