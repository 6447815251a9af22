"""Framework files: every year loads, says what is not verified, and a file with faults is refused with each fault and its line."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from prongsai.core.ita.loading import UnknownYear, framework, known_years, load_framework, nearest_framework
from prongsai.core.ita.yaml_lines import FrameworkFault

TEXT = files("prongsai.core.ita").joinpath("frameworks", "2564.yaml").read_text("utf-8")


def refusal(tmp_path: Path, text: str) -> FrameworkFault:
    path = tmp_path / "2564.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(FrameworkFault) as caught:
        load_framework(path)
    return caught.value


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


def test_the_years_from_2562_on_are_known_without_a_gap() -> None:
    assert known_years() == tuple(range(2562, known_years()[-1] + 1))
    assert known_years()[-1] >= 2569
    with pytest.raises(UnknownYear, match="2561"):
        framework(2561)
    assert [nearest_framework(year).fiscal_year for year in (2550, 2564, 2600)] == [2562, 2564, known_years()[-1]]


@pytest.mark.parametrize(
    ("year", "count"), [(2562, 48), (2563, 43), (2564, 43), (2565, 43), (2566, 43), (2567, 35), (2568, 28), (2569, 26)]
)
def test_each_year_has_its_number_of_disclosure_items(year: int, count: int) -> None:
    (checks,) = (entry for entry in framework(year).instruments if entry.kind == "checks")
    assert [item.code for item in checks.items] == [f"O{number}" for number in range(1, count + 1)]


@pytest.mark.parametrize("year", known_years())
def test_each_year_has_three_instruments_ten_indicators_and_a_pass_mark(year: int) -> None:
    loaded = framework(year)
    assert [(entry.code, entry.weight) for entry in loaded.instruments] == [("IIT", 30), ("EIT", 30), ("OIT", 40)]
    assert [entry.number for entry in loaded.indicators] == list(range(1, 11))
    assert loaded.pass_mark.value == 85
    assert len(loaded.digest) == 64


@pytest.mark.parametrize("year", known_years())
def test_every_fact_names_its_source_and_no_year_pretends_to_be_verified(year: int) -> None:
    loaded = framework(year)
    assert all(provenance.source.title for _, provenance in loaded.provenances)
    assert not loaded.is_verified
    assert all(provenance.source.kind in ("seen", "proven") for _, provenance in loaded.provenances if provenance.verified)


def test_the_forms_of_2564_have_fifty_one_rows_for_staff() -> None:
    internal, external, _ = framework(2564).instruments
    assert (len(internal.items), len(internal.rows)) == (30, 51)
    assert len(external.items) == 15
    assert [row.key for row in internal.items[0].rows] == ["I1.1", "I1.2"]
    assert [row.points for row in internal.rows if row.key == "I9"] == [tuple(map(Decimal, (100, 67, 33, 0)))]
    assert [row.points for row in internal.rows if row.key == "I4.1"] == [tuple(map(Decimal, (100, 0)))]


def test_the_seven_topics_begin_in_2568() -> None:
    assert {year: len(framework(year).topics) for year in known_years() if year <= 2569} == {
        **dict.fromkeys(range(2562, 2568), 0),
        2568: 7,
        2569: 7,
    }


def test_all_faults_are_told_with_file_and_line(tmp_path: Path) -> None:
    text = TEXT.replace("weight: 30", "weight: thirty", 1).replace("kind: checks", "kind: guesses", 1)
    fault = refusal(tmp_path, text)
    assert str(fault).startswith("2564.yaml:")
    assert {line_of(text, "weight: thirty"), line_of(text, "kind: guesses")} == {entry.line for entry in fault.faults}


def test_weights_that_are_not_a_hundred_are_refused(tmp_path: Path) -> None:
    assert "not 100" in str(refusal(tmp_path, TEXT.replace("weight: 30", "weight: 31", 1)))


def test_an_unknown_source_and_an_unknown_scale_are_refused(tmp_path: Path) -> None:
    words = str(refusal(tmp_path, TEXT.replace("scale: level4", "scale: level9").replace("source: memory", "source: hearsay", 1)))
    assert "level9" in words
    assert "hearsay" in words


def test_a_code_that_stands_twice_is_refused(tmp_path: Path) -> None:
    assert "O1 stands 2 times" in str(refusal(tmp_path, TEXT.replace("code: O2,", "code: O1,", 1)))


@pytest.mark.parametrize("text", ["", "[", "a: 1\na: 2\n", "schema: [unclosed", "\tx"])
def test_what_is_not_a_framework_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text).faults


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "2564.yaml"
    path.write_bytes(b"\xff\xfe\xa1")
    with pytest.raises(FrameworkFault, match="UTF-8"):
        load_framework(path)
