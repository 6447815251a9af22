"""The history of a measure as sentences: what `audit.telling` says, with steps told one by one and days as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from prongsai.foundation.audit import telling
from prongsai.foundation.audit.models import Event
from prongsai.interfaces.staff.templatetags.thai_text import thai_date_short, thai_datetime
from prongsai.programme.plans.models import Step

_TONES = {"withdrawn": "todo", "reported": "done", "corrected": "done", "asked": "soon", "committed": "done", "reminded": "soon"}
_SHORT = 60
_IDLE = (
    "order", "plan_id", "measure_id", "step_id", "reported_by_id", "reported_at", "withdrawn_at", "withdrawn_by_id", "withdrawal_reason",
)  # fmt: skip
"""What the sentence says already, or what tells a reader nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that changed; `before` is empty for what is new, `after` for what is gone."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """An event in words; it has what the timeline component takes."""

    title: str
    when: str
    what: str
    note: str
    tone: str
    changes: tuple[Change, ...]

    @property
    def detail(self) -> str:
        """The reason, else the names of what changed."""
        return self.note or ", ".join(dict.fromkeys(change.label for change in self.changes if change.before))


def sentences(events: Iterable[Event], *, names: Iterable[str] = ()) -> list[Sentence]:
    """Events (with `by` and `detail` fetched) in words, in their order. Erased details leave only who, when and the act.

    `names` are the kinds of objects ("evidence.evidence") that a sentence calls by their name, because the page is of something else.
    """
    held, called = list(events), frozenset(names)
    return [_sentence(event, told, called) for event, told in zip(held, telling.tell(held), strict=True)]


def _sentence(event: Event, told: telling.Told, called: frozenset[str]) -> Sentence:
    name = f" {told.subject}" if event.object_type in called else ""
    return Sentence(
        title=f"{told.who} {told.what}{name}",
        when=thai_datetime(told.at),
        what=told.subject,
        note=told.note,
        tone=next((tone for end, tone in _TONES.items() if event.verb.endswith(end)), "brand"),
        changes=tuple(_changes(event, told)),
    )


def _changes(event: Event, told: telling.Told) -> Iterator[Change]:
    content = event.detail.content if isinstance(event.detail.content, dict) else {}
    raw = content.get("changes", {})
    apart = {telling.field_words(_model(event), name) for name in raw if name in {*_IDLE, "steps", "monitoring"}}
    for change in told.changes:
        if change.words not in apart and (change.before or change.after != _("ไม่ใช่")):
            yield Change(change.words, _written(change.before), _written(change.after))
    if "monitoring" in raw:
        yield Change(telling.field_words(Step, "monitoring"), *map(_written, raw["monitoring"]))
    if "steps" in raw:
        yield from _of_steps(*(steps or [] for steps in raw["steps"]))


def _model(event: Event) -> type[Model] | None:
    try:
        return apps.get_model(event.object_type)
    except (LookupError, ValueError):
        return None


def _written(value: object) -> str:
    """A value for reading; lists with their entries apart."""
    if isinstance(value, datetime):
        return thai_datetime(value)
    if isinstance(value, date):
        return thai_date_short(value)
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่ใช่")
    if isinstance(value, list):
        return " · ".join(filter(None, map(_written, value)))
    text = "" if value is None else str(value)
    try:
        return thai_date_short(date.fromisoformat(text)) if len(text) == len("2026-03-31") else text
    except ValueError:
        return text


def _of_steps(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Change]:
    old, new = {step["pk"]: step for step in before}, {step["pk"]: step for step in after}
    for pk, step in new.items():
        if pk not in old:
            yield Change(_("เพิ่มขั้นตอน"), "", step["text"])
    for pk, step in old.items():
        if pk in new:
            yield from _of_step(step, new[pk])
        else:
            yield Change(_("เอาขั้นตอนออก"), step["text"], "")
    kept, now = [pk for pk in old if pk in new], [pk for pk in new if pk in old]
    if kept != now:
        yield Change(_("ลำดับขั้นตอน"), _texts(old, kept), _texts(new, now))


def _of_step(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name, value in old.items():
        if name not in {"order", "measure_id"} and telling.is_told(name) and value != new.get(name):
            place = "" if name == "text" else f" · {old['text'][:_SHORT]}"
            yield Change(f"{telling.field_words(Step, name)}{place}", _written(value), _written(new.get(name)))


def _texts(steps: Mapping[int, Mapping[str, Any]], keys: list[int]) -> str:
    return " · ".join(steps[pk]["text"][:_SHORT] for pk in keys)
