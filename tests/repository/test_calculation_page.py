"""The page of the calculation: every number in its tables is what the code gives."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from prongsai.core.ita.forecast import Costs, cheapest, next_goal
from prongsai.core.ita.levels import level_rule
from prongsai.core.ita.loading import framework
from prongsai.core.ita.rounding import published
from prongsai.core.ita.scoring import Response, Scorecard, score, tally
from prongsai.core.ita.tree import nodes_of

Table = list[list[str]]
THIRD = Decimal("0.001")


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs/explanation/how-scores-are-calculated.md").read_text("utf-8")


@pytest.fixture(scope="module")
def tables(page: str) -> dict[str, Table]:
    """First header cell → the rows below the rule."""
    found = {}
    for block in re.findall(r"(?:^\|.*\|\n)+", page, re.MULTILINE):
        head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]
        found[head[0]] = [head, *rows]
    assert len(found) == 7
    return found


@pytest.fixture(scope="module")
def ten(tables: dict[str, Table]) -> Scorecard:
    head, row = tables["1"]
    return score(framework(2563), dict(zip(head, map(Decimal, row), strict=True)))


def test_answers_give_the_item(tables: dict[str, Table]) -> None:
    _, *people, whole = tables["ผู้ตอบ"]
    responses = []
    for _, first, second, points in people:
        options = {key: int(text) for key, text in (("I1.1", first), ("I1.2", second)) if text}
        responses.append(Response("IIT", options))
        mean = tally(framework(2564), responses[-1:])["I1"].mean
        assert mean is not None
        assert published(mean) == Decimal(points)
    mean = tally(framework(2564), responses)["I1"].mean
    assert mean is not None
    assert published(mean) == Decimal(whole[-1])


def test_the_worth_of_an_item_of_each_sub_indicator(tables: dict[str, Table], page: str) -> None:
    nodes = nodes_of(framework(2564))
    _, *rows = tables["ขาดหนึ่งข้อใน"]
    assert [row[0] for row in rows] == [key for key, node in nodes.items() if node.kind == "sub_indicator"]
    for key, count, here, above, total in rows:
        lost = Fraction(100, len(nodes[key].children))
        assert len(nodes[key].children) == int(count)
        assert (published(lost), published(lost * nodes[key].share)) == (Decimal(here), Decimal(above))
        assert published(lost * nodes[key].worth, 3) == Decimal(total)
    assert page.count("50 × ½ × ½ × 0.40 = 5.00") == 2
    assert 50 * Fraction(1, 2) * Fraction(1, 2) * Fraction(40, 100) == 50 * nodes["10.2"].worth == 5


def test_the_worth_of_a_point_of_an_indicator(tables: dict[str, Table]) -> None:
    _, *rows = tables["1 คะแนนของตัวชี้วัดใน"]
    for code, count, weight, worth in rows:
        node = nodes_of(framework(2564))[code]
        assert (len(node.children), node.worth * 100, node.children[0].worth) == (int(count), int(weight), Fraction(worth))


def test_the_ten_published_indicators(tables: dict[str, Table], ten: Scorecard, page: str) -> None:
    _, *rows, total = tables["แบบวัด"]
    for code, points, weight, weighted in rows:
        value = ten.scores[code].value
        assert value == Fraction(points)
        assert value * Fraction(weight) / 100 == Fraction(weighted)
    assert ten.total.value == Fraction(total[-1])
    assert f"{Decimal(total[-1])} ประกาศเป็น {ten.points('total')} แต่เอกสารพิมพ์ 54.29" in page
    (note,) = score(
        framework(2563),
        {key: entry.value for key, entry in ten.scores.items() if entry.reason.rule == "given" and entry.value is not None}
        | {"total": Decimal("54.29")},
    ).notes
    assert (note.code, note.given - note.computed) == ("rounding", Decimal("0.01"))


def test_the_edges_of_the_levels_by_the_total(tables: dict[str, Table]) -> None:
    made = framework(2564)
    _, *rows = tables["คะแนนรวมก่อนปัด"]
    for exact, told, level in rows:
        assert published(Fraction(exact), made.decimals) == Decimal(told)
        assert level_rule(made, Fraction(exact), {}).name == level
    assert {level for _, _, level in rows} == {rule.name for rule in made.levels}


def test_the_edges_of_the_levels_by_every_instrument(tables: dict[str, Table]) -> None:
    made = framework(2568)
    _, *rows = tables["IIT"]
    for *instruments, told, level in rows:
        card = score(made, dict(zip(("IIT", "EIT", "OIT"), map(Decimal, instruments), strict=True)))
        assert card.points("total") == Decimal(told)
        assert card.level.rule is not None
        assert card.level.rule.name == level
    assert {row[-1] for row in rows} == {rule.name for rule in made.levels}


def test_the_forecast_of_the_page(page: str, ten: Scorecard) -> None:
    goal = next_goal(framework(2563), ten)
    assert goal is not None
    proposal = cheapest(framework(2563), ten, goal)
    assert [step.key for step in proposal.steps] == ["O42"]
    levels = [card.level.rule.name if card.level.rule else "" for card in (proposal.before, proposal.after)]
    told = f"จาก {proposal.before.points('total')} (ระดับ {levels[0]}) เป็น {proposal.after.points('total')} (ระดับ {levels[1]})"
    assert told in page
    assert Costs().item == 1 == 2 * Costs().point
