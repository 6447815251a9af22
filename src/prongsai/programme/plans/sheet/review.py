"""A workbook that came back beside the plan as it stands: what each row changes, what is new, and every fault with its cell.

Nothing is written, and nothing is asked of the database: `plan` was read before. Rows of reports are in `reported.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from prongsai.foundation.faults import Unusable
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft, check
from prongsai.programme.plans.sheet.cells import Misread, cells_of, fingerprint, fingerprints, read_cell, read_fingerprints, read_key, shown
from prongsai.programme.plans.sheet.columns import (
    MEASURE,
    MEASURE_COLUMNS,
    OF_MEASURES_ONLY,
    OF_STEPS_ONLY,
    STEP,
    WATCHED,
)
from prongsai.programme.plans.sheet.reading import CellFault, ReadSheet, Row
from prongsai.programme.plans.sheet.standing import StandingMeasure, StandingPlan, key_of_measure, key_of_step

Draft = TypeVar("Draft", bound=MeasureDraft | StepDraft)
HEADS = {column.key: column.head for column in MEASURE_COLUMNS}
_SETTABLE = tuple(column for column in WATCHED if column not in {"number", "kind"})
"""Columns that a new row sets; the first is its title."""
_COLUMN_OF_FIELD = {
    "title": "text",
    "text": "text",
    "details": "details",
    "responsible_as_written": "as_written",
    "starts_on": "starts",
    "ends_on": "ends",
    "period_as_written": "period",
    "units": "units",
    "monitoring": "monitoring",
    "indicators": "indicators",
}


@dataclass(frozen=True, slots=True)
class CellChange:
    """One value of a row: its head, and the texts before and after."""

    head: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a row does. `act` is "change", "new", "withdraw" or "report"; `measure_id` None for a measure that is new."""

    sheet: str
    line: int
    act: str
    number: str
    title: str
    measure_id: int | None
    cells: tuple[CellChange, ...]


