"""The form of a measure with its steps as repeated rows, that of a plan, and those of splitting, merging and withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Unit
from prongsai.foundation.faults import Unusable
from prongsai.interfaces.staff.forms.measure_days import DayField, MonitoringField
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.programme.plans.drafts import LONGEST_PERIOD, LONGEST_TEXT, LONGEST_TITLE, MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.indicators import indicators
from prongsai.programme.plans.numbering import read_prefix

MOST_STEPS = 100
LONGEST_PREFIX = 10
DAY_HINT = _("เช่น 1 ต.ค. 2568 หรือ ๑ ตุลาคม ๒๕๖๘")
_MONITORING_HINT = _("บรรทัดละหนึ่งวัน เช่น 31 มี.ค. 2569 หรือข้อความ เช่น ทุกวันที่ 10")


class TimedForm(forms.Form):
    """What measures and steps have in common: who, and when."""

    units = forms.TypedMultipleChoiceField(label=_("ผู้รับผิดชอบ"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    is_for_every_unit = forms.BooleanField(label=_("ทุกส่วนราชการ"), required=False)
    responsible_as_written = forms.CharField(label=_("ผู้รับผิดชอบตามเอกสาร"), required=False, max_length=1000)
    starts_on = DayField(label=_("เริ่ม"), required=False, help_text=DAY_HINT)
    ends_on = DayField(label=_("สิ้นสุด"), required=False, help_text=DAY_HINT)
    period_as_written = forms.CharField(
        label=_("ระยะเวลาเป็นข้อความ"), required=False, max_length=LONGEST_PERIOD, help_text=_("ใส่เมื่อบอกเป็นวันไม่ได้ เช่น ตลอดปีงบประมาณ")
    )
    monitoring = MonitoringField(
        label=_("รายงานภายใน"), required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "is-line"}), help_text=_MONITORING_HINT
    )

    def __init__(self, *args: Any, units: Sequence[Unit], fiscal_year: int, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        offer(self, "units", [(unit.pk, unit.name) for unit in units])
        for field in self.fields.values():
            if isinstance(field, DayField | MonitoringField):
                field.fiscal_year = fiscal_year

    def remember(self, known: MeasureDraft | StepDraft | None) -> None:
        """Take what stands already: untouched lines of monitoring stay what they are, and wording of a paper can be mended."""
        field = self.fields["monitoring"]
        if known is not None and isinstance(field, MonitoringField):
            field.known = known.monitoring
        if known is None or not known.responsible_as_written:
            del self.fields["responsible_as_written"]

    def timed(self) -> dict[str, Any]:
        """The values for a draft."""
        data = self.cleaned_data
        monitoring: tuple[MonitoringDraft, ...] = data["monitoring"]
        return {
            "unit_ids": tuple(data["units"]),
            "is_for_every_unit": data["is_for_every_unit"],
            "responsible_as_written": data.get("responsible_as_written", ""),
            "starts_on": data["starts_on"],
            "ends_on": data["ends_on"],
            "period_as_written": data["period_as_written"],
            "monitoring": monitoring,
        }


class MeasureForm(TimedForm):
    """A measure without its steps. `version` and `base` are where the editor began; `catalogue_key` says which entry it was taken from."""

    title = forms.CharField(label=_("ชื่อมาตรการ"), max_length=LONGEST_TITLE, widget=forms.Textarea(attrs={"rows": 2, "class": "is-line"}))
    indicators = forms.TypedMultipleChoiceField(label=_("ยกคะแนนตัวชี้วัด"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    numbers_steps = forms.BooleanField(label=_("ให้เลขขั้นตอน"), required=False, help_text=_("เช่น 2.1.1 2.1.2"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)
    catalogue_key = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, known: MeasureDraft | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "indicators", [(entry.number, f"{entry.number} {entry.name}") for entry in indicators(kwargs["fiscal_year"])])
        self.remember(known)

    def draft(self, steps: Sequence[StepDraft]) -> MeasureDraft:
        """What the form says; only after `is_valid`."""
        data = self.cleaned_data
        return MeasureDraft(
            title=data["title"],
            steps=tuple(steps),
            numbers_steps=data["numbers_steps"],
            indicators=tuple(data["indicators"]),
            catalogue_key=data["catalogue_key"],
            **self.timed(),
        )


class StepForm(TimedForm):
    """A step. Empty units and days mean: as the measure."""

    step_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("ขั้นตอน"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 2, "class": "is-line"}))
    details = forms.CharField(
        label=_("รายละเอียด"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "class": "is-line"}),
        help_text=_("บรรทัดละหนึ่งข้อ"),
    )

    def __init__(self, *args: Any, known: dict[int, StepDraft], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = self["step_id"].value()
        self.step_pk = read_whole(written)
        self.remember(known.get(self.step_pk or 0))

    @property
    def has_more(self) -> bool:
        """Whether the folded part holds something, or something to mend."""
        names = (
            "details",
            "units",
            "is_for_every_unit",
            "responsible_as_written",
            "starts_on",
            "ends_on",
            "period_as_written",
            "monitoring",
        )
        return any(self[name].value() or (self.is_bound and self[name].errors) for name in names if name in self.fields)

    def draft(self) -> StepDraft:
        """What the row says; only after `is_valid`."""
        data = self.cleaned_data
        return StepDraft(text=data["text"], step_id=data["step_id"], details=data["details"], **self.timed())


if TYPE_CHECKING:
    _StepRows = forms.BaseFormSet[StepForm]
else:
    _StepRows = forms.BaseFormSet


class StepRows(_StepRows):
    """The steps of a measure as rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "steps")
        super().__init__(*args, **kwargs)
        for form in self.forms:
            form.empty_permitted = False

    def drafts(self) -> list[StepDraft]:
        """The rows in order; only after `is_valid`."""
        return [form.draft() for form in self.forms]


