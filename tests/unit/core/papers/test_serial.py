"""The JSON form: what goes out comes back equal, and what is no paper is refused with the key named."""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.papers.errors import BadPaper
from prongsai.core.papers.model import Assessment, DocumentInfo, Measure, Paper, PaperWarning, Period, YearScores
from prongsai.core.papers.serial import paper_from_json, paper_to_json

LABELLED = {
    "labeller_note": "ok",
    "organisation": {"name": "องค์การบริหารส่วนตำบลฟ้าใส", "type_full": "องค์การบริหารส่วนตำบล"},
    "measures": [
        {"number": 1, "title": "ก", "steps": ["ข\nค"], "step_labels": [None], "monitoring": {"as_written": "ง", "inherited": True}}
    ],
}
GOLD = sorted((Path(__file__).parents[5] / "shared/papers/gold").glob("*.json"))


def _strategy(hint: Any) -> st.SearchStrategy[Any]:
    """A strategy for a field of the model, found from its type."""
    origin, options = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return st.one_of(*(_strategy(option) for option in options))
    if origin is Literal:
        return st.sampled_from(options)
    if origin is tuple:
        if options[-1] is Ellipsis:
            return st.lists(_strategy(options[0]), max_size=2).map(tuple)
        return st.tuples(*(_strategy(option) for option in options))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{field.name: _strategy(hints[field.name]) for field in fields(hint)})
    return {
        str: st.text(max_size=8),
        int: st.integers(0, 3000),
        bool: st.booleans(),
        date: st.dates(),
        Decimal: st.decimals(0, 10**9, places=2),
        type(None): st.none(),
    }[hint]


def _unique_keys(paper: Paper) -> bool:
    pairs: list[tuple[tuple[Any, Any], ...]] = []
    if paper.ita:
        pairs += [paper.ita.tools, paper.ita.weights, *(part for year in paper.ita.years for part in (year.tools, year.indicators))]
    pairs += [project.labels for project in paper.action_plan.projects] if paper.action_plan else []
    return all(len({key for key, _ in entry}) == len(entry) for entry in pairs)


@settings(max_examples=60, deadline=None)
@given(_strategy(Paper).filter(_unique_keys))
def test_every_paper_comes_back_equal_from_its_json_text(paper: Paper) -> None:
    assert paper_from_json(json.loads(json.dumps(paper_to_json(paper)))) == paper


def test_scores_of_other_years_and_weights_are_objects_by_number_and_instrument() -> None:
    earlier = YearScores(2566, Decimal("81.5"), "ต้องปรับปรุง", (("EIT", Decimal(80)),), ((10, Decimal("62.5")),))
    paper = Paper(ita=Assessment(weights=(("IIT", Decimal(30)),), years=(earlier,), is_verified=False))
    ita = paper_to_json(paper)["ita"]
    assert ita["weights"] == {"IIT": 30}
    assert ita["years"] == [
        {"fiscal_year": 2566, "overall_score": 81.5, "level": "ต้องปรับปรุง", "tools": {"EIT": 80}, "indicators": {"10": 62.5}}
    ]
    assert paper_from_json({"ita": ita}) == paper


def test_a_result_without_the_later_keys_is_read_as_before() -> None:
    assert paper_from_json({"ita": {"overall_score": 54.29, "tools": {"IIT": 70.5}}, "measures": [{"number": 1, "title": "ก"}]}) == Paper(
        measures=(Measure("1", "ก"),), ita=Assessment(overall_score=Decimal("54.29"), tools=(("IIT", Decimal("70.5")),))
    )


def test_a_year_with_an_indicator_that_is_no_number_is_refused_with_its_key() -> None:
    with pytest.raises(BadPaper, match=r"ita\.years\[0\]\.indicators"):
        paper_from_json({"ita": {"years": [{"fiscal_year": 2566, "indicators": {"เก้า": 80}}]}})


