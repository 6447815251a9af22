"""The sample papers and their labels belong together: every label tells what its paper says, and nothing else."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from prongsai.core.papers.serial import paper_from_json
from prongsai.samples import SAMPLES, sample_path

LABELS = Path(__file__).parents[1] / "data" / "samples"
# What a label settles beyond the wording of the paper: kinds, numbers, ISO dates, names put right.
SETTLED = frozenset({"schema", "type", "short_name", "status", "tool", "date", "start", "end", "due", "no", "section", "parent", "level"})
CANONICAL_LISTS = frozenset({"responsible_units", "units"})
# A text that goes on after a page break or a repeated header stands in two or three pieces.
MOST_PIECES, SHORTEST_PIECE = 3, 4


def _squash(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def _wordings(value: object, key: str = "") -> Iterator[str]:
    """The lines of all texts of a label that must stand in the paper."""
    if isinstance(value, dict):
        for name, entry in value.items():
            if name not in CANONICAL_LISTS and not name.endswith("labels"):
                yield from _wordings(entry, name)
    elif isinstance(value, list):
        for entry in value:
            yield from _wordings(entry, key)
    elif isinstance(value, str) and key not in SETTLED:
        yield from value.split("\n")


def _stands_in(wording: str, source: str, pieces: int = MOST_PIECES) -> bool:
    """Whether a wording stands in a source whole or, in order, in a few pieces."""
    if wording in source:
        return True
    if pieces == 1:
        return False
    cuts = range(len(wording) - SHORTEST_PIECE, SHORTEST_PIECE - 1, -1)
    return any(
        (at := source.find(wording[:cut])) >= 0 and _stands_in(wording[cut:], source[at + cut :], pieces - 1)
        for cut in cuts
        if wording[:cut] in source
    )


def _source(name: str) -> str:
    text = sample_path(name).read_text("utf-8-sig")
    return _squash(html.unescape(re.sub(r"<[^>]*>", " ", text)))


def _label(name: str) -> dict[str, object]:
    loaded = json.loads((LABELS / name).with_suffix(".json").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("name", SAMPLES)
def test_every_labelled_wording_stands_in_its_sample(name: str) -> None:
    source = _source(name)
    wordings = [_squash(wording) for wording in _wordings(_label(name))]
    assert len(wordings) > 30
    assert [wording for wording in wordings if not _stands_in(wording, source)] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_label_is_a_paper_of_the_format(name: str) -> None:
    paper = paper_from_json(_label(name))
    assert paper.organisation.short_name == "ทุ่งดาวเรือง"
    assert paper.measures or paper.action_plan


def test_a_wording_in_pieces_is_found_only_in_order() -> None:
    assert _stands_in("งานก่อสร้างเสร็จแล้ว", "งานก่อสร้าง|เสร็จแล้ว")
    assert not _stands_in("งานก่อสร้างเสร็จแล้ว", "เสร็จแล้ว|งานก่อสร้าง")


def test_unknown_sample_is_refused_with_the_names_that_exist() -> None:
    with pytest.raises(LookupError, match=re.escape("plan.txt")):
        sample_path("no-such-paper.txt")


def test_scores_of_the_sample_plan_add_up_by_the_weights_of_the_instruments() -> None:
    ita = paper_from_json(_label("plan.txt")).ita
    assert ita is not None
    tools = dict(ita.tools)
    for instrument, mean in tools.items():
        scores = [indicator.score for indicator in ita.indicators if indicator.tool == instrument]
        assert sum(scores) / len(scores) == mean
    weighted = sum((weight * tools[instrument] for instrument, weight in ita.weights), Decimal(0)) / 100
    assert weighted == ita.overall_score
    assert [band.level for band in ita.levels if band.minimum <= weighted <= band.maximum] == [ita.level]


def test_both_years_of_the_sample_analysis_add_up_by_their_weights_but_for_the_rounding() -> None:
    ita = paper_from_json(_label("ita-analysis.txt")).ita
    assert ita is not None
    weights, (before,) = dict(ita.weights), ita.years
    now = {score.indicator_no or 0: score.score for score in ita.indicators}
    for total, tools, indicators in (
        (ita.overall_score, dict(ita.tools), now),
        (before.overall_score, dict(before.tools), dict(before.indicators)),
    ):
        for instrument, numbers in (("IIT", range(1, 6)), ("EIT", range(6, 9)), ("OIT", range(9, 11))):
            assert abs(sum(indicators[number] for number in numbers) / len(numbers) - tools[instrument]) <= Decimal("0.005")
        weighted = sum((weight * tools[instrument] for instrument, weight in weights.items()), Decimal(0)) / 100
        assert total is not None
        assert abs(weighted - total) <= Decimal("0.005")
