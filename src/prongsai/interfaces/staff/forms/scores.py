"""Forms of scores: a field per node of the year's framework, ticks for disclosure items, and the reason for withdrawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files import File
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.assessments.scorecards.drafts import ScoresDraft
from prongsai.assessments.scorecards.models import Scorecard
from prongsai.core.ita.model import Framework, Instrument, Item
from prongsai.core.ita.tree import Node, tree_of
from prongsai.core.thai.numerals import parse_number
from prongsai.foundation.files.kinds import PAPER_RULE
from prongsai.foundation.languages import in_language
from prongsai.interfaces.staff.forms.faults import TakesFaults
from prongsai.interfaces.staff.forms.numbers import read_whole

PREFIX = "points-"
_LONGEST_NUMBER = 40
_FOUND, _MISSING = Decimal(100), Decimal(0)


class PointsField(forms.CharField):
    """Points as people type them, in Thai or Arabic digits; empty is None, which is not 0. Faults name the field."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "form-control"}
        super().__init__(required=False, max_length=_LONGEST_NUMBER, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        """The number, or None where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        number = parse_number(text.removesuffix("%"))
        if number is None:
            words = _("อ่านตัวเลขไม่ได้ พิมพ์แบบ 79.25 หรือเว้นว่างหากไม่ทราบ")
        elif not _MISSING <= number <= _FOUND:
            words = _("ใส่คะแนนตั้งแต่ 0 ถึง 100")
        else:
            return number
        raise forms.ValidationError(f"{self.label}: {words}")


@dataclass(frozen=True, slots=True)
class Line:
    """One field of points with what it is for."""

    key: str
    name: str
    field: BoundField


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one instrument: its indicators, and below them what is seldom known. `is_open` where something below was typed."""

    code: str
    name: str
    weight: Decimal
    lines: tuple[Line, ...]
    more: tuple[Line, ...]

    @property
    def is_open(self) -> bool:
        return any(line.field.value() or line.field.errors for line in self.more)


class ScoresForm(TakesFaults):
    """The result of a year as an officer has it on paper: what is known at any height, and what the paper prints as its total."""

    kind = forms.ChoiceField(label=gettext_lazy("ผลของใคร"), choices=Scorecard.Kind.choices, widget=forms.RadioSelect)
    printed_total = PointsField(label=gettext_lazy("คะแนนรวมตามเอกสาร"), help_text=gettext_lazy("ตามที่ประกาศพิมพ์ไว้ ใช้เทียบกับที่คำนวณได้"))
    printed_level = forms.ChoiceField(label=gettext_lazy("ระดับตามเอกสาร"), required=False)
    note = forms.CharField(
        label=gettext_lazy("หมายเหตุ"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("เช่น เลขที่หนังสือแจ้งผล หรือหน้าของประกาศ"),
    )

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework
        levels = [("", _("ไม่ระบุ")), *((rule.key, in_language(rule.name, rule.name_en)) for rule in framework.levels)]
        level = self.fields["printed_level"]
        assert isinstance(level, forms.ChoiceField)  # noqa: S101 - declared above
        level.choices = levels
        for node in tree_of(framework).walk():
            if node.kind != "total":
                self.fields[f"{PREFIX}{node.key}"] = PointsField(label=f"{node.key} {in_language(node.name, node.name_en)}")

    @property
    def groups(self) -> Iterator[Group]:
        """The fields of points by instrument."""
        for instrument, node in zip(self.framework.instruments, tree_of(self.framework).children, strict=True):
            below = [entry for child in node.children for part in child.children for entry in part.walk()]
            yield Group(
                code=node.key,
                name=in_language(node.name, node.name_en),
                weight=instrument.weight,
                lines=tuple(map(self._line, node.children)),
                more=(self._line(node), *map(self._line, below)),
            )

    def _line(self, node: Node) -> Line:
        return Line(node.key, in_language(node.name, node.name_en), self[f"{PREFIX}{node.key}"])

    def draft(self) -> ScoresDraft:
        """What a valid form says."""
        data = self.cleaned_data
        points = {name.removeprefix(PREFIX): value for name, value in data.items() if name.startswith(PREFIX) and value is not None}
        return ScoresDraft(
            fiscal_year=self.framework.fiscal_year,
            kind=data["kind"],
            points=points,
            printed_total=data["printed_total"],
            printed_level=data["printed_level"],
            note=data["note"],
        )

    def typed(self) -> list[tuple[str, str]]:
        """What was typed, as the hidden fields of the page that asks for confirmation."""
        return [(name, str(self.data[name])) for name in self.fields if self.data.get(name)]


def initial_of(row: Scorecard | None, points: Mapping[str, Decimal], kind: str) -> dict[str, Any]:
    """The initial values of `ScoresForm` from a card (None: empty)."""
    if row is None:
        return {"kind": kind}
    printed = {"printed_total": row.printed_total, "printed_level": row.printed_level, "note": row.note}
    return {"kind": kind, **printed, **{f"{PREFIX}{key}": f"{value:f}" for key, value in points.items()}}


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """The disclosure items of one sub-indicator (or indicator without parts), each with whether it is ticked."""

    key: str
    name: str
    items: tuple[tuple[Item, bool], ...]


class CheckForm(TakesFaults):
    """Ticks for the disclosure items that were found. An item without a tick counts as not found."""

    item = forms.MultipleChoiceField(required=False)
    note = forms.CharField(label=gettext_lazy("หมายเหตุ"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework
        items = self.fields["item"]
        assert isinstance(items, forms.MultipleChoiceField)  # noqa: S101 - declared above
        items.choices = [(item.code, item.code) for instrument in self.instruments for item in instrument.items]

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The instruments whose items are found or missing."""
        return tuple(entry for entry in self.framework.instruments if entry.kind == "checks")

    @property
    def groups(self) -> Iterator[CheckGroup]:
        """The items as the framework groups them."""
        ticked = set(self["item"].value() or ())
        for indicator in (entry for instrument in self.instruments for entry in instrument.indicators):
            for part in indicator.sub_indicators or (indicator,):
                number = part.number if isinstance(part.number, str) else part.key
                items = tuple((item, item.code in ticked) for item in part.items)
                yield CheckGroup(number, in_language(part.name, part.name_en), items)

    def points(self) -> dict[str, Decimal]:
        """The points of every item of a valid form."""
        found = set(self.cleaned_data["item"])
        return {item.code: _FOUND if item.code in found else _MISSING for instrument in self.instruments for item in instrument.items}

    def typed(self) -> list[tuple[str, str]]:
        """What was ticked and typed, as hidden fields."""
        note = self.data.get("note", "")
        return [*(("item", code) for code in self["item"].value() or ()), *([("note", note)] if note else [])]


class WithdrawForm(TakesFaults):
    """Why a card is withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("เหตุผลที่ถอน"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("บอกเหตุผลที่ถอน เพื่อให้ผู้อ่านประวัติเข้าใจ")},
    )


def seen_number(data: Mapping[str, Any], kind: str) -> int | None:
    """The number of the card of a kind that the person saw standing when the form was drawn; None where the form does not say.

    What is no number is none that anybody saw: 0, so that the person is asked again where a card stands.
    """
    written = data.get(f"seen-{kind}")
    return None if written is None else read_whole(written) or 0


class ScoreFileForm(TakesFaults):
    """A file with scores."""

    file = forms.FileField(label=gettext_lazy("ไฟล์คะแนน"), allow_empty_file=True)

    def clean_file(self) -> File[bytes]:
        """Refuse what is too large before it is read."""
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > PAPER_RULE.most_bytes:
            words = _("ไฟล์ “%(name)s” ใหญ่เกิน %(most)s MB ลดขนาดหรือแบ่งไฟล์ก่อน")
            raise forms.ValidationError(words % {"name": file.name, "most": PAPER_RULE.most_bytes // 2**20})
        return file
