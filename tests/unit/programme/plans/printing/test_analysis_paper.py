"""The paper of an analysis: what it takes from the result, what it says of measures, what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.results import BETTER, POOR
from tests.unit.programme.plans.printing.test_to_paper import measure

from prongsai.assessments.analysis.making import make_analysis
from prongsai.assessments.analysis.model import Analysis, CardFacts, YearBeside
from prongsai.assessments.scorecards.queries import PeerScore
from prongsai.core.ita.explaining import Sentence
from prongsai.core.ita.loading import framework
from prongsai.core.ita.scoring import score
from prongsai.core.papers.model import Assessment
from prongsai.programme.plans.printing.analysis_paper import AnalysisContent, analysis_paper
from prongsai.programme.plans.printing.to_paper import AgencyFacts, Choices, Signer

AGENCY = AgencyFacts("องค์การบริหารส่วนตำบลสวนมะลิ", "อบต.", "ธารคำใส", "ลำพูน")
FACTS = CardFacts(7, "official", 1, "a" * 64)
CHOICES = Choices("ita-analysis", date(2026, 3, 17), signers=(Signer(), Signer(position="ปลัด")))
BEFORE = YearBeside(
    2562, "official", {"total": Decimal("50.00"), "IIT": Decimal("60.00"), "4": Decimal("55.00")}, Sentence("E", "E"), False
)


def analysis(year: int = 2563, ten: tuple[str, ...] = POOR, facts: CardFacts = FACTS, **peers: PeerScore) -> Analysis:
    rules = framework(year)
    card = score(rules, {str(number): Decimal(value) for number, value in enumerate(ten, start=1)})
    return make_analysis(rules, card, facts, (BEFORE,), peers)


def ita(found: Analysis) -> Assessment:
    paper = analysis_paper(AnalysisContent(AGENCY, found.fiscal_year + 1, found), CHOICES)
    assert paper.ita is not None
    return paper.ita


def test_the_paper_is_of_the_year_after_the_result() -> None:
    paper = analysis_paper(AnalysisContent(AGENCY, 2564, analysis()), CHOICES)
    assert (paper.fiscal_year, paper.ita.fiscal_year if paper.ita else None) == (2564, 2563)
    assert "พ.ศ. 2564" in (paper.document.title or "")
    assert paper.document.type == "ita_analysis"
    assert [signatory.position for signatory in paper.approval_chain] == [None, "ปลัด"]


def test_indicators_stand_by_rank_with_number_and_instrument() -> None:
    first, *_others, last = ita(analysis()).indicators
    assert (first.indicator_no, first.tool, first.rank, first.score) == (7, "EIT", 1, Decimal("81.73"))
    assert (last.indicator_no, last.tool, last.rank) == (10, "OIT", 10)


def test_a_printed_total_stands_as_printed_beside_the_computed_one() -> None:
    printed = ita(analysis(facts=replace(FACTS, printed_total=Decimal("54.29"), printed_level="E")))
    assert (printed.overall_score, printed.computed_score, printed.level) == (Decimal("54.29"), Decimal("54.28"), "E")
    assert any("ปัด" in line for line in printed.calculation)
    computed = ita(analysis())
    assert (computed.overall_score, computed.computed_score) == (Decimal("54.28"), None)


def test_bands_of_levels_are_printed_only_where_the_total_alone_decides() -> None:
    bands = ita(analysis()).levels
    assert [(band.level, band.minimum, band.maximum) for band in bands[:2]] == [
        ("AA", Decimal(95), Decimal(100)),
        ("A", Decimal(85), Decimal("94.99")),
    ]
    assert (bands[-1].minimum, bands[-1].maximum) == (Decimal(0), Decimal("49.99"))
    assert ita(analysis(2567)).levels == ()


def test_other_years_and_peers_stand_beside_as_numbers() -> None:
    found = ita(analysis(**{"4": PeerScore("4", Decimal("92.00"), Decimal("80.10"), 5)}))
    assert [(year.fiscal_year, year.overall_score, year.level) for year in found.years] == [(2562, Decimal("50.00"), "E")]
    assert found.comparison == ("ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ ของเรา 65.07 ค่าเฉลี่ยของอบต.ในจังหวัดลำพูน 5 แห่ง 80.10 สูงสุด 92.00",)


def test_advice_is_numbered_by_instrument_and_names_sub_indicators_that_are_surely_weak() -> None:
    advice = ita(analysis()).suggestions
    assert [one.label for one in advice] == ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "3.1", "3.2"]
    assert "10.2 มาตรการภายในเพื่อป้องกันการทุจริต:" in advice[-1].text
    some = ita(analysis(ten=("90",) * 3 + ("70",) + ("90",) * 6)).suggestions
    assert [(one.label, one.tool) for one in some] == [("1.1", "IIT")]


def test_topics_tell_findings_and_what_to_do_only_where_something_is_weak() -> None:
    topics = ita(analysis(2568, BETTER)).topics
    by_title = {topic.title: topic for topic in topics}
    assets = next(topic for title, topic in by_title.items() if "ทรัพย์สิน" in title)
    communication = next(topic for title, topic in by_title.items() if "ประชาสัมพันธ์" in title)
    assert assets.weak_items == ("ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ ขาด 5.75",)
    assert assets.actions
    assert (communication.weak_items, communication.actions) == ((), ())
    assert "ผ่านเกณฑ์" in (communication.finding or "")


def test_topics_of_another_year_are_told() -> None:
    assert any("จึงใช้ประเด็นของปี" in line for line in ita(analysis()).calculation)
    assert not any("จึงใช้ประเด็นของปี" in line for line in ita(analysis(2568)).calculation)


@pytest.mark.parametrize(("key", "name", "words"), [("4", "การใช้ทรัพย์สิน", "ตัวชี้วัดที่ 4 การใช้ทรัพย์สิน"), ("O12", "สรุปผล", "O12 สรุปผล")])
def test_a_measure_names_the_gaps_that_it_answers(key: str, name: str, words: str) -> None:
    row = measure()
    content = AnalysisContent(AGENCY, 2564, analysis(), (row,), {row.pk: (key,)}, {key: name})
    assert analysis_paper(content, CHOICES).measures[0].gaps == (words,)
