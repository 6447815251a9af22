"""The catalogue of proven measures: complete, without doubles, and found by what one looks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from prongsai.core.thai.units import ALL_UNITS, vocabulary
from prongsai.programme.plans.catalogue import CatalogueError, CatalogueMeasure, catalogue, find, load, search, suggest, themes, topics
from prongsai.programme.plans.catalogue.page import reference_page

SHORTEST_COPY = 25


def _texts(measure: CatalogueMeasure) -> list[str]:
    return [measure.title, measure.why, *measure.steps, *measure.outputs, *measure.evidence]


# --- the data -------------------------------------------------------------------------------------------------------------------------


def test_there_are_48_to_60_measures_and_each_theme_has_some() -> None:
    assert 48 <= len(catalogue()) <= 60
    assert {measure.theme for measure in catalogue()} == {theme.key for theme in themes()}


def test_every_indicator_and_every_topic_is_served_by_three_measures_at_least() -> None:
    indicators = Counter(number for measure in catalogue() for number in measure.indicators)
    served = Counter(key for measure in catalogue() for key in measure.topics)
    assert [topic.number for topic in topics()] == [1, 2, 3, 4, 5, 6, 7]
    assert {number for number in range(1, 11) if indicators[number] < 3} == set()
    assert {topic.key for topic in topics() if served[topic.key] < 3} == set()


def test_every_disclosure_item_seen_at_a_source_has_a_measure_and_none_known_from_memory_is_named() -> None:
    named = {item for measure in catalogue() for item in measure.disclosure}
    assert named == {f"O{number}" for number in range(1, 27)} - {"O2", "O5", "O6", "O7"}


def test_keys_and_titles_are_unique_and_titles_short() -> None:
    for field in ("key", "title", "title_en"):
        assert len({getattr(measure, field) for measure in catalogue()}) == len(catalogue())
    assert max(len(measure.title) for measure in catalogue()) <= 80


def test_units_are_canonical_names() -> None:
    known = {unit.name for unit in vocabulary()}
    assert {unit for measure in catalogue() for unit in measure.units} <= known


def test_months_are_of_one_fiscal_year_and_in_order() -> None:
    for measure in catalogue():
        assert 1 <= measure.months[0] <= measure.months[1] <= 12
        assert measure.months[0] <= measure.report_month <= 12


def test_no_two_measures_share_a_step_or_a_reason() -> None:
    repeated = Counter(text for measure in catalogue() for text in (measure.why, *measure.steps))
    assert [text for text, times in repeated.items() if times > 1] == []


def test_thai_texts_are_plain_and_official() -> None:
    for measure in catalogue():
        for text in _texts(measure):
            assert re.search(r"[ก-ฮ]", text)
            assert not re.search(r"[!๐-๙]|ครับ|ค่ะ|  ", text)
        assert re.search(r"[A-Za-z]", measure.title_en)
        assert not re.search(r"[ก-ฮ]", measure.title_en)


def test_no_passage_of_25_characters_is_one_of_a_real_paper(shared_paper: Path) -> None:
    content = re.sub(r"\s+", "", shared_paper.read_text("utf-8"))
    passages = {content[start : start + SHORTEST_COPY] for start in range(len(content) - SHORTEST_COPY + 1)}
    ours = [re.sub(r"\s+", "", text) for measure in catalogue() for text in _texts(measure)]
    ours += [re.sub(r"\s+", "", named.name) for named in (*themes(), *topics())]
    assert [text for text in ours for start in range(len(text)) if text[start : start + SHORTEST_COPY] in passages] == []


def test_the_reference_page_agrees_with_the_data(root: Path) -> None:
    assert (root / "docs/reference/catalogue.md").read_text("utf-8") == reference_page()


def test_the_worked_example_of_the_reference_page_holds() -> None:
    scores = {measure.key: score for measure, score in suggest(indicators=[4, 5])}
    assert (scores["asset-count"], scores["asset-rules"]) == (2.0, 1.0)


# --- days of the fiscal year ----------------------------------------------------------------------------------------------------------


def test_months_count_from_october_of_the_year_before() -> None:
    spending_plan = _found("spending-plan")  # months 1 to 3, reported in 3
    assert spending_plan.period_in(2569) == (date(2025, 10, 1), date(2025, 12, 31))
    assert spending_plan.report_due_in(2569) == date(2025, 12, 31)
    criteria = _found("ita-training")  # months 3 to 7
    assert criteria.period_in(2569) == (date(2025, 12, 1), date(2026, 4, 30))


def test_the_whole_fiscal_year_ends_in_september() -> None:
    assert _found("asset-register").period_in(2569) == (date(2025, 10, 1), date(2026, 9, 30))


# --- finding --------------------------------------------------------------------------------------------------------------------------


def _found(key: str) -> CatalogueMeasure:
    measure = find(key)
    assert measure is not None
    return measure


def _keys(found: tuple[CatalogueMeasure, ...]) -> list[str]:
    return [measure.key for measure in found]


def test_find_gives_the_measure_or_none() -> None:
    assert _found("no-gift-policy").theme == "integrity"
    assert find("no-such-key") is None


def test_search_finds_parts_of_words_in_any_case_and_digits_of_either_kind() -> None:
    assert "procurement-list" in _keys(search("E-gP"))
    assert "procurement-list" in _keys(search("๓๑ มีนาคม"))
    assert "no-gift-policy" in _keys(search("no gift"))


def test_search_wants_every_term_and_takes_thai_words_apart() -> None:
    assert "complaint-channels" in _keys(search("ร้องเรียนทุจริต ออนไลน์"))
    assert search("ร้องเรียน เฮลิคอปเตอร์") == ()


def test_search_puts_measures_with_the_term_in_the_title_first() -> None:
    found = search("ทะเบียน")
    in_title = ["ทะเบียน" in measure.title for measure in found]
    assert in_title == sorted(in_title, reverse=True)
    assert in_title[0]
    assert not in_title[-1]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_search_without_a_term_gives_everything(text: str) -> None:
    assert search(text) == catalogue()


def test_suggest_gives_the_measures_of_a_weak_indicator_and_no_others() -> None:
    suggested = suggest(indicators=[4])
    assert {measure.key for measure, _ in suggested} == {measure.key for measure in catalogue() if 4 in measure.indicators}
    assert {score for _, score in suggested} == {1.0}


def test_suggest_ranks_what_is_shared_before_words() -> None:
    suggested = suggest(indicators=[6, 8], topics=["service"], text="ยืมทรัพย์สินของราชการ")
    scores = [score for _, score in suggested]
    assert scores == sorted(scores, reverse=True)
    assert {6, 8} <= set(suggested[0][0].indicators)
    assert "service" in suggested[0][0].topics
    asset_rules = next(score for measure, score in suggested if measure.key == "asset-rules")
    assert 0 < asset_rules < 1


def test_words_decide_among_measures_that_share_alike() -> None:
    assert suggest(indicators=[3], text="เกณฑ์เลื่อนตำแหน่ง")[0][0].key == "personnel-criteria"
    assert suggest(text="บัตรคิว")[0][0].key == "queue-order"


def test_a_word_counts_less_the_more_measures_have_it() -> None:
    assert suggest(text="ประกาศให้ประชาชนทราบเรื่องบัตรคิว")[0][0].key == "queue-order"


def test_the_more_specific_measure_comes_first_where_scores_are_equal() -> None:
    first = suggest(indicators=[10])[0][0]
    assert (first.indicators, len(first.topics)) == ((10,), 1)


def test_suggest_says_the_same_whatever_the_order_of_the_question() -> None:
    assert suggest([2, 4, 9], ["budget", "assets"]) == suggest([9, 4, 2, 2], ["assets", "budget"])


def test_suggest_without_a_question_gives_nothing() -> None:
    assert suggest() == []
    assert suggest(text="เฮลิคอปเตอร์") == []


def test_suggest_refuses_an_indicator_or_topic_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="11"):
        suggest(indicators=[11])
    with pytest.raises(ValueError, match="weather"):
        suggest(topics=["weather"])


# --- broken data ----------------------------------------------------------------------------------------------------------------------

FRAME = """
[[theme]]
key = "service"
name = "บริการ"
name_en = "Service"

