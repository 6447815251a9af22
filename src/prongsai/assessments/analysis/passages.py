"""What an item or indicator of one fiscal year is called in another, by the mappings of the years between."""

from __future__ import annotations

from prongsai.core.ita.mapping import mapping_from


def codes_in(key: str, from_year: int, to_year: int) -> tuple[str, ...]:
    """The keys in `to_year` of an item code or indicator number of `from_year`, in order; itself in the same year.

    Empty where it was dropped, did not exist, or a year between has no mapping.
    """
    keys = [key]
    step = 1 if to_year > from_year else -1
    for year in range(from_year, to_year, step):
        mapping = mapping_from(year if step > 0 else year - 1)
        if mapping is None:
            return ()
        follow = mapping.after if step > 0 else mapping.before
        keys = list(dict.fromkeys(found for one in keys for found in follow(one)))
    return tuple(keys)
