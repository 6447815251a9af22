"""The advice: complete for every year that has a framework, told once, in words of its own, and refused with every fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from prongsai.assessments.analysis.advice import AdviceError, advice, advice_for, load
from prongsai.assessments.analysis.advice.loading import FILES, FROM_THEN_ON, LONGEST_TEXT
from prongsai.assessments.analysis.advice.page import reference_page
from prongsai.core.ita.loading import framework, known_years

SHORTEST_COPY = 25
ENTRY = """[[advice]]
key = "4"
years = [2562, 2569]
cause = "ของหาย"
cause_en = "things vanish"
actions = ["ลงทะเบียน"]
actions_en = ["register them"]
"""


@pytest.mark.parametrize("year", known_years())
def test_every_indicator_sub_indicator_and_topic_of_a_year_has_advice(year: int) -> None:
    rules = framework(year)
    keys = [indicator.key for indicator in rules.indicators]
    keys += [sub.number for indicator in rules.indicators for sub in indicator.sub_indicators]
    keys += [topic.key for topic in rules.topics]
    assert [key for key in keys if advice_for(key, year) is None] == []


def test_there_is_a_framework_for_every_year_of_the_advice() -> None:
    named = {year for entry in advice() for year in entry.years}
    assert named - {FROM_THEN_ON} <= set(known_years())


def test_advice_without_an_end_holds_for_years_to_come() -> None:
    assert advice_for("4", known_years()[-1] + 1) == advice_for("4", known_years()[-1])
    assert advice_for("10.1", 2600) is not None


def test_advice_that_changed_with_the_years_is_found_by_year() -> None:
    early, late = advice_for("10.1", 2565), advice_for("10.1", 2566)
    assert early is not None
    assert late is not None
    assert early != late
    assert "ของขวัญ" in late.cause
    assert "ของขวัญ" not in early.cause


def test_nothing_is_said_of_years_and_keys_that_nobody_wrote_about() -> None:
    assert (advice_for("4", 2561), advice_for("11", 2564), advice_for("9.6", 2564)) == (None, None, None)


def test_each_text_has_two_to_four_sentences_in_both_languages() -> None:
    for entry in advice():
        assert 2 <= 1 + len(entry.actions) == 1 + len(entry.actions_en) <= 4
        assert entry.cause != entry.cause_en


def test_no_text_stands_twice() -> None:
    texts = [text for entry in advice() for text in (entry.cause, entry.cause_en, *entry.actions, *entry.actions_en)]
    assert len(texts) == len(set(texts))


def test_the_page_of_the_documentation_shows_the_data(root: Path) -> None:
    assert (root / "docs" / "reference" / "advice.md").read_text("utf-8") == reference_page()


# --- the loader -----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def faults_of(tmp_path: Path) -> Callable[[str], tuple[str, ...]]:
    """What the loader says of a folder whose first file holds this text."""

    def told(text: str) -> tuple[str, ...]:
        for name in FILES:
            (tmp_path / name).write_text(ENTRY.replace('"4"', f'"{name[:3]}"'), "utf-8")
        (tmp_path / FILES[0]).write_text(text, "utf-8")
        try:
            load(tmp_path)
        except AdviceError as error:
            return error.faults
        return ()

    return told


def test_data_without_fault_is_taken(faults_of: Callable[[str], tuple[str, ...]]) -> None:
    assert faults_of(ENTRY) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (ENTRY.replace("cause_en", "cause_de"), "iit.toml: 4: cause_en is missing"),
        (ENTRY.replace("cause_en", "cause_de"), "iit.toml: 4: cause_de is no field"),
        (ENTRY.replace('"4"', '"4x"'), "iit.toml: 4x: key is neither a number of an indicator nor a topic"),
        (ENTRY.replace("[2562, 2569]", "[2569, 2562]"), "iit.toml: 4: years are not the first and the last one"),
        (ENTRY.replace('"ของหาย"', '" "'), "iit.toml: 4: cause is not a text"),
        (
            ENTRY.replace("ของหาย", "ก" * (LONGEST_TEXT + 1)),
            f"iit.toml: 4: cause has {LONGEST_TEXT + 1} characters of at most {LONGEST_TEXT}",
        ),
        (ENTRY.replace("ของหาย", "ของหาย!"), "iit.toml: 4: cause ends like a letter: ของหาย!"),
        (ENTRY.replace('["ลงทะเบียน"]', "[]"), "iit.toml: 4: actions are not 1 to 3 texts"),
        (ENTRY.replace('["ลงทะเบียน"]', '["ก", "ข"]'), "iit.toml: 4: actions and actions_en are not alike in number"),
        (ENTRY + ENTRY.replace("2562, 2569", "2569, 2570"), "iit.toml: 4: two entries hold in the same years"),
        ("[other]\n", "iit.toml: holds something else than [[advice]] tables"),
        ("x = ", "iit.toml: cannot be read: Invalid value (at end of document)"),
    ],
)
def test_each_fault_is_told_with_its_file_and_entry(faults_of: Callable[[str], tuple[str, ...]], text: str, fault: str) -> None:
    assert fault in faults_of(text)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(AdviceError) as raised:
        load(tmp_path)
    assert raised.value.faults == tuple(f"{name}: the file is missing" for name in FILES)


def test_no_passage_of_25_characters_is_one_of_a_real_paper(shared_paper: Path) -> None:
    content = re.sub(r"\s+", "", shared_paper.read_text("utf-8"))
    passages = {content[start : start + SHORTEST_COPY] for start in range(len(content) - SHORTEST_COPY + 1)}
    ours = [re.sub(r"\s+", "", text) for entry in advice() for text in (entry.cause, *entry.actions)]
    assert [text for text in ours for start in range(len(text)) if text[start : start + SHORTEST_COPY] in passages] == []
