"""Repeated rows that change by buttons of the form, without script: add, remove, up, down. Nothing is checked or saved on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from prongsai.interfaces.staff.forms.numbers import read_whole

_ACT = re.compile(r"(add|remove|up|down)(?:-(\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Act:
    """What a button asks for: `name` is add, remove, up or down; `index` counts rows from 0 (-1 for the end)."""

    name: str
    index: int


def act_of(data: QueryDict) -> Act | None:
    """The act of the button that was pressed, None for the one that saves."""
    match = _ACT.fullmatch(data.get("act", ""))
    return Act(match[1], int(match[2]) if match[2] else -1) if match else None


def typed(form: type[forms.Form], data: QueryDict, prefix: str = "") -> dict[str, Any]:
    """What was typed into a form, as initial values: lists where several can be chosen, True and False for ticks, text for the rest."""
    lead = f"{prefix}-" if prefix else ""
    values: dict[str, Any] = {}
    for name, field in form.base_fields.items():
        key = f"{lead}{name}"
        if isinstance(field, forms.TypedMultipleChoiceField):
            values[name] = data.getlist(key)
        elif isinstance(field, forms.BooleanField):
            values[name] = key in data
        else:
            values[name] = data.get(key, "")
    return values


def typed_rows(form: type[forms.Form], data: QueryDict, prefix: str, most: int) -> list[dict[str, Any]]:
    """What was typed into the rows of a formset, in order."""
    rows = min(read_whole(data.get(f"{prefix}-TOTAL_FORMS")) or 0, most)
    return [typed(form, data, f"{prefix}-{index}") for index in range(rows)]


def changed(rows: Iterable[dict[str, Any]], act: Act, most: int) -> tuple[list[dict[str, Any]], int]:
    """The rows after an act, and which of them the person now looks at (-1 for none). An act that makes no sense changes nothing."""
    result, index = list(rows), act.index
    if act.name == "add" and len(result) < most:
        return [*result, {}], len(result)
    if not 0 <= index < len(result):
        return result, -1
    if act.name == "remove":
        del result[index]
        return result, min(index, len(result) - 1)
    other = index - 1 if act.name == "up" else index + 1
    if act.name in {"up", "down"} and 0 <= other < len(result):
        result[index], result[other] = result[other], result[index]
        return result, other
    return result, index
