"""Forms of the import: the upload, one measure as it was read, and what a commit does besides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.core.papers.model import Measure, Paper, Period, Project
from prongsai.core.thai.calendar import format_date
from prongsai.core.thai.periods import format_period
from prongsai.core.thai.units import ALL_UNITS, read_units
from prongsai.foundation.files.kinds import PAPER_RULE
from prongsai.programme.plans.drafts import LONGEST_PERIOD, LONGEST_TEXT, LONGEST_TITLE
from prongsai.programme.plans.importing.preview import Card

_EVERY = "every"
_YEARS_BACK, _YEARS_AHEAD = 6, 1
NEW_STEPS = 2


class UploadForm(forms.Form):
    """A paper, and the plan that it is for."""

    file = forms.FileField(label=gettext_lazy("ไฟล์เอกสาร"), allow_empty_file=True)
    fiscal_year = forms.TypedChoiceField(label=gettext_lazy("นำเข้าแผนของปีงบประมาณ"), coerce=int)
    use_ocr = forms.BooleanField(
        label=gettext_lazy("อ่านหน้าที่เป็นภาพด้วย OCR"),
        help_text=gettext_lazy("ใช้กับหน้าที่สแกนหรือถ่ายภาพเท่านั้น หน้าที่มีข้อความอยู่แล้วอ่านตรงจากไฟล์"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, year: int, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = {year, *range(this_year - _YEARS_BACK, this_year + _YEARS_AHEAD + 1)}
        choices = self.fields["fiscal_year"]
        assert isinstance(choices, forms.TypedChoiceField)  # noqa: S101 - declared above
        choices.choices = [(number, str(number)) for number in sorted(years, reverse=True)]
        self.initial.setdefault("fiscal_year", year)

    def clean_file(self) -> File[bytes]:
        """Refuse what is too large before it is read."""
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > PAPER_RULE.most_bytes:
            most = PAPER_RULE.most_bytes // 2**20
            words = _("ไฟล์ “%(name)s” ใหญ่เกิน %(most)s MB ลดขนาดหรือแบ่งไฟล์ก่อน")
            raise forms.ValidationError(words % {"name": file.name, "most": most})
        return file


class MendForm(forms.Form):
    """A measure or project as it was read. `values()` gives what changed, by path."""

    title = forms.CharField(label=gettext_lazy("มาตรการ"), max_length=LONGEST_TITLE, widget=forms.Textarea(attrs={"rows": 2}))
    units = forms.MultipleChoiceField(label=gettext_lazy("ผู้รับผิดชอบ"), required=False, widget=forms.CheckboxSelectMultiple)
    other_units = forms.CharField(
        label=gettext_lazy("หน่วยงานอื่น"), required=False, max_length=500, help_text=gettext_lazy("คั่นด้วยจุลภาค หน่วยงานใหม่เพิ่มได้ตอนยืนยันนำเข้า")
    )
    period = forms.CharField(
        label=gettext_lazy("ช่วงเวลา"), required=False, max_length=LONGEST_PERIOD, help_text=gettext_lazy("เช่น ต.ค. 2568 - มี.ค. 2569")
    )
    period_words = forms.CharField(label=gettext_lazy("ข้อความช่วงเวลาตามเอกสาร"), required=False, max_length=LONGEST_PERIOD)
    due = forms.CharField(
        label=gettext_lazy("รายงานภายใน"), required=False, max_length=100, help_text=gettext_lazy("เช่น 31 มีนาคม 2569 หรือ 31/3/2569")
    )
    due_words = forms.CharField(label=gettext_lazy("ข้อความการกำกับติดตามตามเอกสาร"), required=False, max_length=500)

    def __init__(self, *args: Any, paper: Paper, card: Card, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        owner = _owner(paper, card)
        self.path = card.measure.path
        self.is_project = isinstance(owner, Project)
        self._names = dict(units)
        kwargs["initial"] = _initial(owner, card)
        super().__init__(*args, **kwargs)
        choices = self.fields["units"]
        assert isinstance(choices, forms.MultipleChoiceField)  # noqa: S101 - declared above
        choices.choices = [(_EVERY, _("ทุกส่วนราชการ")), *((str(pk), name) for pk, name in units)]
        if isinstance(owner, Project):
            for name in ("due", "due_words"):
                del self.fields[name]
        steps = owner.methods if isinstance(owner, Project) else owner.steps
        self.step_count = len(steps)
        for number, text in enumerate([*steps, *[""] * NEW_STEPS]):
            is_new = number >= len(steps)
            self.fields[f"step_{number}"] = forms.CharField(
                label=_("เพิ่มขั้นตอน") if is_new else _("ขั้นตอน %(number)s") % {"number": number + 1},
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=text,
            )

    def values(self) -> dict[str, str]:
        """What the person changed, by path of the paper, in the order in which it is to be set."""
        changed, given = set(self.changed_data), self.cleaned_data
        owner = f"{self.path}.responsible.units" if self.is_project else f"{self.path}.responsible_units"
        found: dict[str, str] = {}
        if "title" in changed:
            found[f"{self.path}.{'name' if self.is_project else 'title'}"] = given["title"]
        if changed & {"units", "other_units"}:
            chosen = [ALL_UNITS if unit == _EVERY else self._names[int(unit)] for unit in given["units"]]
            found[owner] = ", ".join([*chosen, *(read_units(given["other_units"]) if given["other_units"] else [])])
        for field, path in (
            ("period", "period"),
            ("period_words", "period.as_written"),
            ("due", "monitoring.due"),
            ("due_words", "monitoring.as_written"),
        ):
            if field in changed:
                found[f"{self.path}.{path}"] = given[field]
        steps = "methods" if self.is_project else "steps"
        numbers = [name.removeprefix("step_") for name in self.fields if name.startswith("step_") and name in changed]
        return found | {f"{self.path}.{steps}[{number}]": given[f"step_{number}"] for number in numbers}

    def field_of(self, path: str) -> str | None:
        """The field behind a path, for faults that the action finds."""
        rest = path.removeprefix(f"{self.path}.")
        if rest.endswith("]"):
            return f"step_{rest[rest.rindex('[') + 1 : -1]}"
        known = {"title": "title", "name": "title", "period": "period", "period.as_written": "period_words"}
        return known.get(rest) or {"monitoring.due": "due", "monitoring.as_written": "due_words"}.get(rest)

    def steps(self) -> list[forms.BoundField]:
        """The fields of the steps, empty ones for further steps at the end."""
        return [self[name] for name in self.fields if name.startswith("step_")]


def _owner(paper: Paper, card: Card) -> Measure | Project:
    index = int(card.key[1:])
    if card.key.startswith("m"):
        return paper.measures[index]
    assert paper.action_plan is not None  # noqa: S101 - the card came from it
    return paper.action_plan.projects[index]


def _initial(owner: Measure | Project, card: Card) -> dict[str, Any]:
    draft = card.measure.draft
    known = {str(unit) for unit in draft.unit_ids}
    values = {
        "title": owner.name if isinstance(owner, Project) else owner.title,
        "units": sorted(known | ({_EVERY} if draft.is_for_every_unit else set())),
        "other_units": ", ".join(name for name in card.measure.unknown_units if name in owner.responsible_units),
        "period": _period(owner.period),
        "period_words": owner.period.as_written if owner.period is not None else "",
    }
    if isinstance(owner, Measure) and owner.monitoring is not None:
        due = owner.monitoring.due
        values |= {"due": format_date(due, style="short") if due else "", "due_words": owner.monitoring.as_written}
    return values


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    if period.start and period.end:
        return format_period(period.start, period.end)
    return format_date(period.start, style="short") + " -" if period.start else ""


class CommitForm(forms.Form):
    """What a commit does besides adding the measures."""

    title = forms.CharField(label=gettext_lazy("ชื่อแผน"), max_length=300)
    units = forms.MultipleChoiceField(label=gettext_lazy("เพิ่มเป็นส่วนราชการของหน่วยงาน"), required=False, widget=forms.CheckboxSelectMultiple)
    moves_days = forms.BooleanField(required=False)
    takes_reports = forms.BooleanField(label=gettext_lazy("นำผลที่รายงานในเอกสารเข้าเป็นรายงานความคืบหน้าด้วย"), required=False)
    reports_on = forms.CharField(
        label=gettext_lazy("ผลเหล่านี้เป็นของวันที่"), required=False, max_length=100, help_text=gettext_lazy("เช่น 30 ก.ย. 2568")
    )
    unstated_is_finished = forms.BooleanField(label=gettext_lazy("ผลที่ไม่ได้บอกสถานะ ให้ถือว่าทำเสร็จแล้ว"), required=False)

    def __init__(self, *args: Any, has_plan: bool, new_units: Sequence[str], years_apart: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_plan:
            del self.fields["title"]
        choices = self.fields["units"]
        assert isinstance(choices, forms.MultipleChoiceField)  # noqa: S101 - declared above
        choices.choices = [(name, name) for name in new_units]
        if not new_units:
            del self.fields["units"]
        self.fields["moves_days"].label = _("เลื่อนวันทั้งหมดไปข้างหน้า %(years)s ปี") % {"years": years_apart}
