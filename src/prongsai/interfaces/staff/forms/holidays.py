"""The form with which an agency sets a day: off, or worked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.core.thai.calendar import parse_date
from prongsai.foundation.clock.models import LONGEST_NAME, LONGEST_REASON, AgencyDay
from prongsai.foundation.clock.public_holidays import year_of
from prongsai.interfaces.staff.forms.people import PlainForm

FIRST_YEAR, LAST_YEAR = 2540, 2599


class AgencyDayForm(PlainForm):
    """A day of the agency. Without a year the day lies in `year`, the Buddhist calendar year of the page."""

    on = forms.CharField(label=_("วันที่"), max_length=60, help_text=_("เช่น 21 ต.ค. 2569 หรือ 21/10/2569"))
    kind = forms.ChoiceField(
        label=_("วันนี้หน่วยงาน"),
        choices=[(AgencyDay.Kind.OFF, _("หยุด")), (AgencyDay.Kind.WORKED, _("ทำการ"))],
        widget=forms.RadioSelect,
        initial=AgencyDay.Kind.OFF,
    )
    name = forms.CharField(label=_("ชื่อวัน"), max_length=LONGEST_NAME, help_text=_("เช่น ประเพณีประจำตำบล"))
    reason = forms.CharField(label=_("เหตุผล"), max_length=LONGEST_REASON, help_text=_("เช่น เลขที่ประกาศหรือคำสั่ง"))

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_on(self) -> date:
        """The one day that was typed."""
        written = self.cleaned_data["on"]
        day = parse_date(written) or parse_date(f"{written} {self.year}") or parse_date(f"{written}/{self.year}")
        if day is None or not FIRST_YEAR <= year_of(day) <= LAST_YEAR:
            raise forms.ValidationError(_("อ่านวันที่ไม่ได้ พิมพ์เป็น วัน เดือน ปี เช่น 21 ต.ค. 2569"))
        return day
