"""Forms of progress: one report with counts and files, several reports at once, and asking for more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.faults import Fault
from prongsai.foundation.files.kinds import EVIDENCE_RULE
from prongsai.interfaces.staff.forms.faults import TakesFaults
from prongsai.interfaces.staff.forms.measure_days import DayField
from prongsai.interfaces.staff.forms.names import NamesSelect
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.programme.plans.progress.drafts import MOST_COUNTS, Count, ProgressDraft, Upload, read_count

COUNT_ROWS = 3
_DAY_HINT = _("เช่น 17 มี.ค. 2569 หรือ 17/3/2569")
Choices = Sequence[tuple[int | str, str]]


class ManyFiles(forms.FileInput):
    """A file input in which several files can be chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[bytes]]:
        """All files that were sent under the name."""
        return list(files.getlist(name)) if isinstance(files, MultiValueDict) else []


class FilesField(forms.Field):
    """Several files; what is in them is checked by the action."""

    widget = ManyFiles

    def clean(self, value: Any) -> list[UploadedFile[bytes]]:
        """The files as they came."""
        return list(value or [])


def _longer(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PlaceField(forms.TypedChoiceField):
    """A choice by id in which the first entry may stand for the whole: then the value is None. Never "optional" to the eye."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, widget=NamesSelect, **kwargs)
        self.whole: str | Any = ""

    def offer(self, choices: Choices, whole: str | Any = "") -> None:
        """Set the choices; `whole` is the entry that stands for all, "" where one has to be chosen."""
        self.whole = whole
        self.choices = [*([("", whole)] if whole else []), *choices]

    def validate(self, value: Any) -> None:
        """Nothing chosen is the whole, where there is such an entry."""
        if value or not self.whole:
            super().validate(value)


class RowField(forms.CharField):
    """A field of a row that may be left empty as a whole: neither demanded here nor called optional on the page."""

    def validate(self, value: Any) -> None:
        """Whatever was typed; the row is checked by the action."""


class CountForm(forms.Form):
    """One thing that was counted. Empty rows do not count."""

    use_required_attribute = False
    what = RowField(label=_("นับอะไร"))
    number = RowField(label=_("จำนวน"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    unit = RowField(label=_("หน่วยนับ"))

    def is_blank(self) -> bool:
        """Whether nothing was typed into the row."""
        return not any(str(self[name].value() or "").strip() for name in self.fields)


class Shortened(TakesFaults):
    """What single and several reports have in common: which step, whose, when, what, whether it is finished, files."""

    step = PlaceField(label=_("รายงานผลของ"))
    unit = PlaceField(label=_("หน่วยงานที่รายงาน"), error_messages={"required": _("เลือกหน่วยงานที่รายงาน")})
    happened_on = DayField(label=_("ทำเมื่อ"), help_text=_DAY_HINT, error_messages={"required": _("ใส่วันที่ทำ เช่น 17 มี.ค. 2569")})
    done_text = forms.CharField(label=_("ทำอะไรไปแล้ว"), widget=_longer(), error_messages={"required": _("เขียนว่าทำอะไรไปแล้ว")})
    is_finished = forms.BooleanField(label=_("งานส่วนนี้เสร็จแล้ว"), required=False)
    evidence = FilesField(label=_("ไฟล์หลักฐาน"), required=False)

    def __init__(self, *args: Any, steps: Choices, units: Choices, fiscal_year: int, may_speak_for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if steps:
            self._offer("step", steps, _("ทั้งมาตรการ"))
        else:
            del self.fields["step"]
        self._offer("unit", units, _("ทั้งหน่วยงาน") if may_speak_for_all else "")
        field = self.fields["happened_on"]
        if isinstance(field, DayField):
            field.fiscal_year = fiscal_year

    def clean(self) -> dict[str, Any]:
        """A step that is gone must not turn a report on it into one on the whole measure."""
        data = super().clean() or {}
        if "step" not in self.fields and str(self.data.get(self.add_prefix("step")) or "").strip():
            self.add_error(None, _("ขั้นตอนที่ท่านรายงานถูกยกเลิกแล้ว ถ้าเป็นผลของทั้งมาตรการ บันทึกอีกครั้งจากหน้านี้"))
        return data

    def _offer(self, name: str, choices: Choices, whole: str | Any = "") -> None:
        field = self.fields[name]
        if isinstance(field, PlaceField):
            field.offer(choices, whole)
        elif isinstance(field, forms.ChoiceField):
            field.choices = choices

    def values(self) -> dict[str, Any]:
        """The values for a draft, as far as they could be read."""
        data = self.cleaned_data
        return {
            "step_id": data.get("step"),
            "unit_id": data.get("unit"),
            "happened_on": data.get("happened_on"),
            "done_text": data.get("done_text", ""),
            "is_finished": data.get("is_finished", False),
        }

    def draft(self) -> ProgressDraft:
        """What the form says; only after `is_valid` ran, whatever it found."""
        return ProgressDraft(**self.values())

    def uploads(self) -> tuple[Upload, ...]:
        """The files that were sent, read whole."""
        files: list[UploadedFile[bytes]] = self.cleaned_data.get("evidence", [])
        return tuple(Upload(file.name or "", _bytes_of(file)) for file in files)

    def chosen_names(self) -> list[str]:
        """The names of files that a browser cannot choose again by itself."""
        return [file.name or "" for file in self.files.getlist(self.add_prefix("evidence"))] if self.is_bound else []

    def take(self, faults: Iterable[Fault]) -> None:
        """Put faults to the fields that they name; files have a field of another name."""
        super().take(Fault("evidence", fault.message) if fault.field == "files" else fault for fault in faults)


def _bytes_of(file: UploadedFile[bytes]) -> bytes:
    # A file beyond the limit is not read whole: one byte more than allowed is enough for the refusal.
    return b"".join(_limited(file.chunks(), EVIDENCE_RULE.most_bytes + 1))


def _limited(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk[:most]
        most -= len(chunk)
        if most <= 0:
            return


class SeveralForm(Shortened):
    """One row of several reports. A row in which nothing was written is left out."""

    def is_blank(self) -> bool:
        """Whether nothing was written, ticked or chosen in the row."""
        ticked = bool(self["is_finished"].data)
        return not (ticked or str(self["done_text"].data or "").strip() or self.chosen_names())

    def full_clean(self) -> None:
        """Nothing is wrong with a row that is left out."""
        if self.is_bound and self.is_blank():
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()


class ProgressForm(Shortened):
    """A whole report. `answers` are open requests for more; `keeps` are files of the report that this one corrects."""

    outputs = forms.CharField(label=_("ผลผลิต"), required=False, widget=_longer(), help_text=_("สิ่งที่ทำหรือผลิตขึ้น บรรทัดละหนึ่งเรื่อง"))
    outcomes = forms.CharField(label=_("ผลลัพธ์"), required=False, widget=_longer(), help_text=_("สิ่งที่เกิดตามมา บรรทัดละหนึ่งเรื่อง"))
    obstacles = forms.CharField(label=_("ปัญหา อุปสรรค"), required=False, widget=_longer(2))
    suggestions = forms.CharField(label=_("ข้อเสนอแนะ"), required=False, widget=_longer(2))
    answers = forms.TypedMultipleChoiceField(label=_("ตอบคำขอข้อมูลเพิ่ม"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    keeps = forms.TypedMultipleChoiceField(label=_("ไฟล์เดิมที่ยังใช้"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, requests: Choices = (), kept: Choices = (), corrects_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.corrects_id = corrects_id
        for name, choices in (("answers", requests), ("keeps", kept)):
            if choices:
                self._offer(name, choices)
            else:
                del self.fields[name]
        self.counts = self._count_forms(kwargs.get("initial") or {})

    def _count_forms(self, initial: dict[str, Any]) -> list[CountForm]:
        if self.is_bound:
            written = read_whole(self.data.get("count-rows"))
            rows = COUNT_ROWS if written is None else min(written, MOST_COUNTS)
            return [CountForm(self.data, prefix=f"counts-{index}", label_suffix="") for index in range(rows)]
        given = [*initial.get("counts", ()), *({} for _row in range(COUNT_ROWS))][:MOST_COUNTS]
        return [CountForm(initial=row, prefix=f"counts-{index}", label_suffix="") for index, row in enumerate(given)]

    def with_more_rows(self) -> None:
        """Offer more empty rows for counts."""
        room = max(0, min(COUNT_ROWS, MOST_COUNTS - len(self.counts)))
        start = len(self.counts)
        self.counts += [CountForm(prefix=f"counts-{index}", label_suffix="") for index in range(start, start + room)]

    def values(self) -> dict[str, Any]:
        """The values for a draft, with counts, answers and kept files."""
        data = self.cleaned_data
        texts = {name: data.get(name, "") for name in ("outputs", "outcomes", "obstacles", "suggestions")}
        return super().values() | {
            **texts,
            "counts": tuple(self._counted()),
            "answers_request_ids": tuple(data.get("answers", ())),
            "keeps_file_ids": tuple(data.get("keeps", ())),
            "corrects_id": self.corrects_id,
        }

    def _written_counts(self) -> list[CountForm]:
        return [row for row in self.counts if row.is_bound and not row.is_blank()]

    def _counted(self) -> Iterator[Count]:
        for row in self._written_counts():
            row.is_valid()
            data = row.cleaned_data
            yield Count(data.get("what", ""), read_count(data.get("number", "")), data.get("unit", ""))

    def take(self, faults: Iterable[Fault]) -> None:
        """As before; faults of counts go to their rows."""
        rows = self._written_counts()
        rest = []
        for fault in faults:
            match fault.field.split("-"):
                case ["counts", index, name]:
                    rows[int(index)].add_error(name, fault.message)
                case _:
                    rest.append(fault)
        super().take(rest)


class AskForm(TakesFaults):
    """Asking for more about a measure or one of its steps."""

    step = PlaceField(label=_("เรื่องที่ขอ"))
    text = forms.CharField(label=_("ขอข้อมูลอะไรเพิ่ม"), widget=_longer(4), error_messages={"required": _("เขียนว่าขอข้อมูลอะไรเพิ่ม")})
    wanted_by = DayField(label=_("ขอภายในวันที่"), required=False, help_text=_("เช่น 31 มี.ค. 2569"))

    def __init__(self, *args: Any, steps: Choices, fiscal_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        step, day = self.fields["step"], self.fields["wanted_by"]
        if isinstance(step, PlaceField):
            step.offer(steps, _("ทั้งมาตรการ"))
        if isinstance(day, DayField):
            day.fiscal_year = fiscal_year
        if not steps:
            del self.fields["step"]
