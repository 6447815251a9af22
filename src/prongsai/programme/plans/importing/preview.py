"""A paper before it comes into the plan: its measures as they would be imported, its open questions, what was not read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from prongsai.core.papers.model import Paper
from prongsai.core.papers.serial import paper_from_json
from prongsai.foundation.faults import Unusable
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft, check
from prongsai.programme.plans.importing.decisions import IGNORED, Decision, left_out, mended, standing, versions
from prongsai.programme.plans.importing.doubts import Question, questions_of, words_of
from prongsai.programme.plans.importing.from_paper import PlanDraft, ReadMeasure, plan_draft
from prongsai.programme.plans.importing.mending import card_of

CARDS_PER_PART = 100
_KEY = re.compile(r"([mp])(\d{1,6})")


def key_of(path: str) -> str:
    """The short name of a measure or project in addresses: "measures[2]" → "m2"."""
    return f"{'m' if path.startswith('measures') else 'p'}{path[path.rindex('[') + 1 : -1]}"


def path_of(key: str) -> str | None:
    """The path behind a short name; None where it is none."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    return f"measures[{int(match[2])}]" if match[1] == "m" else f"action_plan.projects[{int(match[2])}]"


@dataclass(frozen=True, slots=True)
class Timed:
    """Who does it and when, in words and days."""

    units: tuple[str, ...]
    is_for_every_unit: bool
    starts_on: date | None
    ends_on: date | None
    period_as_written: str
    monitoring: tuple[MonitoringDraft, ...]
    responsible_as_written: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step as it would be imported; `timed` is None where all of it is as of the measure."""

    text: str
    details: tuple[str, ...]
    timed: Timed | None


@dataclass(frozen=True, slots=True)
class Card:
    """A measure or project on the page. `state` is open, settled, sure or left_out; `doubted` are the parts with an open question."""

    measure: ReadMeasure
    timed: Timed
    steps: tuple[StepShown, ...]
    questions: tuple[Question, ...]
    elsewhere: tuple[Question, ...]
    state: str
    doubted: frozenset[str]
    faults: tuple[str, ...]
    version: int
    leave_version: int
    is_mended: bool

    @property
    def key(self) -> str:
        return key_of(self.measure.path)

    @property
    def open_count(self) -> int:
        return sum(question.is_open for question in self.questions)

    @property
    def status_words(self) -> str:
        """The status that the paper gives, in words."""
        status = self.measure.result.status
        return words_of("status", status) if status else ""


@dataclass(frozen=True, slots=True)
class UnreadShown:
    """A text that no rule took. `how` is empty, "taken" or "ignored"; `into` is the number of the measure that took it."""

    index: int
    place: str
    text: str
    how: str
    into: str
    version: int


@dataclass(frozen=True, slots=True)
class Review:
    """All of it. `sure_count` are the values that the reader was sure of."""

    paper: Paper
    draft: PlanDraft
    cards: tuple[Card, ...]
    questions: tuple[Question, ...]
    unread: tuple[UnreadShown, ...]
    sure_count: int

    @property
    def whole(self) -> tuple[Question, ...]:
        """The questions about the paper as a whole."""
        return tuple(question for question in self.questions if question.card is None)

    @property
    def whole_open_count(self) -> int:
        return sum(question.is_open for question in self.whole)

    @property
    def open_count(self) -> int:
        return sum(question.is_open for question in self.questions)

    @property
    def is_unread_begun(self) -> bool:
        """Whether the person decided about any of the texts that were not read."""
        return any(entry.how for entry in self.unread)

    @property
    def left_count(self) -> int:
        return sum(card.state == "left_out" for card in self.cards)

    @property
    def taken(self) -> tuple[ReadMeasure, ...]:
        """The measures that would be imported."""
        return tuple(card.measure for card in self.cards if card.state != "left_out")

    @property
    def faults(self) -> tuple[tuple[Card, str], ...]:
        """What keeps a measure from being imported, though no doubt of the reader."""
        return tuple((card, fault) for card in self.cards if card.state != "left_out" for fault in card.faults)

    @property
    def is_ready(self) -> bool:
        return not self.open_count and not self.faults and bool(self.taken)

    @property
    def reported(self) -> tuple[ReadMeasure, ...]:
        """The measures that the paper reports on."""
        return tuple(measure for measure in self.taken if measure.result.says_something)

    def part_of(self, path: str | None) -> int:
        """On which part of the page a card stands; 1 for whatever is about the paper as a whole."""
        if path is None:
            return 1
        before = 0 if path.startswith("measures") else len(self.paper.measures)
        return 1 + (before + int(key_of(path)[1:])) // CARDS_PER_PART

    def card(self, path: str) -> Card | None:
        """The card of a path."""
        return next((card for card in self.cards if card.measure.path == path), None)


def review(paper: Mapping[str, Any], decisions: Sequence[Decision], units: Mapping[str, int], names: Mapping[int, str]) -> Review:
    """What a paper as read and the decisions about it come to. `units` as from `index_of_units`; `names` are those of the units by id."""
    held = mended(paper, decisions)
    read = paper_from_json(held)
    draft = plan_draft(read, units)
    questions = questions_of(paper, decisions, held)
    found, decided = standing(decisions), versions(decisions)
    out = left_out(decisions)
    known = frozenset(names)
    about = _by_card(questions)
    cards = tuple(_card(measure, about[measure.path], decided, found, names, known, measure.path in out) for measure in draft.measures)
    doubted = {path for question in questions if question.path for path in (question.path, *question.also)}
    sure = {value["path"] for value in paper.get("places") or ()} - doubted
    numbers = {measure.path: measure.number for measure in draft.measures}
    unread = tuple(_unread(index, entry, decided, found, numbers) for index, entry in enumerate(paper.get("unread") or ()))
    return Review(read, draft, cards, tuple(questions), unread, len(sure))


def _by_card(questions: Iterable[Question]) -> dict[str, tuple[list[Question], list[Question]]]:
    """The questions of each card, and those of other cards whose answer holds for it too."""
    about: dict[str, tuple[list[Question], list[Question]]] = defaultdict(lambda: ([], []))
    for question in questions:
        if question.card is not None:
            about[question.card][0].append(question)
        for card in {card_of(path) for path in question.also} - {question.card, None}:
            about[card or ""][1].append(question)
    return about


def _card(
    measure: ReadMeasure,
    about: tuple[Sequence[Question], Sequence[Question]],
    decided: Mapping[str, int],
    found: Mapping[str, Decision],
    names: Mapping[int, str],
    known: frozenset[int],
    is_out: bool,
) -> Card:
    own, elsewhere = map(tuple, about)
    is_open = any(question.is_open for question in (*own, *elsewhere))
    faults = _faults(measure.draft, known)
    is_mended = measure.path in found
    state = "left_out" if is_out else "open" if is_open or faults else "settled" if own or elsewhere or is_mended else "sure"
    return Card(
        measure=measure,
        timed=_timed(measure.draft, names),
        steps=tuple(_step(step, names) for step in measure.draft.steps),
        questions=own,
        elsewhere=elsewhere,
        state=state,
        doubted=frozenset(_part(path, measure.path) for path in _open_paths((*own, *elsewhere), measure.path)),
        faults=faults,
        version=decided.get(measure.path, 0),
        leave_version=decided.get(f"leave:{measure.path}", 0),
        is_mended=is_mended,
    )


def _open_paths(questions: Iterable[Question], card: str) -> list[str]:
    paths = [path for question in questions if question.is_open and question.path for path in (question.path, *question.also)]
    return [path for path in paths if card_of(path) == card]


def _part(path: str, card: str) -> str:
    """Which part of a card a path concerns: title, units, period, monitoring, steps, or another by its key."""
    rest = path[len(card) + 1 :]
    first = re.split(r"[.\[]", rest)[0]
    return {"responsible_units": "units", "responsible": "units", "rows": "steps", "methods": "steps", "name": "title"}.get(first, first)


def _faults(draft: MeasureDraft, known: frozenset[int]) -> tuple[str, ...]:
    try:
        check(draft, known_units=known)
    except Unusable as unusable:
        return tuple(fault.message for fault in unusable.faults)
    return ()


def _timed(draft: MeasureDraft | StepDraft, names: Mapping[int, str]) -> Timed:
    return Timed(
        units=tuple(names[unit] for unit in draft.unit_ids if unit in names),
        is_for_every_unit=draft.is_for_every_unit,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        period_as_written=draft.period_as_written,
        monitoring=draft.monitoring,
        responsible_as_written=draft.responsible_as_written,
    )


def _step(step: StepDraft, names: Mapping[int, str]) -> StepShown:
    timed = _timed(step, names)
    has_own = timed.units or timed.is_for_every_unit or timed.starts_on or timed.ends_on or timed.period_as_written or timed.monitoring
    return StepShown(step.text, tuple(step.details.splitlines()), timed if has_own else None)


def _unread(
    index: int, entry: Mapping[str, Any], decided: Mapping[str, int], found: Mapping[str, Decision], numbers: Mapping[str, str]
) -> UnreadShown:
    item = f"unread:{index}"
    decision = found.get(item)
    into = next((card_of(path) or "" for path in decision["values"]), "") if decision is not None and decision["how"] != IGNORED else ""
    how = decision["how"] if decision is not None else ""
    return UnreadShown(index, entry["place"], entry["text"], how, numbers.get(into, ""), decided.get(item, 0))
