"""What the registry says is a person's: rows of every part with their declared fields, read through the way that each field names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

from prongsai.foundation.audit.digests import plain
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.personal.declared import fields_by_model, model_words
from prongsai.foundation.registry import PersonalField

SECRET = frozenset({"people.Person.password"})
"""Fields that are kept but never given out, not even to the person: whoever gets at an export must not get further."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its key, what it is in words, the agency's code where it has one, and the declared fields that are this person's."""

    pk: str
    what: str
    agency: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Holding:
    """What one model holds of a person: the fields with their reasons, and how many rows."""

    model: str
    words: str
    fields: tuple[PersonalField, ...]
    count: int


def rows_of(field: PersonalField, person: Person) -> QuerySet[Model] | None:
    """The rows whose field is this person's; None where no way leads to a person."""
    if field.person is None:
        return None
    everything: QuerySet[Model] = apps.get_model(field.model)._default_manager.all()
    return everything.filter(pk=person.pk) if field.person == "" else everything.filter(**{field.person: person})


def holdings(person: Person) -> list[Holding]:
    """What is kept of a person, model by model, with one query for each way; models that hold nothing of them are left out."""
    found = []
    for model, fields in fields_by_model().items():
        ways = {field.person: field for field in fields if field.person is not None}
        counted = {way: rows.count() for way, field in ways.items() if (rows := rows_of(field, person)) is not None}
        if any(counted.values()):
            theirs = tuple(field for field in fields if counted.get(field.person or ""))
            found.append(Holding(model, model_words(model), theirs, _together(model, person, ways, counted)))
    return found


def _together(model: str, person: Person, ways: dict[str, PersonalField], counted: dict[str, int]) -> int:
    """How many rows, each once even where several ways lead to it."""
    if sum(1 for count in counted.values() if count) == 1:
        return sum(counted.values())
    keys: set[Any] = set()
    for way, field in ways.items():
        rows = rows_of(field, person)
        if rows is not None and counted[way]:
            keys.update(rows.values_list("pk", flat=True))
    return len(keys)


def rows_in(holding: Holding, person: Person) -> Iterator[Row]:
    """The rows of a holding in order of their keys, with only those fields that are this person's."""
    model = apps.get_model(holding.model)
    by_key: dict[Any, tuple[Model, dict[str, object]]] = {}
    has_agency = any(field.name == "agency" for field in model._meta.concrete_fields)
    for field in holding.fields:
        rows = rows_of(field, person)
        if rows is None:
            continue
        for row in (rows.select_related("agency") if has_agency else rows).iterator(chunk_size=2000):
            _row, values = by_key.setdefault(row.pk, (row, {}))
            values[field.field] = _value(row, field)
    for key in sorted(by_key):
        row, values = by_key[key]
        agency = getattr(row, "agency", None)
        yield Row(str(key), str(row), agency.code if has_agency and agency is not None else "", values)


def _value(row: Model, field: PersonalField) -> object:
    """The value as JSON takes it: a reference to the person is their user name, a secret only says that there is one."""
    if field.key in SECRET:
        return "—"
    shown = row._meta.get_field(field.field)
    if isinstance(shown, ForeignKey):
        reference = getattr(row, field.field)
        return reference.username if isinstance(reference, Person) else plain(reference)
    return plain(getattr(row, field.field))
