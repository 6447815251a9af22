"""Every sample is read as its label says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.integration.paper_differences import differences

from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.serial import paper_to_json
from prongsai.samples import SAMPLES, sample_path

LABELS = Path(__file__).parents[1] / "data" / "samples"
LIST_MARKERS = {"step_labels", "output_labels", "outcome_labels", "suggestion_labels"}
# The label of the report is that of its text form: the web page numbers its lists itself, and writes units one below the other.
IGNORED = {"outcome-report.html": LIST_MARKERS}


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_is_read_as_its_label_says(name: str) -> None:
    wanted = json.loads((LABELS / name).with_suffix(".json").read_text("utf-8"))
    got = paper_to_json(read_paper(sample_path(name)))
    assert differences(wanted, got, ignore=IGNORED.get(name, ())) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_value_that_a_sample_shows_has_a_place(name: str) -> None:
    paper = read_paper(sample_path(name))
    paths = {place.path for place in paper.places}
    first = "action_plan.projects[0].name" if paper.action_plan else "measures[0].title"
    assert {"organisation.name", "fiscal_year", first} <= paths
    assert all(place.place for place in paper.places)
