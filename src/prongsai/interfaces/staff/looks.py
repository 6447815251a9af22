"""How statuses look everywhere: tone, icon, word. The same four on every page; official papers print their own long terms."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class Look(NamedTuple):
    """How a status looks: tone of its colours, icon, word."""

    tone: str
    icon: str
    label: str | Promise


STATUSES: dict[str, Look] = {
    "not_started": Look("todo", "circle", gettext_lazy("ยังไม่เริ่ม")),
    "in_progress": Look("doing", "circle-half", gettext_lazy("กำลังทำ")),
    "completed": Look("done", "check-circle-fill", gettext_lazy("เสร็จแล้ว")),
    "overdue": Look("late", "exclamation-triangle-fill", gettext_lazy("เกินกำหนด")),
    "completed_late": Look("done", "check-circle-fill", gettext_lazy("เสร็จแล้ว")),
}
"""The statuses of a measure; completed late is completed with a modifier."""

TONE_ICONS = {
    "todo": "circle",
    "doing": "circle-half",
    "done": "check-circle-fill",
    "late": "exclamation-triangle-fill",
    "soon": "clock-fill",
    "seal": "shield-lock",
    "brand": "info-circle-fill",
    "unverified": "",
}
"""The tones of chips and notices, each with the icon that it has unless another is named."""
