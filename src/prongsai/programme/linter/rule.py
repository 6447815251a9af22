"""What a rule is, what it finds, and what becomes of that: a hint with its severity and, where one is in force, its exception."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from prongsai.foundation.registry import Words
    from prongsai.programme.linter.under_review import PlanUnderReview

Severity = Literal["blocks", "warns", "advises"]
SEVERITIES: tuple[Severity, ...] = ("blocks", "warns", "advises")
"""Gravest first. What blocks should be mended before a report goes out; what warns is probably a fault; what advises could be better."""

Form = Literal["measure", "report", "correction", "evidence-edit", "evidence-revise", "evidence-add"]
"""Where a finding is mended: the form of the measure, a new report, the correction of a report, the page of a piece of evidence, its form,
a new revision of it, or new evidence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: a sentence that says what is so and what to do, whom it concerns, and the field where it is mended.

    `field` is as the forms name it ("ends_on", "steps-2-text"), without "id_"; `verb` is the link that leads there. `unit_names` may
    mend it where the person who reads may not.
    """

    message: str
    verb: str
    form: Form
    field: str
    measure_id: int
    step_id: int | None = None
    evidence_id: int | None = None
    report_id: int | None = None
    unit_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `id` is its name for ever: exceptions and links hold on to it. `short` are a few words for the table of measures.

    `check` gets the plan and yields what it finds; it asks no database and no clock.
    """

    id: str
    severity: Severity
    title: Words
    why: Words
    check: Callable[[PlanUnderReview], Iterable[Finding]]
    short: Words = ""


class Key(NamedTuple):
    """What an exception is of: a rule and the object that broke it."""

    rule_id: str
    measure_id: int
    step_id: int | None = None
    evidence_id: int | None = None
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """An exception that holds today, as far as a hint shows it. `expires_on` is its last day."""

    pk: int
    reason: str
    approver: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class Hint:
    """A finding with its rule. With an `exception` it is shown and does not count."""

    rule: Rule
    finding: Finding
    exception: InForce | None = None

    @property
    def key(self) -> Key:
        """What an exception to it would be of."""
        found = self.finding
        return Key(self.rule.id, found.measure_id, found.step_id, found.evidence_id, found.report_id)

    @property
    def severity(self) -> Severity:
        """The severity of its rule."""
        return self.rule.severity

    @property
    def message(self) -> str:
        """What is so and what to do."""
        return self.finding.message

    @property
    def is_open(self) -> bool:
        """Whether no exception holds."""
        return self.exception is None
