"""Every rule announces itself, has a lasting name, a test of its own, and says what is so and why; together they give hints in order."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tests.linted import TODAY, evidence, measure, plan, report, step

from prongsai.programme.linter import rules as package
from prongsai.programme.linter.queries import hints_of
from prongsai.programme.linter.rule import SEVERITIES, InForce, Key
from prongsai.programme.linter.rules import rule_of, rules

FOLDER = Path(package.__file__).parent
MODULES = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
NEVER_AGAIN = {
    "completed-before-start", "completed-without-evidence", "dead-link", "duplicate-measures", "evidence-expired", "evidence-expiring",
    "evidence-outside-year", "evidence-returned", "evidence-undated", "indicator-not-in-framework", "measure-without-unit", "no-due-date",
    "no-indicator", "numbers-contradict", "overdue-unfinished", "pdf-without-text", "period-over-unreported",
    "promised-number-not-reached", "report-before-start", "report-date-outside-period", "step-outside-period", "step-overdue",
    "unit-does-not-exist",
}  # fmt: skip
"""Names that exceptions and links hold on to: one may be added, none may go."""


def test_every_file_is_a_rule_that_is_called_as_the_file() -> None:
    assert {rule.id for rule in rules()} == {name.replace("_", "-") for name in MODULES}


def test_no_name_of_a_rule_ever_goes() -> None:
    assert {rule.id for rule in rules()} >= NEVER_AGAIN


def test_every_rule_has_a_test_of_its_own() -> None:
    tested = {path.stem.removeprefix("test_") for path in (Path(__file__).parent / "rules").glob("test_*.py")}
    assert tested == MODULES


def test_every_rule_says_what_is_so_and_why() -> None:
    for rule in rules():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
        assert rule.severity in SEVERITIES
        assert 5 <= len(str(rule.title)) <= 80
        assert len(str(rule.why)) >= 30


def test_rules_come_with_the_gravest_first() -> None:
    severities = [SEVERITIES.index(rule.severity) for rule in rules()]
    assert severities == sorted(severities)
    assert rule_of("dead-link") in rules()
    assert rule_of("no-such-rule") is None


def test_hints_come_by_severity_then_by_measure() -> None:
    late = measure(2, title="ขั้นตอนการรับเรื่องร้องเรียน", ends_on=date(2026, 3, 1), indicators=())
    hints = hints_of(plan(measure(1, indicators=(), unit_ids=(), unit_names=()), late))
    assert [(hint.rule.id, hint.finding.measure_id) for hint in hints] == [
        ("period-over-unreported", 2),
        ("measure-without-unit", 1),
        ("no-indicator", 1),
        ("no-indicator", 2),
    ]


def test_an_exception_greys_the_hint_that_it_names_and_no_other() -> None:
    seen = plan(measure(1, indicators=()), measure(2, title="ขั้นตอนการรับเรื่องร้องเรียน", indicators=()))
    held = InForce(1, "ไม่เกี่ยวกับการประเมิน", "นายก", TODAY)
    hints = hints_of(seen, {Key("no-indicator", 2, None, None): held})
    assert [(hint.finding.measure_id, hint.is_open, hint.exception) for hint in hints] == [(1, True, None), (2, False, held)]


def test_a_plan_in_order_and_an_empty_one_give_no_hint() -> None:
    done = measure(1, reports=(report(is_finished=True),), steps=(step(), step(12)))
    assert hints_of(plan(done, measure(2, title="ขั้นตอนการรับเรื่องร้องเรียน"), shown=[evidence()])) == []
    assert hints_of(plan()) == []
