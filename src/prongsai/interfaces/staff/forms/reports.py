"""What an officer chooses for a printed report. The same values stand in the address of the page, of the preview, and in the print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import gettext_noop

from prongsai.core.papers.writers.writing import Digits
from prongsai.foundation.agencies.models import Agency
from prongsai.programme.plans.printing.layouts import LAYOUTS, Layout
from prongsai.programme.plans.printing.to_paper import MEMO_PREPARER, ROLES, Choices, MemoHead, Signer, memo_date
from prongsai.programme.plans.progress.rounds import current_round, round_of, rounds_of
from prongsai.programme.plans.queries.printed import Defaults

MEMO_FIELDS = ("issued_by", "number", "memo_day", "to")
_LONGEST = 200
_USUAL = "plan"
_MEMO_ROLES = (MEMO_PREPARER, gettext_noop("ผู้ให้ความเห็น 1"), gettext_noop("ผู้ให้ความเห็น 2"), gettext_noop("ผู้ให้ความเห็น 3"))


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "form-control"})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=_LONGEST, widget=widget)


class ReportForm(forms.Form):
    """Layout, round, digits, who signs, and the head of a memo. `given` completes what an address leaves out."""

    layout = forms.ChoiceField(label=_lazy("เอกสาร"))
    months = forms.TypedChoiceField(label=_lazy("รอบ"), coerce=int)
    digits = forms.ChoiceField(label=_lazy("ตัวเลข"), choices=Agency.Digits.choices)
    issued_by = _text(_lazy("ส่วนราชการ"), _lazy("หน่วยงานเจ้าของเรื่อง ชื่อเต็มขององค์กรต่อท้ายให้"))
    number = _text(_lazy("ที่"))
    memo_day = _text(_lazy("วันที่"), _lazy("เช่น 17 มีนาคม 2569"))
    to = _text(_lazy("เรียน"))

    def __init__(
        self, given: Mapping[str, str], *, fiscal_year: int, today: date, agency: Agency, defaults: Defaults, lacks: Mapping[str, str]
    ) -> None:
        self.fiscal_year, self.today, self.lacks = fiscal_year, today, lacks
        now = current_round(fiscal_year, today)
        start = {
            "layout": self._first,
            "months": str(now.months),
            "digits": agency.paper_digits,
            "issued_by": defaults.memo.issued_by,
            "to": defaults.memo.to,
            **{f"post_{place}": signer.position for place, signer in enumerate(defaults.signers)},
        }
        super().__init__({**start, **given})
        for place in range(len(ROLES)):
            self.fields[f"name_{place}"] = _text(_lazy("ชื่อ"))
            self.fields[f"post_{place}"] = _text(_lazy("ตำแหน่ง"))
        layout, months = self.fields["layout"], self.fields["months"]
        assert isinstance(layout, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(months, forms.TypedChoiceField)  # noqa: S101 - declared above
        layout.choices = [(key, one.label) for key, one in LAYOUTS.items() if key not in lacks]
        months.choices = [(one.months, str(one.months)) for one in rounds_of(fiscal_year)]
        if reason := lacks.get(str(self.data.get("layout"))):
            layout.error_messages["invalid_choice"] = reason

    def clean_memo_day(self) -> str:
        """A date that can be read, or nothing."""
        written: str = self.cleaned_data["memo_day"]
        if written.strip() and memo_date(written) is None:
            raise forms.ValidationError(_("อ่านวันที่ไม่ได้ พิมพ์แบบ 17 มีนาคม 2569 หรือเว้นว่าง"))
        return written

    def layouts(self) -> Iterator[tuple[Layout, str]]:
        """All layouts, each with the reason why the year has nothing for it, "" where it has."""
        for key, layout in LAYOUTS.items():
            yield layout, self.lacks.get(key, "")

    @property
    def has_any(self) -> bool:
        """Whether the year has anything to print."""
        return len(self.lacks) < len(LAYOUTS)

    @property
    def _first(self) -> str:
        """The plan, else the first layout that the year has something for."""
        return next((key for key in (_USUAL, *LAYOUTS) if key not in self.lacks), _USUAL)

    @property
    def chosen_layout(self) -> Layout:
        """The layout that is chosen, the usual one where none can be told."""
        return LAYOUTS.get(str(self.data.get("layout")), LAYOUTS[_USUAL])

    @property
    def memo_fields(self) -> list[BoundField]:
        """The fields of a memo's head."""
        return [self[name] for name in MEMO_FIELDS]

    @property
    def places(self) -> Iterator[tuple[str, BoundField, BoundField]]:
        """The places in the chain: role, name, position."""
        roles = _MEMO_ROLES if self.chosen_layout.has_memo else ROLES
        for place, role in enumerate(roles):
            yield _(role), self[f"name_{place}"], self[f"post_{place}"]

    @property
    def rounds(self) -> list[dict[str, Any]]:
        """The rounds to choose from; one that is still running counts up to today."""
        chosen = str(self.data.get("months"))
        return [
            {"round": one, "is_chosen": str(one.months) == chosen, "as_of": one.as_of(self.today), "is_running": self.today < one.last_day}
            for one in rounds_of(self.fiscal_year)
        ]

    def plain(self) -> dict[str, str]:
        """What is chosen as the values of an address; only what the layout takes, and nothing that is empty by itself."""
        layout = self.chosen_layout
        left_out = {*(() if layout.has_round else ("months",)), *(() if layout.has_memo else MEMO_FIELDS)}
        return {name: str(self.data.get(name, "")) for name in self.fields if name not in left_out}

    def choices(self) -> Choices:
        """The choices of a valid form."""
        values = self.cleaned_data
        layout = LAYOUTS[values["layout"]]
        chosen = round_of(self.fiscal_year, values["months"]) if layout.has_round else None
        return Choices(
            layout=layout.key,
            as_of=chosen.as_of(self.today) if chosen else self.today,
            round=chosen,
            signers=tuple(Signer(values[f"name_{place}"], values[f"post_{place}"]) for place in range(len(ROLES))),
            memo=MemoHead(values["issued_by"], values["number"], values["memo_day"], values["to"]) if layout.has_memo else MemoHead(),
        )

    def chosen_digits(self) -> Digits:
        """The digits of a valid form."""
        return "thai" if self.cleaned_data["digits"] == "thai" else "arabic"
