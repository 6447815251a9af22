"""Every fault at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from prongsai.foundation.faults import Fault, Unusable


def test_a_refusal_passes_through_whatever_holds_the_action() -> None:
    @contextmanager
    def holding() -> Iterator[None]:
        yield

    refusal = Unusable((Fault("title", "ใส่ชื่อ"), Fault("", "ใส่ให้ครบ")))
    with pytest.raises(Unusable, match="ใส่ชื่อ · ใส่ให้ครบ") as error, holding():
        raise refusal
    assert error.value is refusal
