"""What a framework says of itself."""

from __future__ import annotations

from prongsai.core.ita.loading import framework


def test_indicators_are_found_by_number_with_their_instrument() -> None:
    loaded = framework(2564)
    found, instrument = loaded.indicator(9), loaded.instrument_of(9)
    assert found is not None
    assert instrument is not None
    assert (found.name, instrument.code) == ("การเปิดเผยข้อมูล", "OIT")
    assert loaded.indicator(11) is None
    assert loaded.instrument_of(0) is None


def test_what_is_not_verified_is_listed_by_what_it_is_about() -> None:
    unverified = framework(2569).unverified
    assert "O26" in unverified
    assert any(about.startswith("sampling") for about in unverified)
    assert set(unverified) <= {about for about, _ in framework(2569).provenances}
