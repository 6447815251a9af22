"""The JSON form of a source: what goes out comes back equal, and it stays small."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.papers.blocks import Block, Box, Cell, Heading, Line, Notice, PageBreak, Paragraph, Place, Source, Table
from prongsai.core.papers.errors import BadPaper
from prongsai.core.papers.reading import read_source_and_paper
from prongsai.core.papers.source_serial import SCHEMA, source_from_json, source_to_json
from prongsai.samples import SAMPLES, sample_path

_text = st.text(max_size=6)
_number = st.none() | st.integers(1, 3)
_part = st.floats(0, 1)
_place = st.builds(Place, _number, _number, _number, _number, _number, _number)
_box = st.none() | st.builds(Box, _part, _part, _part, _part)
_line = st.builds(Line, _text, st.booleans(), st.integers(0, 3))
_lines = st.lists(_line, max_size=3).map(tuple)
_cell = st.none() | st.builds(Cell, _lines, _place, st.integers(1, 3), st.integers(1, 3), st.booleans(), st.none() | _part, _box)


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(0, 3))
    row = st.lists(_cell, min_size=width, max_size=width).map(tuple)
    return Table(tuple(draw(st.lists(row, max_size=3))), draw(_place))


_block: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, _text, st.integers(1, 6), _place, _box),
    st.builds(Paragraph, _lines, _place, st.booleans(), st.booleans(), _box),
    _tables(),
    st.builds(PageBreak, _place),
)
_embedded = st.none() | st.dictionaries(_text, st.none() | st.integers() | _text, max_size=2)
_notice = st.builds(Notice, _place, _text, _text, st.none() | _text, st.none() | _text)
_source = st.builds(Source, _text, st.lists(_block, max_size=4).map(tuple), _number, _embedded, st.lists(_notice, max_size=2).map(tuple))


@settings(deadline=None)
@given(_source)
def test_every_source_comes_back_equal(source: Source) -> None:
    assert source_from_json(json.loads(json.dumps(source_to_json(source), ensure_ascii=False))) == source


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_back_equal_and_takes_little_more_than_its_text(name: str) -> None:
    source, _ = read_source_and_paper(sample_path(name))
    written = json.dumps(source_to_json(source), ensure_ascii=False, separators=(",", ":"))
    assert source_from_json(json.loads(written)) == source
    assert len(written.encode()) < 2 * sample_path(name).stat().st_size + 2_000


def test_a_cell_right_of_another_does_not_say_where_it_stands() -> None:
    cells = tuple(Cell((Line("ก"),), Place(line=4, table=1, row=1, column=column)) for column in (1, 2))
    (block,) = source_to_json(Source("text", (Table((cells,), Place(line=4, table=1)),)))["blocks"]
    assert block["rows"] == [[{"lines": ["ก"]}, {"lines": ["ก"]}]]


@pytest.mark.parametrize(
    "obj",
    [
        None,
        [],
        {},
        {"schema": "prongsai.paper/1"},
        {"schema": SCHEMA, "kind": "text", "pages": None, "embedded": None, "notices": [], "blocks": [{"lines": [1], "place": []}]},
        {"schema": SCHEMA, "kind": "text", "pages": None, "embedded": None, "notices": [], "blocks": [{"lines": []}]},
    ],
)
def test_what_is_no_source_is_refused(obj: Any) -> None:
    with pytest.raises(BadPaper):
        source_from_json(obj)
