"""Values of a paper by their path: what a person types for one, how it stands in text, and how it goes back into the paper's JSON.

The text forms are those of candidates (docs/reference/paper-format.md): a day in ISO form, a period as "first/last", units joined by
commas, lists one entry a line. An empty text leaves a value blank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext as _

from prongsai.core.papers.paths import steps_of, value_at
from prongsai.core.thai.calendar import buddhist_year, format_date, parse_date
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.periods import format_period, parse_period
from prongsai.core.thai.units import read_units
from prongsai.foundation.faults import Fault, Unusable
from prongsai.programme.plans.drafts import LONGEST_TEXT
from prongsai.programme.plans.models import FIRST_YEAR, LAST_YEAR

Kind = Literal["day", "period", "monitoring", "year", "units", "status", "list", "number", "text"]

STATUSES = ("not_started", "in_progress", "completed")
_KINDS: dict[str, Kind] = {
    "due": "day",
    "period": "period",
    "monitoring": "monitoring",
    "fiscal_year": "year",
    "responsible_units": "units",
    "responsible": "units",
    "units": "units",
    "status": "status",
}
_LISTS = {
    "steps": "step_labels",
    "outputs": "output_labels",
    "outcomes": "outcome_labels",
    "suggestions": "suggestion_labels",
    "obstacles": "obstacle_labels",
    "sub_items": None,
    "rationale": None,
    "objectives": None,
    "targets": None,
    "methods": None,
    "indicators": None,
}
_NUMBERS = frozenset({"score", "overall_score", "target", "amount", "minimum", "maximum"})
_REQUIRED_TEXTS = frozenset({"number", "title", "name", "text", "label", "as_written"})
_TWO_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)?/(\d{4}-\d\d-\d\d)?")

_Object = dict[str, Any]


def kind_of(path: str) -> Kind:
    """What kind of value stands at a path; an entry of a list is a text."""
    last = steps_of(path)[-1]
    if isinstance(last, int):
        return "text"
    if last in _LISTS:
        return "list"
    return "number" if last in _NUMBERS else _KINDS.get(last, "text")


def is_settable(paper: Mapping[str, Any], path: str) -> bool:
    """Whether one text can stand for the value at a path; a signature or a score with all that belongs to it is more than that."""
    try:
        value = value_at(paper, path)
    except KeyError:
        return False
    if isinstance(value, list):
        return all(isinstance(entry, str) for entry in value)
    return not isinstance(value, dict) or kind_of(path) != "text" or "as_written" in value


def card_of(path: str) -> str | None:
    """The measure or project that a path leads into ("measures[2]", "action_plan.projects[0]"); None where it is neither."""
    found = re.match(r"measures\[\d+\]|action_plan\.projects\[\d+\]", path)
    return found[0] if found else None


def text_at(paper: _Object, path: str) -> str:
    """The value at a path in its text form; empty where there is none."""
    try:
        value = value_at(paper, path)
    except KeyError:
        return ""
    return _text_of(value, kind_of(path))


def _text_of(value: Any, kind: Kind) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        if kind == "units":
            return ", ".join(value.get("units") or ())
        if kind == "monitoring":
            return str(value.get("due") or "")
        if kind == "text":
            return str(value.get("as_written") or "")
        days = f"{value.get('start') or ''}/{value.get('end') or ''}"
        return days if days != "/" else ""
    if isinstance(value, list):
        return (", " if kind == "units" else "\n").join(str(entry) for entry in value)
    return str(value)


def read_typed(path: str, typed: str, fiscal_year: int | None) -> str:
    """What a person typed for a value, in text form. Raises `Unusable` with what to type instead; nothing typed is blank."""
    typed = typed.strip()
    if not typed:
        return ""
    kind = kind_of(path)
    if kind in ("day", "monitoring"):
        return _typed_day(typed, fiscal_year)
    if kind == "period":
        return _typed_period(typed, fiscal_year)
    if kind == "year":
        year = buddhist_year(typed)
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise _unusable(_("อ่าน “%(typed)s” เป็นปีงบประมาณไม่ได้ พิมพ์ปี พ.ศ. สี่หลัก เช่น 2569") % {"typed": typed})
        return str(year)
    if kind == "units":
        return ", ".join(read_units(typed)) or typed
    if kind == "status" and typed not in STATUSES:
        raise _unusable(_("เลือกสถานะจากรายการ"))
    if kind == "number":
        return _typed_number(typed)
    if kind == "list":
        typed = "\n".join(line.strip() for line in typed.splitlines() if line.strip())
    if len(typed) > LONGEST_TEXT:
        raise _unusable(_("ข้อความยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง") % {"most": LONGEST_TEXT})
    return typed


def _typed_day(typed: str, fiscal_year: int | None) -> str:
    day = parse_date(typed)
    if day is None:
        # A day without its year ("31 มี.ค.") lies in the fiscal year of the paper.
        period = parse_period(typed, fiscal_year=fiscal_year) if re.search(r"[0-9๐-๙]", typed) else None
        day = period.start if period is not None and period.start == period.end else None
    if day is None:
        raise _unusable(_("อ่าน “%(typed)s” เป็นวันที่ไม่ได้ พิมพ์เช่น 31 มีนาคม 2569 หรือ 31/3/2569") % {"typed": typed})
    return day.isoformat()


def _typed_period(typed: str, fiscal_year: int | None) -> str:
    if two := _TWO_DAYS.fullmatch(typed):
        try:
            start, end = (date.fromisoformat(day) if day else None for day in two.groups())
        except ValueError:
            start = end = None
    else:
        reading = parse_period(typed, fiscal_year=fiscal_year)
        start, end = (reading.start, None if reading.has_open_end else reading.end) if reading is not None else (None, None)
    if start is None and end is None:
        raise _unusable(_("อ่าน “%(typed)s” เป็นช่วงเวลาไม่ได้ พิมพ์เช่น ต.ค. 2568 - มี.ค. 2569 หรือ 1 ต.ค. 2568 - 15 ม.ค. 2569") % {"typed": typed})
    if start is not None and end is not None and end < start:
        raise _unusable(_("วันสิ้นสุดอยู่ก่อนวันเริ่ม แก้วันใดวันหนึ่ง"))
    return period_text(start, end)


def _typed_number(typed: str) -> str:
    plain = to_arabic_digits(typed).replace(",", "")
    if not re.fullmatch(r"\d{1,15}(\.\d{1,6})?", plain):
        raise _unusable(_("อ่าน “%(typed)s” เป็นตัวเลขไม่ได้ พิมพ์ตัวเลขเท่านั้น") % {"typed": typed})
    return plain


def period_text(start: date | None, end: date | None) -> str:
    """A period in text form."""
    return f"{start.isoformat() if start else ''}/{end.isoformat() if end else ''}" if start or end else ""


def days_of(text: str) -> tuple[date | None, date | None]:
    """First and last day of a period in text form."""
    start, _stroke, end = text.partition("/")
    return date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None


def put(paper: _Object, path: str, text: str) -> None:
    """Set the value at a path of a paper's JSON, given in text form.

    A day, period or unit that changes takes its wording with it, for the old wording would tell the old value. Lists never get shorter
    by an entry that was emptied, so that the paths behind it still lead to the same entries; an entry beyond the end is put there. Raises
    `KeyError` where the paper has no such place.
    """
    *parents, last = steps_of(path)
    owner: Any = paper
    for key in parents:
        if isinstance(owner, dict) and owner.get(key) is None:
            owner[key] = _new(key)
        owner = owner[key]
    if isinstance(last, int):
        _put_entry(paper, path, owner, last, text)
    elif owner is None or (isinstance(owner, dict) and last not in owner):
        raise KeyError(path)
    else:
        _put_value(owner, last, text, kind_of(path), path, paper)


def _new(key: str | int) -> _Object:
    """An empty value for a key that was absent."""
    if key == "monitoring":
        return {"as_written": "", "due": None, "is_inherited": False}
    if key == "period":
        return {"as_written": "", "start": None, "end": None}
    raise KeyError(key)


def _put_value(owner: _Object, key: str, text: str, kind: Kind, path: str, paper: _Object) -> None:
    held = _text_of(owner[key], kind)
    if text == held and (text or kind != "monitoring"):
        return  # also because the text of a list does not tell where an entry of several lines ends
    if kind == "day":
        owner[key] = text or None
        if text:
            owner["as_written"] = f"รายงานผลภายในวันที่ {format_date(date.fromisoformat(text))}"
    elif kind == "monitoring":
        owner[key] = None
        if text:
            put(paper, f"{path}.due", text)
    elif kind == "period":
        _put_period(owner, key, text)
    elif kind == "units":
        _put_units(owner, key, text)
    elif kind == "list":
        _put_list(owner, key, text.splitlines())
    elif kind == "year":
        owner[key] = int(text) if text else None
    elif kind == "number":
        owner[key] = float(text) if text else None
    elif isinstance(owner[key], dict):
        if "as_written" not in owner[key]:
            raise KeyError(path)
        owner[key] = dict.fromkeys(owner[key]) | {"as_written": text}
    else:
        owner[key] = text or ("" if key in _REQUIRED_TEXTS and owner[key] is not None else None)


def _put_period(owner: _Object, key: str, text: str) -> None:
    start, end = days_of(text)
    written = (owner[key] or {}).get("as_written", "")
    if text:
        written = format_period(start, end) if start and end else _open_period(start, end)
    is_gone = not text and not written
    days = {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}
    owner[key] = None if is_gone else {"as_written": written, **days}


def _open_period(start: date | None, end: date | None) -> str:
    if start:
        return f"{format_date(start, style='short')} เป็นต้นไป"
    return f"ถึง {format_date(end, style='short')}" if end else ""


def _put_units(owner: _Object, key: str, text: str) -> None:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if key == "responsible":
        key, owner = "units", owner["responsible"]
    owner[key] = names
    owner["as_written" if key == "units" else "responsible_as_written"] = ", ".join(names) or None


def _put_list(owner: _Object, key: str, entries: list[str]) -> None:
    owner[key] = entries
    labels_key = _LISTS[key]
    labels = owner if labels_key else owner.get("labels") or {}
    name = labels_key or key
    if name in labels:
        labels[name] = [*labels[name], *[None] * len(entries)][: len(entries)]
    if key == "steps":
        for row, entry in zip(owner.get("rows") or (), entries, strict=False):
            _put_row(row, entry)


def _put_entry(paper: _Object, path: str, owner: Any, index: int, text: str) -> None:
    if not isinstance(owner, list) or not all(isinstance(entry, str) for entry in owner):
        raise KeyError(path)
    index = min(index, len(owner))
    home, name = value_at(paper, path[: path.rindex(".")]), str(steps_of(path)[-2])
    if index == len(owner):
        owner.append("")
        labels_key = _LISTS.get(name)
        if labels_key:
            home[labels_key] = [*home[labels_key], None]
        elif name in (home.get("labels") or {}):
            home["labels"][name].append(None)
    owner[index] = text
    if name == "steps" and index < len(home.get("rows") or ()):
        _put_row(home["rows"][index], text)


def _put_row(row: _Object, text: str) -> None:
    """A sub-step stands twice in a paper: as a step, and with its own units and dates."""
    first, *rest = text.splitlines() or [""]
    row["text"], row["sub_items"] = first, rest


def _unusable(message: str) -> Unusable:
    return Unusable((Fault("value", message),))
