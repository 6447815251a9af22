"""The JSON form of a paper (`prongsai.paper/1`): plain objects out, checked papers in. No files are touched here."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from prongsai.core.papers.errors import BadPaper
from prongsai.core.papers.model import SCHEMA, ActionPlan, Assessment, Level, Measure, Monitoring, Paper, Project, YearScores

_NUMBERED = frozenset({"number", "no", "label", "parent", "section", "dimension_no"})
"""Text fields that hold a number as printed ("2.1", "๑."): JSON may give a bare number there."""

_Object = dict[str, Any]


def paper_to_json(paper: Paper) -> dict[str, Any]:
    """The paper as an object ready for `json.dumps`: keys of the paper format, then the further fields of the model by their names.

    Dates are ISO text; scores and money are numbers (whole ones without a fraction, others to 15 significant digits);
    `measures[].number` is an int where it is a whole number without leading zeros, else text. Absent values are null, absent lists
    empty: every key is always there.
    """
    return {"schema": SCHEMA, **_plain(paper)}


def paper_from_json(obj: object) -> Paper:
    """The paper that a JSON object describes.

    Unknown keys are ignored; a missing key or null stands for absent. A text where `rationale` wants a list is a list of one.
    Raises `BadPaper`, naming the key, where a value has another shape than the format says or `schema` is of another kind.
    """
    if not isinstance(obj, Mapping):
        raise _bad("$", "object (วัตถุ JSON)", "a JSON object", obj)
    schema = obj.get("schema", SCHEMA)
    if schema != SCHEMA:
        raise _bad("schema", f'"{SCHEMA}"', f'"{SCHEMA}"', schema)
    paper = _build(Paper, obj, "")
    assert isinstance(paper, Paper)  # noqa: S101 - tells mypy what `_build` makes
    return paper


def _plain(value: object) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        shaped = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        shape = _SHAPES.get(type(value))
        return shape[0](shaped) if shape else shaped
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _measure_out(obj: _Object) -> _Object:
    number = obj["number"]
    return {**obj, "number": int(number) if number.isascii() and number.isdecimal() and str(int(number)) == number else number}


def _assessment_out(obj: _Object) -> _Object:
    return {**obj, "tools": dict(obj["tools"]), "weights": dict(obj["weights"])}


def _assessment_in(obj: Mapping[str, Any]) -> _Object:
    return _with_pairs({"suggestions": obj.get("committee_suggestions"), **obj}, "tools", "weights")


def _year_out(obj: _Object) -> _Object:
    return {**obj, "tools": dict(obj["tools"]), "indicators": {str(number): score for number, score in obj["indicators"]}}


def _year_in(obj: Mapping[str, Any]) -> _Object:
    taken = _with_pairs(obj, "tools", "indicators")
    if isinstance(obj.get("indicators"), Mapping):
        taken["indicators"] = [[int(number) if number.isdecimal() else number, score] for number, score in taken["indicators"]]
    return taken


def _with_pairs(obj: Mapping[str, Any], *names: str) -> _Object:
    """The object with these objects in it as lists of pairs."""
    taken = dict(obj)
    return taken | {name: [list(pair) for pair in taken[name].items()] for name in names if isinstance(taken.get(name), Mapping)}


def _plan_out(obj: _Object) -> _Object:
    no = obj.pop("dimension_no")
    title = obj.pop("dimension_title")
    whole = isinstance(no, str) and no.isascii() and no.isdecimal() and str(int(no)) == no
    return {"dimension": {"no": int(no) if whole else no, "title": title}, **obj}


def _plan_in(obj: Mapping[str, Any]) -> _Object:
    dimension = obj.get("dimension")
    if not isinstance(dimension, Mapping):
        return dict(obj)
    return {**obj, "dimension_no": dimension.get("no"), "dimension_title": dimension.get("title")}


def _project_out(obj: _Object) -> _Object:
    responsible = {"as_written": obj.pop("responsible_as_written"), "units": obj.pop("responsible_units")}
    return {**obj, "responsible": responsible, "labels": dict(obj["labels"])}


def _project_in(obj: Mapping[str, Any]) -> _Object:
    taken = _with_pairs(obj, "labels")
    responsible = obj.get("responsible")
    if isinstance(responsible, Mapping):
        taken |= {"responsible_as_written": responsible.get("as_written"), "responsible_units": responsible.get("units")}
    if isinstance(obj.get("rationale"), str):
        taken["rationale"] = [obj["rationale"]]
    return taken


def _monitoring_in(obj: Mapping[str, Any]) -> _Object:
    return {"is_inherited": obj.get("inherited"), **obj}


def _level_in(obj: Mapping[str, Any]) -> _Object:
    return {"minimum": obj.get("min"), "maximum": obj.get("max"), **obj}


def _same(obj: _Object) -> _Object:
    return obj


_SHAPES: dict[type, tuple[Callable[[_Object], _Object], Callable[[Mapping[str, Any]], _Object]]] = {
    Measure: (_measure_out, dict),
    Assessment: (_assessment_out, _assessment_in),
    YearScores: (_year_out, _year_in),
    ActionPlan: (_plan_out, _plan_in),
    Project: (_project_out, _project_in),
    Monitoring: (_same, _monitoring_in),
    Level: (_same, _level_in),
}
"""Where JSON and model differ in shape: model → JSON, JSON → model."""


@cache
def _fields(kind: type) -> tuple[tuple[str, Any, bool], ...]:
    hints = get_type_hints(kind)
    missing = dataclasses.MISSING
    return tuple(
        (field.name, hints[field.name], field.default is missing and field.default_factory is missing) for field in dataclasses.fields(kind)
    )


def _build(kind: type, value: object, path: str) -> object:
    if not isinstance(value, Mapping):
        raise _bad(path, "object (วัตถุ JSON)", "an object", value)
    obj = _SHAPES[kind][1](value) if kind in _SHAPES else value
    arguments = {}
    for name, hint, is_required in _fields(kind):
        inner = f"{path}.{name}" if path else name
        given = obj.get(name)
        if given is None and not is_required:
            continue
        arguments[name] = _convert(hint, given, inner, name)
    return kind(**arguments)


def _convert(hint: Any, value: object, path: str, name: str) -> object:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        if value is None:
            return None
        hint = next(option for option in get_args(hint) if option is not NoneType)
        origin = get_origin(hint)
    if origin is tuple:
        return _convert_list(get_args(hint), value, path, name)
    if origin is Literal:
        if value not in get_args(hint):
            allowed = ", ".join(map(str, get_args(hint)))
            raise _bad(path, f"ค่าใดค่าหนึ่งใน {allowed}", f"one of {allowed}", value)
        return value
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _build(hint, value, path)
    return _SCALARS[hint](value, path, name)


def _convert_list(options: tuple[Any, ...], value: object, path: str, name: str) -> tuple[object, ...]:
    if not isinstance(value, list | tuple):
        raise _bad(path, "รายการ (list)", "a list", value)
    if options[-1] is Ellipsis:
        return tuple(_convert(options[0], entry, f"{path}[{index}]", name) for index, entry in enumerate(value))
    if len(value) != len(options):
        raise _bad(path, f"รายการ {len(options)} ค่า", f"a list of {len(options)}", value)
    return tuple(
        _convert(option, entry, f"{path}[{index}]", name) for index, (option, entry) in enumerate(zip(options, value, strict=True))
    )


def _text(value: object, path: str, name: str) -> str:
    if isinstance(value, str):
        return value
    if name in _NUMBERED and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise _bad(path, "ข้อความ", "text", value)


def _whole(value: object, path: str, name: str) -> int:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or value != value
        or value in (float("inf"), float("-inf"))
        or value != int(value)
    ):
        raise _bad(path, "จำนวนเต็ม", "a whole number", value)
    return int(value)


def _decimal(value: object, path: str, name: str) -> Decimal:
    try:
        number = Decimal(str(value)) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise _bad(path, "ตัวเลข", "a number", value)
    return number


def _flag(value: object, path: str, name: str) -> bool:
    if not isinstance(value, bool):
        raise _bad(path, "true หรือ false", "true or false", value)
    return value


def _day(value: object, path: str, name: str) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise _bad(path, "วันที่แบบ ค.ศ. เช่น 2021-04-30", "a date such as 2021-04-30", value) from None


_SCALARS: dict[Any, Callable[[object, str, str], object]] = {str: _text, int: _whole, Decimal: _decimal, bool: _flag, date: _day}


def _bad(path: str, thai: str, english: str, found: object) -> BadPaper:
    shown = "null" if found is None else repr(found)
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    return BadPaper(
        f"ไฟล์ JSON นี้ไม่เป็นไปตามรูปแบบ {SCHEMA}: ที่ {path} ต้องเป็น{thai} แต่พบ {shown} โปรดแก้ค่านั้นแล้วลองใหม่",
        f"This JSON does not follow {SCHEMA}: {path} must be {english}, found {shown}. Correct that value and try again.",
    )
