"""A framework file that contradicts itself is refused with the line of each contradiction."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from prongsai.core.ita.loading import load_framework
from prongsai.core.ita.yaml_lines import FrameworkFault

TEXT = files("prongsai.core.ita").joinpath("frameworks", "2564.yaml").read_text("utf-8")
A_ROW = 'key: A, name: "A", name_en: "A", total: 85'
RULES = "      - {below: 30, all: true}\n"


def faults_of(tmp_path: Path, old: str, new: str, name: str = "2564.yaml") -> list[tuple[int, str]]:
    assert old in TEXT
    path = tmp_path / name
    path.write_text(TEXT.replace(old, new, 1), "utf-8")
    with pytest.raises(FrameworkFault) as caught:
        load_framework(path)
    assert caught.value.file == name
    return [(fault.line, fault.words) for fault in caught.value.faults]


def line_of(words: str) -> int:
    return next(number for number, line in enumerate(TEXT.splitlines(), start=1) if words in line)


def test_a_file_named_after_another_year_is_refused_and_one_of_another_name_is_not(tmp_path: Path) -> None:
    ((line, words),) = faults_of(tmp_path, "fiscal_year: 2564", "fiscal_year: 2565")
    assert (line, words) == (line_of("fiscal_year:"), "fiscal_year is 2565, but the file is named 2564.yaml")
    path = tmp_path / "trial.yaml"
    path.write_text(TEXT, "utf-8")
    assert load_framework(path).fiscal_year == 2564


@pytest.mark.parametrize("more", ["total: 96", "total: 85, every_instrument: 1"])
def test_levels_that_are_not_from_best_to_worst_are_refused(tmp_path: Path, more: str) -> None:
    ((line, words),) = faults_of(tmp_path, A_ROW, A_ROW.replace("total: 85", more))
    assert line == line_of(A_ROW)
    assert "level A asks for more than AA" in words


def test_a_level_that_stands_twice_is_refused(tmp_path: Path) -> None:
    ((line, words),) = faults_of(tmp_path, A_ROW, A_ROW.replace("key: A,", "key: AA,"))
    assert (line, words) == (line_of(A_ROW), "level AA stands 2 times")


@pytest.mark.parametrize("number", [".nan", ".inf", "-.inf"])
def test_numbers_that_are_not_finite_are_refused(tmp_path: Path, number: str) -> None:
    found = faults_of(tmp_path, A_ROW, A_ROW.replace("85", number))
    assert (line_of(A_ROW), f"{number} is not a finite number") in found


def test_a_rule_of_a_sample_that_is_never_reached_is_refused(tmp_path: Path) -> None:
    found = faults_of(tmp_path, RULES, "      - {all: true}\n" + RULES)
    assert any(line == line_of(RULES.strip()) + 1 and "never reached" in words for line, words in found)


@pytest.mark.parametrize("below", [30, 20])
def test_bounds_of_a_sample_that_do_not_rise_are_refused(tmp_path: Path, below: int) -> None:
    ((line, words),) = faults_of(tmp_path, RULES, RULES + f"      - {{below: {below}, all: true}}\n")
    assert line == line_of(RULES.strip()) + 1
    assert f"below is {below}; it must rise" in words


def test_a_check_with_several_rows_is_refused(tmp_path: Path) -> None:
    ((line, words),) = faults_of(tmp_path, "code: O1, ", "code: O1, rows: 2, ")
    assert line == line_of("code: O1, ")
    assert "O1 is a check and has 2 rows" in words


def test_a_check_with_other_points_than_0_and_100_is_refused(tmp_path: Path) -> None:
    old = next(line for line in TEXT.splitlines() if "code: O1, " in line)
    ((line, words),) = faults_of(tmp_path, old, old.replace("scale: check", "scale: level4"))
    assert line == line_of("code: O1, ")
    assert "its scale must have 0 and 100 points" in words
