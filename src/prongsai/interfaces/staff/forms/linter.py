"""Forms of exceptions to rules: asking for one, and giving a reason for refusing or ending one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.interfaces.staff.forms.faults import TakesFaults
from prongsai.interfaces.staff.forms.measure_days import DayField
from prongsai.programme.linter.models import LONGEST_REASON


class ExceptionForm(TakesFaults):
    """Why a rule need not hold, and until when."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("พิมพ์ในรายงานให้ทุกคนอ่าน อย่าใส่ข้อมูลส่วนบุคคล"),
        error_messages={"required": _("บอกเหตุผล ซึ่งจะพิมพ์ในรายงานให้ทุกคนอ่าน")},
    )
    expires_on = DayField(
        label=_("ยกเว้นถึงวันที่"),
        help_text=_("เช่น 30 ก.ย. 2569 ไม่เกินหนึ่งปีนับจากวันนี้"),
        error_messages={"required": _("ใส่วันสุดท้ายที่ยกเว้น")},
    )

    def __init__(self, *args: Any, fiscal_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["expires_on"]
        if isinstance(day, DayField):
            day.fiscal_year = fiscal_year


class VerdictForm(TakesFaults):
    """A reason for refusing or ending an exception."""

    reason = forms.CharField(label=_("เหตุผล"), max_length=LONGEST_REASON, required=False, widget=forms.Textarea(attrs={"rows": 2}))
