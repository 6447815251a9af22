"""What was read in a file keeps every number on the way through JSON, and the agency's own lines are told from those of others."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from prongsai.assessments.scorecards.found import FoundScores, found_from_json, found_to_json, is_named, own_entries
from prongsai.core.ita.scoring import Tally

NAMES = ("องค์การบริหารส่วนตำบลสวนมะลิ", "อบต.สวนมะลิ")
POINTS = st.decimals(min_value=0, max_value=100, places=4)


def entry(agency: str) -> FoundScores:
    return FoundScores(agency, 2564, {"1": Decimal(80)})


@given(points=st.dictionaries(st.sampled_from(["1", "9.1", "O12", "IIT"]), POINTS), printed=st.none() | POINTS)
def test_every_number_comes_back_exactly(points: dict[str, Decimal], printed: Decimal | None) -> None:
    tallies = {"I1": Tally({2: Fraction(100, 3)}, {2: 7})}
    found = [FoundScores("ก", 2564, points, tallies, printed, "A", "ประกาศ", 3, (("คำเตือน", "doubt"),))]
    assert found_from_json(json.loads(json.dumps(found_to_json(found)))) == found


def test_signs_that_no_database_keeps_do_not_come_through() -> None:
    (back,) = found_from_json(found_to_json([FoundScores("ก\x00\x01ข\ud800", 2564, {})]))
    assert back.agency == "กข?"


def test_lines_with_a_name_of_the_agency_or_none_are_its_own() -> None:
    lines = [entry("อบต.อื่น"), entry("องค์การบริหารส่วนตำบล สวนมะลิ อ.ธารคำใส"), entry(""), entry("อบต.สวนมะลิ")]
    assert own_entries(lines, NAMES) == [1, 2, 3]


def test_a_longer_name_is_another_agency() -> None:
    lines = [entry("องค์การบริหารส่วนตำบลสวนมะลิเหนือ"), entry("องค์การบริหารส่วนตำบลสวนมะลิ จังหวัดลำพูน")]
    assert own_entries(lines, NAMES) == [1]
    assert [is_named(line, NAMES) for line in lines] == [False, True]


def test_the_only_agency_of_a_file_is_offered_whatever_it_is_called() -> None:
    assert own_entries([entry("อื่น"), entry("อื่น ")], NAMES) == [0, 1]
    assert own_entries([entry("อื่น"), entry("นอก")], NAMES) == []
    assert not is_named(entry("อื่น"), NAMES)
    assert is_named(entry(""), NAMES)
    assert own_entries([], NAMES) == []


def test_an_agency_without_a_short_name_does_not_own_every_line() -> None:
    assert own_entries([entry("อื่น"), entry("นอก")], (NAMES[0], "")) == []
    assert not is_named(entry("อื่น"), (NAMES[0], ""))
