"""Forms of evidence: what it says about itself, an address, a register, the days of several at once, reasons, and further measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.core.thai.calendar import BUDDHIST_OFFSET
from prongsai.interfaces.staff.forms.faults import TakesFaults
from prongsai.interfaces.staff.forms.measure_days import DayField
from prongsai.interfaces.staff.forms.names import NamesSelect
from prongsai.interfaces.staff.forms.progress import FilesField, ManyFiles
from prongsai.programme.evidence.drafts import FIRST_DAY, EvidenceDraft
from prongsai.programme.evidence.items import items_of_year
from prongsai.programme.plans.typed_days import FARTHEST_YEARS

LONGEST_YEARS_AHEAD = 100
"""What a paper says to hold for longer than this has a slip in its year."""

Choices = Sequence[tuple[int | str, str]]


def _read_days_of_evidence(form: forms.Form, fiscal_year: int) -> None:
    """Let the days of a form lie as far from the year of the plan as papers do: an order of long ago may hold still, and for long."""
    for name, field in form.fields.items():
        if isinstance(field, DayField):
            ahead = LONGEST_YEARS_AHEAD if name == "expires_on" else FARTHEST_YEARS
            field.fiscal_year = fiscal_year
            field.years = range(FIRST_DAY.year + BUDDHIST_OFFSET, fiscal_year + ahead + 1)


class EvidenceForm(TakesFaults):
    """What evidence says about itself. `steps` are offered when it is added to a measure that has some."""

    title = forms.CharField(label=_("ชื่อหลักฐาน"), error_messages={"required": _("ใส่ชื่อหลักฐาน")})
    evidence_on = DayField(label=_("ลงวันที่"), required=False)
    period_from = DayField(label=_("ช่วงเวลาตั้งแต่"), required=False, help_text=_("ใส่เมื่อหลักฐานเล่าถึงช่วงเวลา"))
    period_to = DayField(label=_("ช่วงเวลาถึง"), required=False)
    expires_on = DayField(label=_("ใช้ได้ถึง"), required=False, help_text=_("ใส่เมื่อเอกสารมีวันหมดอายุ ระบบจะเตือนล่วงหน้า"))
    note = forms.CharField(label=_("หมายเหตุ"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    steps = forms.TypedMultipleChoiceField(
        label=_("แสดงผลของขั้นตอน"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("ไม่เลือกคือทั้งมาตรการ"),
    )
    items = forms.MultipleChoiceField(label=_("ข้อเปิดเผยข้อมูลที่หลักฐานนี้ตอบ"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, fiscal_year: int, steps: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence_on"].help_text = _("วันที่ตามเอกสารหรือวันที่ถ่ายภาพ ไม่ใช่วันที่อัปโหลด เช่น 17 มี.ค. 2569")
        _read_days_of_evidence(self, fiscal_year)
        self._offer("steps", steps)
        self._offer("items", [(item.code, f"{item.code} {item.name}") for item in items_of_year(fiscal_year)])

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        if choices and isinstance(field, forms.ChoiceField):
            field.choices = choices
        else:
            del self.fields[name]

    def clean_items(self) -> list[str]:
        """In one order, whatever the browser's: so they compare with those that stand."""
        return sorted(self.cleaned_data["items"])

    def draft(self) -> EvidenceDraft:
        """What the form says, as far as it could be read; only after `is_valid` ran, whatever it found."""
        data = self.cleaned_data
        return EvidenceDraft(
            title=data.get("title") or "",
            note=data.get("note") or "",
            evidence_on=data.get("evidence_on"),
            period_from=data.get("period_from"),
            period_to=data.get("period_to"),
            expires_on=data.get("expires_on"),
            item_codes=tuple(data.get("items") or ()),
        )

    def step_ids(self) -> list[int]:
        """The steps that were ticked."""
        return list(self.cleaned_data.get("steps") or ())


class LinkForm(EvidenceForm):
    """A public address as evidence."""

    url = forms.CharField(
        label=_("ที่อยู่เว็บ"),
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        help_text=_("หน้าที่ทุกคนเปิดได้โดยไม่ต้องลงชื่อเข้าใช้ ระบบตรวจให้ทันทีและทุกคืน"),
        error_messages={"required": _("ใส่ที่อยู่เว็บ เช่น https://www.example.go.th/plan.pdf")},
    )
    field_order = ("url", "title")


