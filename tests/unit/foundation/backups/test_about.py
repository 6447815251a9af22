"""What a backup says about itself comes back as it was; what is none is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.foundation.backups.about import FORMAT, About, Entry, about_from_json, entries_from_json, entries_to_json

TEXT = st.text(max_size=20)
ABOUTS = st.builds(
    About,
    format=st.just(FORMAT),
    made_at=st.datetimes(timezones=st.just(UTC)),
    release=TEXT,
    engine=TEXT,
    migrations=st.lists(TEXT, max_size=3).map(tuple),
    files=st.integers(0, 10**12),
    file_bytes=st.integers(0, 10**18),
    missing=st.lists(TEXT, max_size=3).map(tuple),
)


@given(ABOUTS)
def test_the_head_comes_back_as_it_was(about: About) -> None:
    assert about_from_json(about.to_json()) == about


@given(st.lists(st.builds(Entry, name=TEXT, size=st.integers(0, 10**15), sha256=TEXT), max_size=5))
def test_the_list_comes_back_as_it_was(entries: list[Entry]) -> None:
    assert entries_from_json(entries_to_json(entries)) == entries


def test_a_later_format_is_told_by_its_number_whatever_else_it_has() -> None:
    about = about_from_json(b'{"format": 7, "release": "9.1", "made_at": "2027-01-01T00:00:00+00:00", "other": []}')
    assert (about.format, about.release, about.made_at) == (7, "9.1", datetime(2027, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"format": 1}', b'{"format": "1"}', b"\xff", b"no json"])
def test_anything_else_is_no_head(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        about_from_json(content)


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"entries": [{"name": "a"}]}'])
def test_anything_else_is_no_list(content: bytes) -> None:
    with pytest.raises(ValueError, match="lacks"):
        entries_from_json(content)