[[topic]]
key = "process"
number = 1
name = "งาน"
name_en = "Work"

[disclosure]
fiscal_year_be = 2568
items = ["O8"]
"""
ENTRY = """
[[measure]]
key = "staff-manual"
title = "ทำคู่มือ"
title_en = "Manual"
why = "ไม่มีคู่มือ"
steps = ["สำรวจ", "เขียน", "ประกาศ"]
outputs = ["คู่มือ"]
units = ["กองคลัง"]
indicators = [1, 9]
topics = ["process"]
disclosure = ["O8"]
months = [1, 6]
report_month = 7
evidence = ["ไฟล์คู่มือ"]
"""


@pytest.fixture
def faults(tmp_path: Path) -> Callable[..., tuple[str, ...]]:
    """Load a small catalogue and return what is wrong with it."""

    def load_it(entries: str = ENTRY, frame: str = FRAME) -> tuple[str, ...]:
        (tmp_path / "frame.toml").write_text(frame, "utf-8")
        (tmp_path / "service.toml").write_text(entries, "utf-8")
        try:
            load(tmp_path)
        except CatalogueError as error:
            return error.faults
        return ()

    return load_it


def test_a_small_whole_catalogue_loads(faults: Callable[..., tuple[str, ...]]) -> None:
    assert faults() == ()


RULES = {
    "a field is missing": ("why = ", "# ", "why is missing"),
    "a field is unknown": ("why = ", "cost = 3\nwhy = ", "cost is no field"),
    "a text is empty": ('"ไม่มีคู่มือ"', '" "', "why is not a text"),
    "a text has space around it": ('"ไม่มีคู่มือ"', '"ไม่มีคู่มือ "', "why is not a text"),
    "a list is a text": ('["คู่มือ"]', '"คู่มือ"', "outputs is not a list of texts"),
    "a list holds an empty text": ('["คู่มือ"]', '["คู่มือ", ""]', "outputs is not a list of texts"),
    "a number is a text": ("[1, 9]", '["1"]', "indicators is not a list of whole numbers"),
    "a number is true": ("report_month = 7", "report_month = true", "report_month is not a whole number"),
    "too few steps": (', "ประกาศ"]', "]", "steps has 2 of 3 to 6"),
    "too many steps": ('"ประกาศ"]', '"ก", "ข", "ค", "ง", "จ"]', "steps has 7 of 3 to 6"),
    "no output": ('["คู่มือ"]', "[]", "outputs has 0 of 1 to 3"),
    "too much evidence": ('["ไฟล์คู่มือ"]', '["ก", "ข", "ค", "ง"]', "evidence has 4 of 1 to 3"),
    "no indicator": ("[1, 9]", "[]", "indicators has 0 of 1 to 10"),
    "one month alone": ("[1, 6]", "[1]", "months has 1 of 2 to 2"),
    "a step stands twice": ('"เขียน"', '"สำรวจ"', "steps repeats itself"),
    "an unknown unit": ("กองคลัง", "กองเวทมนตร์", "units does not know กองเวทมนตร์"),
    "an alias of a unit": ("กองคลัง", "ส่วนการคลัง", "units does not know ส่วนการคลัง"),
    "all units and one more": ('["กองคลัง"]', f'["กองคลัง", "{ALL_UNITS}"]', f"units name others beside {ALL_UNITS}"),
    "an unknown topic": ('["process"]', '["weather"]', "topics does not know weather"),
    "an unknown disclosure item": ('["O8"]', '["O2"]', "disclosure does not know O2"),
    "a key that is no slug": ('"staff-manual"', '"Staff manual"', "key is not of small letters and hyphens"),
    "a long title": ('"ทำคู่มือ"', f'"{"ก" * 81}"', "title has 81 characters of at most 80"),
    "an indicator that does not exist": ("[1, 9]", "[1, 11]", "indicators are not within 1 to 10"),
    "a month that does not exist": ("[1, 6]", "[0, 6]", "months are not within 1 to 12"),
    "a report after the year": ("report_month = 7", "report_month = 13", "months are not within 1 to 12"),
    "months out of order": ("[1, 6]", "[6, 1]", "months end before they begin"),
    "a report before the start": ("[1, 6]", "[8, 9]", "report_month comes before the first month"),
}


@pytest.mark.parametrize(("good", "bad", "fault"), RULES.values(), ids=RULES.keys())
def test_an_entry_that_breaks_a_rule_is_refused_with_file_and_key(
    faults: Callable[..., tuple[str, ...]], good: str, bad: str, fault: str
) -> None:
    assert ENTRY.count(good) == 1
    (told,) = faults(ENTRY.replace(good, bad))
    assert re.fullmatch(rf"service\.toml: (staff-manual|Staff manual): {re.escape(fault)}", told)


def test_an_entry_without_a_key_is_named_by_its_place(faults: Callable[..., tuple[str, ...]]) -> None:
    assert faults(ENTRY + ENTRY.replace('key = "staff-manual"', "")) == ("service.toml: measure 2: key is missing",)


def test_a_key_or_title_used_twice_is_refused_with_both_places(faults: Callable[..., tuple[str, ...]]) -> None:
    second = ENTRY.replace("Manual", "Other").replace("staff-manual", "other")
    assert faults(ENTRY + second) == ("service.toml: other: title stands in service.toml: staff-manual too",)
    second = ENTRY.replace("Manual", "Other").replace("ทำคู่มือ", "อื่น")
    assert faults(ENTRY + second) == ("service.toml: staff-manual: key stands in service.toml: staff-manual too",)
    second = ENTRY.replace("ทำคู่มือ", "อื่น").replace("staff-manual", "other")
    assert faults(ENTRY + second) == ("service.toml: other: title_en stands in service.toml: staff-manual too",)


def test_all_faults_are_told_at_once(faults: Callable[..., tuple[str, ...]]) -> None:
    told = faults(ENTRY.replace("[1, 9]", "[11]").replace("กองคลัง", "กองเวทมนตร์") + ENTRY.replace("why = ", "# "))
    assert len(told) == 3


def test_a_file_that_is_missing_surplus_or_broken_is_refused_by_name(faults: Callable[..., tuple[str, ...]], tmp_path: Path) -> None:
    second = FRAME.replace("[[topic]]", '[[theme]]\nkey = "budget"\nname = "งบ"\nname_en = "Budget"\n\n[[topic]]')
    assert faults(frame=second) == ("budget.toml: the file is missing",)
    (told,) = faults("key = ")
    assert told.startswith("service.toml: cannot be read: ")
    assert faults("measure = 3") == ("service.toml: holds something else than [[measure]] tables",)
    assert faults(f"{ENTRY}\n[other]\n") == ("service.toml: holds something else than [[measure]] tables",)
    (tmp_path / "weather.toml").write_text("", "utf-8")
    assert faults() == ("weather.toml: no theme of frame.toml has this key",)


def test_an_empty_theme_is_refused(faults: Callable[..., tuple[str, ...]]) -> None:
    assert faults("") == ("service.toml: holds no measure",)


def test_a_broken_frame_is_refused(faults: Callable[..., tuple[str, ...]]) -> None:
    assert faults(frame="") == ("frame.toml: a table or field is missing or unknown: 'theme'",)
    (told,) = faults(frame=FRAME.replace("name_en", "english"))
    assert told.startswith("frame.toml: a table or field is missing or unknown: ")
    assert faults(frame=FRAME.replace("number = 1", "number = 2")) == ("frame.toml: topics are not numbered 1, 2, 3 …",)
    twice = FRAME.replace("[[topic]]", '[[theme]]\nkey = "service"\nname = "ซ้ำ"\nname_en = "Again"\n\n[[topic]]')
    assert faults(frame=twice) == ("frame.toml: theme service stands twice",)
