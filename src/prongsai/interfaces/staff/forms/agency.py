"""Forms of agencies: settings, emblem, units, positions, opening one, and the steps of the first run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.core.thai.government import KINDS, PROVINCES
from prongsai.foundation.agencies.models import CODE_PATTERN, Agency, Unit
from prongsai.foundation.agencies.queries import units_of
from prongsai.foundation.agencies.usual_units import usual_units
from prongsai.interfaces.staff.forms.people import NewAccountForm, PlainForm, offer

_PROVINCES = [("", _("เลือกจังหวัด")), *((name, name) for name in PROVINCES)]
_NAMELESS = ("กทม.", "เมืองพัทยา")
_CODE_RULE = _("ใช้ a-z 0-9 และขีดกลาง")
_NAME_OF_KIND = {kind.short: kind.name for kind in KINDS}


class AgencyForm(PlainForm):
    """What an agency tells about itself."""

    name = forms.CharField(label=_("ชื่อเต็ม"), max_length=200, help_text=_("ขึ้นต้นด้วยประเภท เช่น องค์การบริหารส่วนตำบล…"))
    short_name = forms.CharField(label=_("ชื่อย่อ"), max_length=100)
    district = forms.CharField(label=_("อำเภอ"), max_length=100, required=False)
    province = forms.ChoiceField(label=_("จังหวัด"), choices=_PROVINCES)
    address = forms.CharField(label=_("ที่อยู่"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    phone = forms.CharField(label=_("โทรศัพท์"), max_length=100, required=False)
    email = forms.EmailField(label=_("อีเมล"), required=False)
    website = forms.URLField(label=_("เว็บไซต์"), required=False, assume_scheme="https")
    paper_digits = forms.ChoiceField(label=_("ตัวเลขในเอกสารราชการ"), choices=Agency.Digits.choices, widget=forms.RadioSelect)


class UnitForm(PlainForm):
    """The name of a unit, free or from the list of those that agencies usually have."""

    name = forms.CharField(label=_("ชื่อส่วนราชการ"), max_length=200)

    def __init__(self, *args: Any, suggestions: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestions = list(suggestions)
        if self.suggestions:
            self.fields["name"].widget.attrs["list"] = "unit-names"


class PositionForm(PlainForm):
    """A position: its title, and the unit where it is in one."""

    title = forms.CharField(label=_("ตำแหน่ง"), max_length=200)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label=_("ส่วนราชการ"), queryset=None, required=False, empty_label=_("ไม่สังกัดส่วนราชการ")
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", queryset=units_of(agency.pk))


class FirstAgencyForm(PlainForm):
    """Kind and name of an agency that is opened, and where it is."""

    kind = forms.ChoiceField(label=_("ประเภท"), choices=[(kind.short, kind.name) for kind in KINDS], initial="อบต.")
    own_name = forms.CharField(label=_("ชื่อ ไม่รวมประเภท"), max_length=120, help_text=_("เช่น สวนมะลิ"))
    district = forms.CharField(label=_("อำเภอ"), max_length=100, required=False)
    province = forms.ChoiceField(label=_("จังหวัด"), choices=_PROVINCES)

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["own_name"].required = self.data.get("kind") not in _NAMELESS

    def clean(self) -> dict[str, Any] | None:
        """Only Bangkok and Pattaya have no name of their own. A kind typed again before the name is taken off."""
        data = super().clean()
        kind, own = self.cleaned_data.get("kind", ""), " ".join(self.cleaned_data.get("own_name", "").split())
        own = own.removeprefix(_NAME_OF_KIND.get(kind, " ")).removeprefix(kind).strip()
        self.cleaned_data["own_name"] = "" if kind in _NAMELESS else own
        if kind not in _NAMELESS and not own and "own_name" not in self.errors:
            self.add_error("own_name", _("ใส่ชื่อ เช่น สวนมะลิ"))
        return data

    @property
    def full_name(self) -> str:
        """The official name, without white space between kind and name."""
        return full_name_of(self.cleaned_data["kind"], self.cleaned_data["own_name"])


def full_name_of(kind: str, own_name: str) -> str:
    """The official name of an agency of this kind."""
    return _NAME_OF_KIND[kind] + own_name


class HostAgencyForm(FirstAgencyForm):
    """An agency that the host opens, and whom it invites as the first administrator."""

    code = forms.RegexField(
        rf"^{CODE_PATTERN}$",
        label=_("รหัสในที่อยู่เว็บ"),
        required=False,
        max_length=40,
        help_text=_("เว้นว่างได้ ระบบตั้งให้จากชื่อ แก้ทีหลังไม่ได้"),
        error_messages={"invalid": _CODE_RULE},
    )
    full_name_of_first = forms.CharField(label=_("ชื่อและนามสกุลของผู้ดูแลคนแรก"), max_length=200)
    email = forms.EmailField(label=_("อีเมลของผู้ดูแลคนแรก"), required=False)


class FirstAdministratorForm(PlainForm):
    """Whom the host invites as administrator of an agency."""

    full_name = forms.CharField(label=_("ชื่อและนามสกุล"), max_length=200)
    email = forms.EmailField(label=_("อีเมล"), required=False)


class FirstUnitsForm(PlainForm):
    """Second step of the first run: the code and the units."""

    code = forms.RegexField(
        rf"^{CODE_PATTERN}$",
        label=_("รหัสของหน่วยงานในที่อยู่เว็บ"),
        max_length=40,
        help_text=_("ใช้ a-z 0-9 และขีดกลาง แก้ทีหลังไม่ได้"),
        error_messages={"invalid": _CODE_RULE},
    )
    units = forms.MultipleChoiceField(label=_("ส่วนราชการ"), required=False, widget=forms.CheckboxSelectMultiple)
    others = forms.CharField(
        label=_("ส่วนราชการอื่น"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("บรรทัดละหนึ่งชื่อ")
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = usual_units(kind)
        offer(self, "units", choices=[(name, name) for name in (*usual.ticked, *usual.offered)], initial=list(usual.ticked))

    def clean(self) -> dict[str, Any] | None:
        """At least one unit, for a plan gives its work to units."""
        data = super().clean()
        if not self.errors and not self.unit_names:
            self.add_error("units", _("เลือกส่วนราชการอย่างน้อย 1 แห่ง"))
        return data

    @property
    def unit_names(self) -> list[str]:
        """The names, each once, in order."""
        others = [" ".join(line.split())[:200] for line in self.cleaned_data.get("others", "").splitlines()]
        return list(dict.fromkeys([*self.cleaned_data.get("units", []), *(name for name in others if name)]))


class FirstPersonForm(NewAccountForm):
    """Third step of the first run: who administers."""

    email = forms.EmailField(label=_("อีเมล"), required=False, help_text=_("ใช้เข้าสู่ระบบแทนชื่อผู้ใช้ได้"))
    is_officer = forms.BooleanField(
        label=_("เป็นเจ้าหน้าที่ผู้จัดทำด้วย"),
        required=False,
        initial=True,
        help_text=_("ทำแผน นำเข้าเอกสาร และพิมพ์รายงานเองได้ เลือกไว้เมื่อคนเดียวทำทุกอย่าง"),
    )

    field_order = ["full_name", "email", "username", "password", "again", "is_officer"]