class SourceForm(EvidenceForm):
    """Frozen numbers of a register as evidence."""

    source = forms.ChoiceField(label=_("ทะเบียน"), widget=forms.RadioSelect, error_messages={"required": _("เลือกทะเบียนที่จะใช้ตัวเลข")})
    field_order = ("source", "title")

    def __init__(self, *args: Any, sources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        if isinstance(field, forms.ChoiceField):
            field.choices = sources
        for name in ("evidence_on", "period_from", "period_to"):
            del self.fields[name]


class DayForm(TakesFaults):
    """Name and day of one of several pieces of evidence; a day that is left empty stays unknown."""

    title = forms.CharField(label=_("ชื่อหลักฐาน"), error_messages={"required": _("ใส่ชื่อหลักฐาน")})
    evidence_on = DayField(label=_("ลงวันที่"), required=False)

    def __init__(self, *args: Any, fiscal_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _read_days_of_evidence(self, fiscal_year)


class ReviseForm(TakesFaults):
    """A new revision: its content by kind, and why."""

    upload = FilesField(label=_("ไฟล์ฉบับใหม่"), required=False, widget=ManyFiles(attrs={"id": "id_files"}))
    url = forms.CharField(label=_("ที่อยู่เว็บใหม่"), required=False, widget=forms.URLInput(attrs={"autocomplete": "off"}))
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    why = forms.CharField(label=_("เปลี่ยนเพราะอะไร"), error_messages={"required": _("บอกว่าเปลี่ยนเพราะอะไร เช่น ไฟล์เดิมเป็นร่าง")})

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, of in (("upload", "file"), ("url", "link")):
            if kind == of:
                self.fields[name].required = name == "url"
            else:
                del self.fields[name]


class ReviewForm(TakesFaults):
    """What a reviewer says of a revision."""

    number = forms.IntegerField(
        widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), _("เปิดหน้านี้ใหม่แล้วตรวจอีกครั้ง"))
    )
    reason = forms.CharField(
        label=_("ต้องแก้อะไร"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("เขียนเมื่อส่งกลับ ผู้ส่งจะเห็นข้อความนี้")
    )


class WithdrawForm(TakesFaults):
    """Why evidence is withdrawn."""

    reason = forms.CharField(label=_("ถอนเพราะอะไร"), error_messages={"required": _("บอกว่าถอนเพราะอะไร เช่น แนบผิดมาตรการ")})


class StepForm(TakesFaults):
    """What files show that are added to a measure with steps: the whole of it, or one of its steps."""

    step = forms.ChoiceField(label=_("แสดงผลของ"), widget=NamesSelect)

    def __init__(self, *args: Any, steps: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["step"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("ทั้งมาตรการ")), *steps]


class TieForm(TakesFaults):
    """A further measure that evidence shows, or a step. `measures` are groups of choices as `place_key` names them."""

    measure = forms.ChoiceField(
        widget=NamesSelect,
        label=_("มาตรการหรือขั้นตอน"),
        help_text=_("หลักฐานแสดงผลของทั้งมาตรการหรือของบางขั้นตอน ขั้นตอนที่เลือกจะแทนการผูกกับทั้งมาตรการนั้น และทั้งมาตรการแทนขั้นตอน"),
        error_messages={"required": _("เลือกมาตรการ"), "invalid_choice": _("เลือกมาตรการที่มีในรายการ")},
    )

    def __init__(self, *args: Any, measures: Sequence[tuple[str, Choices]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measure"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("เลือกมาตรการ")), *measures]

    def place(self) -> tuple[int, list[int]]:
        """The measure that was chosen, and its steps; none: the whole."""
        measure, _dash, step = self.cleaned_data["measure"].partition("-")
        return int(measure), [int(step)] if step else []


def place_key(measure_id: int, step_id: int | None = None) -> str:
    """How a choice names a measure or one of its steps."""
    return f"{measure_id}-{step_id}" if step_id else str(measure_id)