@dataclass(slots=True)
class Edit:
    """A standing measure as it will be. `withdraws` is the reason why it goes out of the plan, `step_reasons` those of steps by id."""

    measure: StandingMeasure
    draft: MeasureDraft
    withdraws: str = ""
    step_reasons: dict[int, str] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """What came of the sheet of measures: edits of standing ones, drafts of new ones by line, and rows for people."""

    edits: dict[int, Edit] = field(default_factory=dict)
    added: dict[int, MeasureDraft] = field(default_factory=dict)
    changes: list[RowChange] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a key leads: the standing measure and, for a step, which of its drafts."""

    measure: StandingMeasure
    step: StepDraft | None
    number: str

    @property
    def draft(self) -> MeasureDraft | StepDraft:
        return self.step or self.measure.draft


def review_measures(sheet: ReadSheet, plan: StandingPlan, *, may_edit: bool, dropped: frozenset[int] = frozenset()) -> Found:
    """Compare the sheet of measures with the plan. Rows on `dropped` lines are left out, with the steps of a new measure that is."""
    return _Review(sheet, plan, may_edit, dropped).run()


class _Review:
    def __init__(self, sheet: ReadSheet, plan: StandingPlan, may_edit: bool, dropped: frozenset[int]) -> None:
        self.sheet, self.plan, self.may_edit, self.dropped = sheet, plan, may_edit, dropped
        self.found = Found()
        self.places = dict(_places(plan))
        self.seen: dict[str, int] = {}
        self.owner: int | None = None
        """The measure that a new step belongs to: its id, or minus the line where it is new."""
        self.after: int | None = None
        """The step that a new one comes after."""
        self.unsure: int | None = None
        """The new row above that does not say whether it is a measure: steps below it may be its own."""
        self.titles = {_plain(_title(place.draft)): key for key, place in reversed(self.places.items())}
        self.new_after: dict[int, list[tuple[int | None, int, StepDraft]]] = {}
        self.lines: dict[tuple[int, int], int] = {}
        """(measure, place among its draft's steps) → line, for the faults of a draft."""

    def run(self) -> Found:
        faulty = {(fault.line, fault.index) for fault in self.sheet.faults}
        self.found.faults += [fault for fault in self.sheet.faults if fault.line not in self.dropped]
        for row in self.sheet.rows():
            if read_key(row.cells):
                self._standing(row, faulty)
            elif any(text for key, text in row.cells.items() if key not in {"key", "version", "base"}):
                self._new(row, faulty)
        self._place_new_steps()
        self._withdrawn_wholes()
        self._check()
        return self.found

    def _fault(self, row: Row | int, column: str, message: str) -> None:
        line = row if isinstance(row, int) else row.line
        if line not in self.dropped:
            self.found.faults.append(self.sheet.fault(line, column, message))

    def _standing(self, row: Row, faulty: set[tuple[int, int]]) -> None:
        key = read_key(row.cells)
        place = self.places.get(key)
        self.unsure = None
        edited = _edited(row, place, self.plan.units)
        if place is None:
            self.owner = self.after = None
            self._lost(row, key, edited)
            return
        self.owner, self.after = place.measure.pk, place.step.step_id if place.step else None
        if row.line in self.dropped:
            return
        if key in self.seen:
            words = _("แถวนี้ซ้ำกับแถว %(line)s ลบแถวใดแถวหนึ่ง หากเป็นของใหม่ ให้แทรกแถวว่างแล้วพิมพ์ แทนการคัดลอกทั้งแถว")
            self._fault(row, "key", words % {"line": self.seen[key]})
            return
        self.seen[key] = row.line
        if (other := self._stranger(row, place, edited)) is not None:
            words = _("เลขข้อและข้อความเป็นของข้อ %(other)s แต่รหัสแถวที่ซ่อนอยู่เป็นของข้อ %(own)s อาจเรียงแถวโดยไม่รวมคอลัมน์ที่ซ่อน ดาวน์โหลดใหม่แล้วแก้อีกครั้ง")
            self._fault(row, "text", words % {"other": other.number, "own": place.number})
            return
        values, cells = self._edits(row, place, edited, faulty)
        reason = row.cells.get("withdraw", "")
        if (edited or reason) and not self.may_edit:
            for column in [*edited, *(["withdraw"] if reason else [])]:
                self._fault(row, column, _("ท่านแก้แผนไม่ได้ คืนค่าเดิม หรือส่งไฟล์ให้เจ้าหน้าที่"))
            return
        if reason:
            self._withdraw(row, place, reason)
            if cells:
                words = _("%(place)s: ไม่ได้ใช้ค่าที่แก้ในช่อง %(names)s เพราะแถวนี้ถูกยกเลิก")
                names = ", ".join(cell.head for cell in cells)
                self.found.remarks.append(words % {"place": self.sheet.fault(row.line, "withdraw", "").place, "names": names})
        elif cells:
            self._apply(row, place, values, cells)
        else:
            self.found.unchanged += 1

    def _stranger(self, row: Row, place: _Place, edited: Mapping[str, str]) -> _Place | None:
        """The row of the plan that this one shows by number and text though its hidden key is another's: sorted without the key."""
        if not {"text", "number"} <= edited.keys():
            return None
        key = self.titles.get(_plain(row.cells.get("text", "")))
        other = self.places[key] if key else None
        return other if other and _plain(_title(other.draft)) != _plain(_title(place.draft)) else None

    def _lost(self, row: Row, key: str, edited: Iterable[str]) -> None:
        """A key that leads nowhere in this plan: gone rows that nobody touched do not matter."""
        if key not in self.plan.gone:
            self._fault(row, "key", _("ไม่พบแถวนี้ในแผนของปีนี้ ใช้ไฟล์ของแผนนี้ หรือลบรหัสแถวหากเป็นแถวใหม่"))
        elif any(column not in {"number", "kind"} for column in edited):
            self._fault(row, "text", _("ถูกยกเลิกไปแล้วหลังดาวน์โหลด นำกลับมาก่อนจึงแก้ได้ หรือเว้นแถวนี้"))
        else:
            self.found.unchanged += 1

    def _edits(
        self, row: Row, place: _Place, edited: Mapping[str, str], faulty: set[tuple[int, int]]
    ) -> tuple[dict[str, Any], list[CellChange]]:
        """The values of the cells that the person changed, and how to show them; conflicts and faults are kept."""
        now = cells_of(place.draft, place.number, self.plan.units)
        values: dict[str, Any] = {}
        cells: list[CellChange] = []
        for column, base in edited.items():
            text = row.cells.get(column, "")
            if (row.line, self.sheet.places.get(column, -1)) in faulty or text == now[column]:
                continue
            if column == "kind":
                self._fault(row, column, _("เปลี่ยนชนิดของแถวไม่ได้ คืนเป็น %(kind)s") % {"kind": now[column]})
            elif column == "number":
                self._number_unused(row)
            elif fingerprint(column, now[column]) != base:
                words = _("ผู้อื่นแก้ช่องนี้หลังดาวน์โหลด ตอนนี้คือ “%(now)s” ในไฟล์คือ “%(mine)s” เว้นแถวนี้ หรือดาวน์โหลดใหม่แล้วแก้")
                self._fault(row, column, words % {"now": shown(column, now[column]) or "–", "mine": self._mine(column, text, place) or "–"})
            elif (read := self._read(row, column, place)) is not None and _says_more(place.draft, read):
                cells.append(CellChange(HEADS[column], shown(column, now[column]), self._after(place.draft, column, read)))
                values |= read
        return values, cells

    def _read(self, row: Row, column: str, place: _Place | None, *, is_step: bool = False) -> dict[str, Any] | None:
        text = row.cells.get(column, "")
        is_step = place.step is not None if place else is_step
        if text and column in (OF_MEASURES_ONLY if is_step else OF_STEPS_ONLY):
            kind = MEASURE if is_step else STEP
            self._fault(row, column, _("คอลัมน์นี้ใช้กับ%(kind)sเท่านั้น ลบค่าในช่องนี้") % {"kind": kind})
            return None
        try:
            return self._value(column, text, place)
        except Misread as misread:
            self._fault(row, column, str(misread))
            return None

    def _value(self, column: str, text: str, place: _Place | None) -> dict[str, Any]:
        chosen = place.draft.unit_ids if place else ()
        units = {pk: name for pk, name in self.plan.units.items() if pk in self.plan.open_units or pk in chosen}
        return read_cell(column, text, place.draft if place else None, units, self.plan.fiscal_year)

    def _after(self, draft: MeasureDraft | StepDraft, column: str, values: Mapping[str, Any]) -> str:
        """A cell for people as it will be: what was read, not what was typed."""
        return shown(column, cells_of(_with(draft, values), "", self.plan.units)[column])

    def _mine(self, column: str, text: str, place: _Place) -> str:
        """What stands in a cell of the file for people; as it was typed where it cannot be read."""
        try:
            return self._after(place.draft, column, self._value(column, text, place))
        except Misread:
            return text

    def _number_unused(self, row: Row) -> None:
        words = _("%(place)s: ไม่ได้ใช้เลขข้อที่แก้ เลขข้อเป็นไปตามลำดับในแผน")
        self.found.remarks.append(words % {"place": self.sheet.fault(row.line, "number", "").place})

    def _edit(self, measure: StandingMeasure, line: int) -> Edit:
        edit = self.found.edits.setdefault(measure.pk, Edit(measure, measure.draft))
        edit.lines.append(line)
        return edit

    def _apply(self, row: Row, place: _Place, values: dict[str, Any], cells: list[CellChange]) -> None:
        edit = self._edit(place.measure, row.line)
        if place.step is None:
            edit.draft = _with(edit.draft, values)
        else:
            steps = (_with(step, values) if step.step_id == place.step.step_id else step for step in edit.draft.steps)
            edit.draft = replace(edit.draft, steps=tuple(steps))
        self._tell(row, "change", place.number, _title(place.draft), place.measure.pk, cells)

    def _withdraw(self, row: Row, place: _Place, reason: str) -> None:
        edit = self._edit(place.measure, row.line)
        if len(reason) > 500:
            self._fault(row, "withdraw", _("เหตุผลยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง") % {"most": 500})
        if place.step is None:
            edit.withdraws = reason
        else:
            edit.draft = replace(edit.draft, steps=tuple(step for step in edit.draft.steps if step.step_id != place.step.step_id))
            edit.step_reasons[place.step.step_id or 0] = reason
        change = CellChange(HEADS["withdraw"], "", reason)
        self._tell(row, "withdraw", place.number, _title(place.draft), place.measure.pk, [change])

    def _new(self, row: Row, faulty: set[tuple[int, int]]) -> None:
        kind = row.cells.get("kind", "")
        if kind == MEASURE:
            self.owner, self.after = -row.line, None
        if kind != STEP:
            self.unsure = None if kind == MEASURE else row.line
        if row.line in self.dropped:
            return
        if not self.may_edit:
            self._fault(row, "text", _("ท่านเพิ่มแถวในแผนไม่ได้ ลบแถวนี้ หรือส่งไฟล์ให้เจ้าหน้าที่"))
            return
        if kind not in {MEASURE, STEP}:
            self._fault(row, "kind", _("แถวใหม่ต้องเลือกชนิด %(measure)s หรือ %(step)s") % {"measure": MEASURE, "step": STEP})
            return
        if row.cells.get("number"):
            self._number_unused(row)
        if row.cells.get("withdraw"):
            self._fault(row, "withdraw", _("แถวใหม่ยังไม่มีอะไรให้ยกเลิก ลบเหตุผล หรือลบทั้งแถว"))
        values: dict[str, Any] = {}
        for column in _SETTABLE:
            if (row.cells.get(column) or column == "text") and (row.line, self.sheet.places.get(column, -1)) not in faulty:
                values |= self._read(row, column, None, is_step=kind == STEP) or {}
        text = values.pop("text", "")
        draft = MeasureDraft(title=text, **values) if kind == MEASURE else StepDraft(text=text, **values)
        after = cells_of(draft, "", self.plan.units)
        cells = [CellChange(HEADS[column], "", shown(column, after[column])) for column in _SETTABLE[1:] if after[column]]
        if text and (twin := self._twin(text, kind)) is not None:
            self._fault(row, "text", _("มีอยู่ในแผนแล้ว (%(twin)s) แก้ที่แถวนั้น หรือใช้ข้อความอื่น") % {"twin": twin})
        if isinstance(draft, MeasureDraft):
            self.found.added[row.line] = draft
            self._tell(row, "new", "", text, None, cells)
        elif self.unsure in self.dropped:
            words = _("แถว %(line)s เหนือแถวนี้ไม่มีชนิด จึงไม่รู้ว่าขั้นตอนนี้เป็นของมาตรการใด เลือกชนิดของแถวนั้น หรือเว้นแถวนี้ด้วย")
            self._fault(row, "kind", words % {"line": self.unsure})
        elif self.owner is None:
            self._fault(row, "kind", _("ขั้นตอนใหม่ต้องอยู่ใต้แถวของมาตรการ ย้ายแถวนี้"))
        elif -self.owner not in self.dropped:
            self.new_after.setdefault(self.owner, []).append((self.after, row.line, draft))
            number = next((measure.number for measure in self.plan.measures if measure.pk == self.owner), "")
            self._tell(row, "new", number, text, self.owner if self.owner > 0 else None, cells)

    def _twin(self, text: str, kind: str) -> str | None:
        """The number of what says the same already: a workbook that comes twice must not add its new rows twice."""
        words = _plain(text)
        for place in self.places.values():
            is_rival = place.step is None if kind == MEASURE else place.step is not None and place.measure.pk == self.owner
            if is_rival and _plain(_title(place.draft)) == words:
                return place.number
        return None

    def _place_new_steps(self) -> None:
        """Put new steps behind the step above them, or first in their measure."""
        standing = {measure.pk: measure for measure in self.plan.measures}
        for owner, steps in self.new_after.items():
            if owner < 0:
                if (draft := self.found.added.get(-owner)) is not None:
                    self.found.added[-owner] = replace(draft, steps=tuple(step for _after, _line, step in steps))
                    self.lines |= {(owner, at): line for at, (_after, line, _step) in enumerate(steps)}
                continue
            edit = self._edit(standing[owner], steps[0][1])
            known = {step.step_id for step in edit.draft.steps}
            first = [(line, step) for after, line, step in steps if after not in known]
            placed: list[tuple[int, StepDraft]] = [*first]
            for step in edit.draft.steps:
                placed.append((0, step))
                placed += [(line, new) for after, line, new in steps if after == step.step_id]
            edit.draft = replace(edit.draft, steps=tuple(step for _line, step in placed))
            self.lines |= {(owner, at): line for at, (line, _step) in enumerate(placed) if line}

    def _withdrawn_wholes(self) -> None:
        """Of a measure that goes out of the plan nothing else can be changed: its steps go with it, by its reason."""
        whole = {pk: self.seen.get(key_of_measure(pk)) for pk, edit in self.found.edits.items() if edit.withdraws}
        changes, self.found.changes = self.found.changes, []
        for change in changes:
            line = whole.get(change.measure_id) if change.measure_id else None
            if line is None or line == change.line:
                self.found.changes.append(change)
            elif change.act == "withdraw":
                words = _("%(place)s: ขั้นตอนถูกยกเลิกไปพร้อมมาตรการ ตามเหตุผลของมาตรการ")
                self.found.remarks.append(words % {"place": self.sheet.fault(change.line, "withdraw", "").place})
            else:
                words = _("แถว %(line)s ยกเลิกมาตรการของแถวนี้ จึงแก้หรือเพิ่มขั้นตอนไม่ได้ ลบเหตุผลในแถวนั้น หรือเว้นแถวนี้")
                self._fault(change.line, "text", words % {"line": line})

    def _check(self) -> None:
        """The faults of whole drafts, told at the cells that they came from."""
        units = frozenset(self.plan.units)
        for pk, edit in self.found.edits.items():
            if not edit.withdraws:
                self._check_draft(pk, edit.draft, self.seen.get(key_of_measure(pk)) or edit.lines[0], units)
        for line, draft in self.found.added.items():
            self._check_draft(-line, draft, line, units)

    def _check_draft(self, owner: int, draft: MeasureDraft, line: int, units: frozenset[int]) -> None:
        try:
            check(draft, known_units=units)
        except Unusable as unusable:
            told = {(fault.line, fault.index) for fault in self.found.faults}
            for fault in unusable.faults:
                at, name = line, fault.field
                if name.startswith("steps-"):
                    _steps, index, name = name.split("-", 2)
                    step = draft.steps[int(index)]
                    at = self.lines.get((owner, int(index))) or self.seen.get(key_of_step(step.step_id or 0)) or line
                column = _COLUMN_OF_FIELD.get(name, "text")
                if (at, self.sheet.places.get(column, -1)) not in told:
                    self._fault(at, column, fault.message)

    def _tell(self, row: Row, act: str, number: str, title: str, measure_id: int | None, cells: Iterable[CellChange]) -> None:
        self.found.changes.append(RowChange(self.sheet.name, row.line, act, number, title, measure_id, tuple(cells)))


def _places(plan: StandingPlan) -> Iterable[tuple[str, _Place]]:
    for measure in plan.measures:
        yield key_of_measure(measure.pk), _Place(measure, None, measure.number)
        for step, number in zip(measure.draft.steps, measure.step_numbers, strict=True):
            yield key_of_step(step.step_id or 0), _Place(measure, step, number)


def _says_more(draft: MeasureDraft | StepDraft, values: Mapping[str, Any]) -> bool:
    """Whether values differ from those of a draft: "yes" for ใช่ is no change."""
    return any((_title(draft) if name == "text" else getattr(draft, name)) != value for name, value in values.items())


def _with(draft: Draft, values: Mapping[str, Any]) -> Draft:
    """The draft with values as `read_cell` gives them: "text" is the title of a measure."""
    fields = {"title" if name == "text" and isinstance(draft, MeasureDraft) else name: value for name, value in values.items()}
    return replace(draft, **fields)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _title(draft: MeasureDraft | StepDraft) -> str:
    return draft.title if isinstance(draft, MeasureDraft) else draft.text


def _edited(row: Row, place: _Place | None, units: Mapping[int, str]) -> dict[str, str]:
    """The watched columns that no longer hold what was written there, with their fingerprints of then.

    A row that lost its fingerprints counts as written now where its version is still that of the measure; else nothing is known of it,
    and whatever differs from the plan is a conflict.
    """
    base = read_fingerprints(row.cells.get("base", ""))
    if not base and place is not None and row.cells.get("version", "").strip() == str(place.measure.version):
        base = read_fingerprints(fingerprints(cells_of(place.draft, place.number, units)))
    return {column: base.get(column, "") for column in WATCHED if fingerprint(column, row.cells.get(column, "")) != base.get(column)}
