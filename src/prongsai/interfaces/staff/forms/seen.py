"""What a form showed, sent along signed, so that a second person who saves is told field by field what the first one changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

from prongsai.foundation.audit.digests import plain
from prongsai.interfaces.staff.forms.measure_days import DayField, write_day

_SALT = "prongsai.seen"


@dataclass(frozen=True, slots=True)
class Clash:
    """A value that somebody else changed. `mine` is what was typed, None where the field was left alone and takes theirs."""

    label: str
    was: str
    theirs: str
    mine: str | None


def sealed(values: Mapping[str, object]) -> str:
    """The values that a form shows, for its hidden field `seen`."""
    return signing.dumps({name: plain(value) for name, value in values.items()}, salt=_SALT, compress=True)


def seen_in(data: QueryDict, name: str = "seen") -> dict[str, Any] | None:
    """The values that the form showed, in its hidden field of this name; None where it sent none, or not ours."""
    try:
        held = signing.loads(data.get(name, ""), salt=_SALT)
    except signing.BadSignature:
        return None
    return held if isinstance(held, dict) else None


def clashes(form: forms.Form, seen: Mapping[str, object], now: Mapping[str, object]) -> tuple[list[Clash], dict[str, Any]]:
    """What others changed since the form was shown, and the values to show now: theirs where the person changed nothing, else the typed."""
    found: list[Clash] = []
    values: dict[str, Any] = {}
    for name, field in form.fields.items():
        typed, was, theirs = form.cleaned_data.get(name), seen.get(name), now.get(name)
        is_mine = plain(typed) != was
        values[name] = typed if is_mine else theirs
        if plain(theirs) != was and plain(theirs) != plain(typed):
            found.append(Clash(str(field.label), _words(field, was), _words(field, theirs), _words(field, typed) if is_mine else None))
    return found, values


def _words(field: forms.Field, value: object) -> str:
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่ใช่")
    if isinstance(field, forms.ChoiceField):
        names = {str(key): str(label) for key, label in field.choices}  # type: ignore[union-attr, misc]
        chosen = value if isinstance(value, list | tuple) else [value]
        return ", ".join(names.get(str(one), str(one)) for one in chosen)
    if isinstance(field, DayField) and value:
        return write_day(value if isinstance(value, date) else date.fromisoformat(str(value)))
    return str(value if value is not None else "")
