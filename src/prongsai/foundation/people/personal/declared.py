"""Whether every model says which personal data it holds, and the words of models and fields for people."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db.models import CharField, FileField, GenericIPAddressField, JSONField, Model, TextField

from prongsai.foundation import registry
from prongsai.foundation.languages import in_language
from prongsai.foundation.people.models import Person
from prongsai.foundation.registry import NothingPersonal, PersonalField

ON_ERASURE = ("blank", "keep")
WORDS = (CharField, TextField, JSONField, FileField, GenericIPAddressField)
"""Kinds of fields in which something about a person can stand."""


def our_models() -> list[type[Model]]:
    """Every model of the product's own apps."""
    return [model for config in apps.get_app_configs() if config.name.startswith("prongsai.") for model in config.get_models()]


def fields_by_model() -> dict[str, list[PersonalField]]:
    """The declared fields by model ("plans.Plan"), those of persons first, else in the order of their announcement."""
    found: dict[str, list[PersonalField]] = {}
    for field in registry.personal_data:
        found.setdefault(field.model, []).append(field)
    return dict(sorted(found.items(), key=lambda entry: not entry[0].startswith("people.")))


def faults(models: Iterable[type[Model]]) -> Iterator[str]:
    """What is wrong with the declarations of these models, one sentence each; nothing where all is well.

    A model holds something personal or nothing, and says so; every reference to a person is declared, by its own name, as the way to it;
    every field that can hold words is declared, or somebody said of it that it holds nothing personal.
    """
    fields, nothing = fields_by_model(), {entry.model: entry for entry in registry.nothing_personal}
    for model in models:
        label = model._meta.label
        declared, looked_at = fields.get(label, []), nothing.get(label)
        if not declared and looked_at is None:
            yield f"{label} says nothing about personal data"
        if declared and looked_at is not None and not looked_at.fields:
            yield f"{label} says that it holds personal data and that it holds none"
        yield from _undeclared(model, {field.field for field in declared}, looked_at)
        for personal in declared:
            yield from _faults_of(model, personal)


def _undeclared(model: type[Model], declared: set[str], nothing: NothingPersonal | None) -> Iterator[str]:
    names = {field.name: field for field in model._meta.concrete_fields}
    impersonal = set() if nothing is None else set(nothing.fields) or {name for name in names if names[name].related_model is not Person}
    yield from (f"{model._meta.label}.{name} is no field" for name in sorted(impersonal - names.keys()))
    yield from (f"{model._meta.label}.{name} is personal and impersonal" for name in sorted(impersonal & declared))
    for name, field in names.items():
        if field.related_model is Person and name not in declared:
            yield f"{model._meta.label}.{name} refers to a person and is not declared"
        if isinstance(field, WORDS) and not field.choices and name not in declared | impersonal:
            yield f"{model._meta.label}.{name} can hold words and is not declared"


def _faults_of(model: type[Model], personal: PersonalField) -> Iterator[str]:
    try:
        field = model._meta.get_field(personal.field)
    except FieldDoesNotExist:
        yield f"{personal.key} is no field"
        return
    if personal.on_erasure not in ON_ERASURE:
        yield f"{personal.key}: nothing can be done on erasure by {personal.on_erasure!r}"
    if personal.keep_months < 0 or not (personal.thai and personal.english):
        yield f"{personal.key} does not say why and how long"
    if field.related_model is Person and personal.person != personal.field:
        yield f"{personal.key} refers to a person but does not lead to them"
    if personal.person:
        try:
            model._default_manager.filter(**{personal.person: 0}).query  # noqa: B018 - building it looks the way up
        except (FieldError, ValueError):
            yield f"{personal.key}: {personal.person} leads to no person"


@cache
def _words() -> dict[str, tuple[str, str]]:
    raw = tomllib.loads(files("prongsai.foundation.people.personal").joinpath("model_words.toml").read_text("utf-8"))
    return {model: (thai, english) for model, (thai, english) in raw["words"].items()}


def has_words(model: str) -> bool:
    """Whether a model ("plans.Plan") has words for people."""
    return model in _words()


def model_words(model: str) -> str:
    """What a model ("plans.Plan") is called, in the language of the reader; its own label where nobody wrote that down."""
    return in_language(*_words()[model]) if model in _words() else model