def test_keys_take_the_shapes_of_the_format() -> None:
    given_obj = {
        "measures": [{"number": 1, "title": "ก", "period": {"as_written": "ต.ค. 63", "start": "2020-10-01", "end": "2020-10-31"}}],
        "ita": {"overall_score": 54.29, "tools": {"IIT": 70.5}, "committee_suggestions": [{"tool": "IIT", "topic": "ข", "text": "ค"}]},
        "action_plan": {
            "dimension": {"no": 2, "title": "ง"},
            "sections": [{"no": "2.1", "title": "จ"}],
            "projects": [
                {
                    "no": 1,
                    "name": "ฉ",
                    "rationale": "ช",
                    "budget": {"as_written": "ไม่ใช้", "amount": 0},
                    "responsible": {"as_written": "กองคลัง", "units": ["กองคลัง"]},
                    "labels": {"objectives": ["1.", None]},
                }
            ],
        },
    }
    paper = paper_from_json(given_obj)
    assert paper.measures[0].number == "1"
    assert paper.measures[0].period == Period("ต.ค. 63", date(2020, 10, 1), date(2020, 10, 31))
    assert paper.ita is not None
    assert (paper.ita.overall_score, paper.ita.tools, paper.ita.suggestions[0].text) == (Decimal("54.29"), (("IIT", Decimal("70.5")),), "ค")
    assert paper.action_plan is not None
    assert (paper.action_plan.dimension_no, paper.action_plan.projects[0].rationale) == ("2", ("ช",))
    assert paper.action_plan.projects[0].responsible_units == ("กองคลัง",)
    out = paper_to_json(paper)
    assert out["schema"] == "prongsai.paper/1"
    assert out["measures"][0]["number"] == 1
    assert out["ita"]["tools"] == {"IIT": 70.5}
    assert out["action_plan"]["dimension"] == {"no": 2, "title": "ง"}
    assert out["action_plan"]["projects"][0]["responsible"] == {"as_written": "กองคลัง", "units": ["กองคลัง"]}
    assert out["action_plan"]["projects"][0]["labels"] == {"objectives": ["1.", None]}


@pytest.mark.parametrize(("number", "shown"), [("7", 7), ("2.10", "2.10"), ("07", "07"), ("๓", "๓"), ("", "")])
def test_measure_number_is_an_int_only_where_nothing_is_lost(number: str, shown: object) -> None:
    obj = paper_to_json(Paper(measures=(Measure(number=number, title=""),)))
    assert obj["measures"][0]["number"] == shown
    assert paper_from_json(obj).measures[0].number == number


def test_whole_scores_are_written_without_a_fraction() -> None:
    assert repr(paper_to_json(Paper(ita=Assessment(target=Decimal("85.00"))))["ita"]["target"]) == "85"


@pytest.mark.parametrize(
    ("obj", "path"),
    [
        ([], "$"),
        ({"schema": "prongsai.paper/2"}, "schema"),
        ({"fiscal_year": "2564"}, "fiscal_year"),
        ({"fiscal_year": True}, "fiscal_year"),
        ({"measures": {}}, "measures"),
        ({"measures": [{"number": 1}]}, "measures[0].title"),
        ({"measures": [{"number": 1, "title": "ก", "steps": ["ข", 3]}]}, "measures[0].steps[1]"),
        ({"measures": [{"number": 1, "title": "ก", "period": {"as_written": "", "start": "30 เม.ย. 64"}}]}, "measures[0].period.start"),
        ({"ita": {"overall_score": "สูง"}}, "ita.overall_score"),
        ({"ita": {"overall_score": float("nan")}}, "ita.overall_score"),
        ({"ita": {"tools": {"XXX": 1}}}, "ita.tools[0][0]"),
        ({"document": {"type": "letter"}}, "document.type"),
        ({"approval_chain": [{"order": 1.5}]}, "approval_chain[0].order"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_with_its_key(obj: object, path: str) -> None:
    with pytest.raises(BadPaper) as caught:
        paper_from_json(obj)
    assert f"ที่ {path} " in caught.value.thai
    assert f" {path} must be " in caught.value.english


def test_unknown_keys_are_ignored_and_null_stands_for_absent() -> None:
    assert paper_from_json({"labeller": "x", "measures": None, "document": {"type": None, "mood": 1}}) == Paper(document=DocumentInfo())


@pytest.mark.parametrize("gold", [LABELLED, *(json.loads(path.read_text("utf-8")) for path in GOLD)])
def test_hand_labelled_papers_load_and_keep_their_values(gold: dict[str, Any]) -> None:
    out = paper_to_json(paper_from_json(gold))
    assert [measure["steps"] for measure in out["measures"]] == [measure["steps"] for measure in gold["measures"]]
    inherited = [(measure["monitoring"] or {}).get("inherited", False) for measure in gold["measures"]]
    assert [bool(measure["monitoring"] and measure["monitoring"]["is_inherited"]) for measure in out["measures"]] == inherited
    assert out["organisation"]["name"] == gold["organisation"]["name"]


def test_warnings_of_older_json_have_no_value_and_no_candidates() -> None:
    paper = paper_from_json({"warnings": [{"place": "หน้า 1", "code": "due_unread", "message": "ตรวจ"}]})
    assert paper.warnings == (PaperWarning("หน้า 1", "due_unread", "ตรวจ"),)


def test_every_key_of_a_warning_is_always_written() -> None:
    obj = paper_to_json(Paper(warnings=(PaperWarning("หน้า 1", "due_unread", "ตรวจ"),)))
    assert obj["warnings"] == [
        {"place": "หน้า 1", "code": "due_unread", "message": "ตรวจ", "path": None, "as_read": None, "candidates": [], "also": []}
    ]
