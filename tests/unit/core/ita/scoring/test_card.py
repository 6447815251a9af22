"""The scorecard tells published points, and which nodes are not known."""

from __future__ import annotations

from decimal import Decimal

from prongsai.core.ita.loading import framework
from prongsai.core.ita.scoring import score


def test_points_are_told_as_published_and_unknown_keys_as_none() -> None:
    card = score(framework(2564), {"9": Decimal("97.777")})
    assert card.points("9") == Decimal("97.78")
    assert card.points("10") is None
    assert card.points("nothing") is None


def test_keys_stand_from_above_and_from_the_left() -> None:
    keys = list(score(framework(2564)).scores)
    assert keys[:4] == ["total", "IIT", "1", "I1"]
    assert keys.index("9.1") < keys.index("O1") < keys.index("9.2")


def test_a_card_names_the_framework_that_it_was_made_with() -> None:
    card = score(framework(2564))
    assert (card.fiscal_year, card.framework_digest) == (2564, framework(2564).digest)
    assert "total" in card.unknown