StepFormSet = cast(
    "type[StepRows]",
    forms.formset_factory(StepForm, formset=StepRows, extra=0, max_num=MOST_STEPS, absolute_max=MOST_STEPS, validate_max=True),
)


class PlanForm(forms.Form):
    """What a plan says about itself."""

    title = forms.CharField(label=_("ชื่อแผน"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "class": "is-line"}))
    number_prefix = forms.CharField(
        label=_("เลขนำหน้าข้อ"), max_length=LONGEST_PREFIX, required=False, help_text=_("ใส่ 2 จะได้ข้อ 2.1 2.2 เว้นว่างจะได้ข้อ 1 2")
    )
    background = forms.CharField(label=_("ความเป็นมา"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_number_prefix(self) -> str:
        """The prefix as it is stored."""
        prefix = read_prefix(self.cleaned_data["number_prefix"])
        if prefix is None or len(prefix) > LONGEST_PREFIX:
            raise forms.ValidationError(_("ใส่เป็นตัวเลข เช่น 2 หรือ 2.1"), code="unread")
        return prefix


class ReasonForm(forms.Form):
    """Why a measure is withdrawn."""

    reason = forms.CharField(label=_("เหตุผลที่ยกเลิก"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class SplitForm(forms.Form):
    """Which steps go into a new measure, and its title."""

    title = forms.CharField(label=_("ชื่อมาตรการใหม่"), max_length=LONGEST_TITLE, widget=forms.Textarea(attrs={"rows": 2, "class": "is-line"}))
    steps = forms.TypedMultipleChoiceField(label=_("ขั้นตอนที่ย้ายไปมาตรการใหม่"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, steps: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        offer(self, "steps", steps)


def offer(form: forms.Form, name: str, choices: Sequence[tuple[int, str]]) -> None:
    """Set the choices of a field."""
    chooser = form.fields[name]
    if isinstance(chooser, forms.ChoiceField):
        chooser.choices = list(choices)


def add_faults(error: Unusable, measure: forms.Form, steps: forms.BaseFormSet[StepForm] | None = None) -> None:
    """Put the faults of an action at the fields where they are mended."""
    for fault in error.faults:
        head, _dash, rest = fault.field.partition("-")
        if head == "steps" and rest and steps is not None:
            index, _dash, name = rest.partition("-")
            row = steps.forms[int(index)]
            row.add_error(name if name in row.fields else None, fault.message)
        else:
            measure.add_error(fault.field if fault.field in measure.fields else None, fault.message)
