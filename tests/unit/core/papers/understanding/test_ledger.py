"""The ledger of one reading."""

from __future__ import annotations

from prongsai.core.papers.blocks import Place
from prongsai.core.papers.model import PaperWarning, ValuePlace
from prongsai.core.papers.understanding.ledger import Ledger


def test_same_doubt_at_the_same_place_is_kept_once_and_in_order() -> None:
    ledger = Ledger()
    for place, code in ((Place(line=2), "b"), (Place(line=1), "a"), (Place(line=2), "b"), ("บรรทัด 1", "a")):
        ledger.warn(place, code, "ลองดู")
    assert ledger.warnings == [PaperWarning("บรรทัด 2", "b", "ลองดู"), PaperWarning("บรรทัด 1", "a", "ลองดู")]


def test_place_of_a_value_is_taken() -> None:
    ledger = Ledger()
    ledger.value("fiscal_year", Place(line=3))
    assert ledger.places == [ValuePlace("fiscal_year", "บรรทัด 3")]
    assert ledger.taken == {Place(line=3)}


def test_label_is_taken() -> None:
    ledger = Ledger()
    ledger.label(Place(line=3), "เรื่อง")
    assert ledger.taken == {Place(line=3)}
    assert ledger.labels == {(Place(line=3), "เรื่อง")}
