"""How points are published: a fixed number of decimals, half up. Inside, points are exact fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

HALF = Fraction(1, 2)


def published(value: Fraction, decimals: int = 2) -> Decimal:
    """A value as it is published: rounded half up (upwards also below zero) to `decimals`, with all of them written (85 → 85.00)."""
    unit = 10**decimals
    return Decimal(floor(value * unit + HALF)).scaleb(-decimals)


def least_for(mark: Decimal, decimals: int) -> Fraction:
    """The least exact value that, rounded half up to `decimals`, is not below a mark."""
    unit = Fraction(10**decimals)
    return (Fraction(ceil(Fraction(mark) * unit)) - HALF) / unit
