"""Two people at the form of one measure: what both changed is shown field by field to choose from; the rest of both is kept.

The form sends fingerprints of what it showed (`packed`). Where only the other person changed a field, theirs goes into the form; where
only this one did, the typed stays; where both did, the typed stays until the person picks the other's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from prongsai.interfaces.staff.forms.measure_days import line_of, write_day
from prongsai.interfaces.staff.forms.measures import MOST_STEPS
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.sheet.cells import cells_of, fingerprint, fingerprints, read_fingerprints, shown
from prongsai.programme.plans.sheet.columns import OF_MEASURES_ONLY, OF_STEPS_ONLY, WATCHED
from prongsai.programme.plans.sheet.review import HEADS

_FIELDS = {
    "text": "text",
    "details": "details",
    "units": "unit_ids",
    "every_unit": "is_for_every_unit",
    "as_written": "responsible_as_written",
    "starts": "starts_on",
    "ends": "ends_on",
    "period": "period_as_written",
    "monitoring": "monitoring",
    "indicators": "indicators",
}
_OF_MEASURE, _SEPARATOR = "m", ";"
_TAKE_THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class FieldClash:
    """A field that both changed. `name` is that of the choice between them; `place` says which step, "" for the measure."""

    name: str
    place: str
    label: str
    theirs: str
    mine: str


def packed(draft: MeasureDraft, units: Mapping[int, str]) -> str:
    """The fingerprints of a measure and its steps, for the hidden field `base` of the form."""
    parts = [f"{key}={fingerprints(cells_of(row, '', units))}" for key, row in _rows(draft)]
    return _SEPARATOR.join(parts)


def picked(data: QueryDict, current: MeasureDraft) -> QueryDict:
    """The form with what the person picked of the other's values; as it came where nothing was picked."""
    rows, places = dict(_rows(current)), _places(data)
    result = data
    for name, value in data.items():
        parts = name.split("-")
        if (
            value == _TAKE_THEIRS
            and len(parts) == 3
            and parts[0] == "pick"
            and parts[1] in rows
            and parts[1] in places
            and parts[2] in _FIELDS
        ):
            result = result.copy() if result is data else result
            _put(result, places[parts[1]], parts[2], rows[parts[1]])
    return result


def merged(data: QueryDict, typed: MeasureDraft, current: MeasureDraft, units: Mapping[int, str]) -> tuple[QueryDict, list[FieldClash]]:
    """The form with the fields that only the other changed as they left them, and what both changed."""
    result, found = data.copy(), []
    base = {key: read_fingerprints(held) for key, _mark, held in (part.partition("=") for part in data.get("base", "").split(_SEPARATOR))}
    rows, places = dict(_rows(current)), _places(data)
    for number, (key, row) in enumerate(_rows(typed)):
        if key not in rows or key not in places:
            continue
        mine, theirs, was = cells_of(row, "", units), cells_of(rows[key], "", units), base.get(key, {})
        for column in _columns(row):
            if mine[column] == theirs[column] or fingerprint(column, theirs[column]) == was.get(column):
                continue
            if fingerprint(column, mine[column]) == was.get(column):
                _put(result, places[key], column, rows[key])
            else:
                place = _("ขั้นตอนที่ %(number)s") % {"number": number} if number else ""
                label = _("ชื่อมาตรการ") if column == "text" and not number else _("ขั้นตอน") if column == "text" else HEADS[column]
                found.append(FieldClash(f"pick-{key}-{column}", place, label, shown(column, theirs[column]), shown(column, mine[column])))
    return result, found


def _rows(draft: MeasureDraft) -> Iterator[tuple[str, MeasureDraft | StepDraft]]:
    """The measure, then its steps that have an id, by key."""
    yield _OF_MEASURE, draft
    for step in draft.steps:
        if step.step_id is not None:
            yield str(step.step_id), step


def _columns(row: MeasureDraft | StepDraft) -> list[str]:
    away = OF_STEPS_ONLY if isinstance(row, MeasureDraft) else OF_MEASURES_ONLY
    return [column for column in WATCHED if column in _FIELDS and column not in away]


def _places(data: QueryDict) -> dict[str, str]:
    """Key → prefix of its fields in the form."""
    count = min(read_whole(data.get("steps-TOTAL_FORMS")) or 0, MOST_STEPS)
    steps = {data.get(f"steps-{index}-step_id", ""): f"steps-{index}-" for index in range(count)}
    return {_OF_MEASURE: "", **{key: prefix for key, prefix in steps.items() if key}}


def _put(data: QueryDict, prefix: str, column: str, row: MeasureDraft | StepDraft) -> None:
    """Put a value into the form as a browser would send it."""
    name = _FIELDS[column]
    if column == "text":
        data[f"{prefix}{'title' if isinstance(row, MeasureDraft) else 'text'}"] = row.title if isinstance(row, MeasureDraft) else row.text
        return
    key, value = f"{prefix}{'units' if name == 'unit_ids' else name}", getattr(row, name)
    if isinstance(value, bool):
        data.pop(key, None)
        if value:
            data[key] = "on"
    elif column == "monitoring":
        data[key] = "\n".join(line_of(entry) for entry in value if isinstance(entry, MonitoringDraft))
    elif isinstance(value, tuple):
        data.setlist(key, [str(entry) for entry in value])
    else:
        data[key] = write_day(value) if isinstance(value, date) else str(value or "")
