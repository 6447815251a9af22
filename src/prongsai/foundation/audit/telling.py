"""Events in words: who did what and when, and what changed from what to what, with names instead of keys."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model
from django.utils.translation import gettext

from prongsai.foundation import registry
from prongsai.foundation.audit.models import Event
from prongsai.foundation.languages import in_language, is_english

_THAI = re.compile("[ก-๎]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)")
_LONGEST_NAME = 80
Value = str | date | datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed. `before` and `after` are "" where there was or is nothing; days and moments stay such."""

    words: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words. `who` is the name of the person or the system, `what` the act, `subject` the name of the object at that time."""

    pk: int
    number: int
    at: datetime
    who: str
    what: str
    subject: str
    note: str
    changes: tuple[Change, ...]
    is_erased: bool


@cache
def _words() -> tuple[frozenset[str], dict[str, tuple[str, str]]]:
    raw = tomllib.loads(files("prongsai.foundation.audit").joinpath("field_words.toml").read_text("utf-8"))
    return frozenset(raw["hidden"]), {name: (thai, english) for name, (thai, english) in raw["words"].items()}


def tell(events: Iterable[Event]) -> list[Told]:
    """Put events (with `by` and `detail` fetched) into words, with one further query per kind of object that their changes name."""
    held = list(events)
    names = _names(held)
    return [_told(event, names) for event in held]


def verb_words(verb: str) -> str:
    """What a verb says, in the language of the reader; the verb itself where no part announced it."""
    known = registry.verbs.get(verb)
    return verb if known is None else in_language(known.thai, known.english)


def field_words(model: type[Model] | None, name: str) -> str:
    """How a field is called in a history: as the model calls it in Thai, else as the data file does, else its own name."""
    known = _words()[1].get(name)
    field = _field(model, name)
    own = str(field.verbose_name) if field is not None else ""
    if is_english():
        return known[1] if known else own or name
    if _THAI.search(own):
        return own
    return known[0] if known else name


def is_told(name: str) -> bool:
    """Whether a history shows changes of this field."""
    return name not in _words()[0]


def _model(event: Event) -> type[Model] | None:
    try:
        return apps.get_model(event.object_type)
    except (LookupError, ValueError):
        return None


def _field(model: type[Model] | None, name: str) -> Field[Any, Any] | None:
    if model is None:
        return None
    for candidate in (name, name.removesuffix("_id")):
        try:
            field = model._meta.get_field(candidate)
        except FieldDoesNotExist:
            continue
        return field if isinstance(field, Field) else None
    return None


def _changes(event: Event) -> dict[str, Sequence[Any]]:
    content = event.detail.content
    return {name: pair for name, pair in content.get("changes", {}).items() if is_told(name)} if isinstance(content, dict) else {}


def _names(events: list[Event]) -> dict[tuple[type[Model], str], str]:
    """The names of all objects that changes point to, with one query per model."""
    wanted: dict[type[Model], set[str]] = defaultdict(set)
    for event in events:
        for name, pair in _changes(event).items():
            field = _field(_model(event), name)
            if isinstance(field, ForeignKey):
                wanted[field.related_model].update(str(value) for value in pair if value is not None)
    return {(model, str(found.pk)): str(found) for model, keys in wanted.items() for found in model._default_manager.filter(pk__in=keys)}


def _told(event: Event, names: dict[tuple[type[Model], str], str]) -> Told:
    model = _model(event)
    content = event.detail.content if isinstance(event.detail.content, dict) else {}
    changes = tuple(
        Change(field_words(model, name), _value(_field(model, name), pair[0], names), _value(_field(model, name), pair[1], names))
        for name, pair in _changes(event).items()
    )
    return Told(
        pk=event.pk,
        number=event.number,
        at=event.at,
        who=str(event.by) if event.by is not None else gettext("ระบบ"),
        what=verb_words(event.verb),
        subject=str(content.get("object", ""))[:_LONGEST_NAME],
        note=str(content.get("note", "")),
        changes=tuple(change for change in changes if change.before != change.after),
        is_erased=event.detail.erased_at is not None,
    )


def _value(field: Field[Any, Any] | None, value: Any, names: dict[tuple[type[Model], str], str]) -> Value:
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(field, ForeignKey):
        return names.get((field.related_model, str(value)), str(value))
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(value)


def _plain(value: Any) -> Value:
    if isinstance(value, bool):
        return gettext("ใช่") if value else gettext("ไม่ใช่")
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(str(_plain(item)) for item in value)
    return str(value)
