"""The form that changes several measures at once: other units, another day of monitoring, days moved, indicators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Unit
from prongsai.interfaces.staff.forms.measure_days import DayField
from prongsai.interfaces.staff.forms.measures import DAY_HINT, offer
from prongsai.programme.plans.actions.many import MOST_DAYS, Wish
from prongsai.programme.plans.indicators import indicators

KINDS = ("due", "units", "indicators")
_OF_KIND = {
    "due": ("due_on", "shift_days", "moves_period"),
    "units": ("units", "is_for_every_unit"),
    "indicators": ("indicators", "replaces_indicators"),
}


class ManyForm(forms.Form):
    """What several measures get. `what` is one of `KINDS` and says which of the fields there are."""

    one_of = frozenset({"due_on", "shift_days"})
    due_on = DayField(label=_("รายงานภายใน"), required=False, help_text=DAY_HINT)
    shift_days = forms.IntegerField(
        label=_("หรือเลื่อนทุกวันรายงานไปกี่วัน"),
        required=False,
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
        help_text=_("เช่น 30 หรือ -7 รวมวันรายงานของขั้นตอน"),
    )
    moves_period = forms.BooleanField(label=_("เลื่อนวันเริ่มและวันสิ้นสุดด้วย"), required=False)
    units = forms.TypedMultipleChoiceField(label=_("ผู้รับผิดชอบใหม่"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    is_for_every_unit = forms.BooleanField(label=_("ทุกส่วนราชการ"), required=False)
    indicators = forms.TypedMultipleChoiceField(label=_("ยกคะแนนตัวชี้วัด"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    replaces_indicators = forms.BooleanField(label=_("แทนที่ตัวชี้วัดเดิม"), required=False)

    def __init__(self, *args: Any, what: str, units: Sequence[Unit], fiscal_year: int, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.what = what
        for name in list(self.fields):
            if name not in _OF_KIND[what]:
                del self.fields[name]
        if what == "units":
            offer(self, "units", [(unit.pk, unit.name) for unit in units])
        elif what == "indicators":
            offer(self, "indicators", [(entry.number, f"{entry.number} {entry.name}") for entry in indicators(fiscal_year)])
        elif isinstance(field := self.fields["due_on"], DayField):
            field.fiscal_year = fiscal_year

    def clean(self) -> dict[str, Any]:
        """Something must change."""
        data = super().clean() or {}
        if self.errors:
            return data
        if self.what == "units" and not data.get("units") and not data.get("is_for_every_unit"):
            self.add_error("units", _("เลือกอย่างน้อยหนึ่งหน่วยงาน หรือเลือกทุกส่วนราชการ"))
        elif self.what == "due" and bool(data.get("due_on")) == bool(data.get("shift_days")):
            self.add_error("due_on", _("ใส่วันรายงาน หรือจำนวนวันที่เลื่อน อย่างใดอย่างหนึ่ง"))
        elif self.what == "indicators" and not data.get("indicators") and not data.get("replaces_indicators"):
            self.add_error("indicators", _("เลือกอย่างน้อยหนึ่งตัวชี้วัด"))
        return data

    def wish(self) -> Wish:
        """What is wished; only after `is_valid`."""
        data = self.cleaned_data
        if self.what == "units":
            return Wish(units=(tuple(data["units"]), data["is_for_every_unit"]))
        if self.what == "indicators":
            return Wish(indicators=tuple(data["indicators"]), replaces_indicators=data["replaces_indicators"])
        return Wish(due_on=data["due_on"], shift_days=data["shift_days"] or 0, moves_period=data["moves_period"])
