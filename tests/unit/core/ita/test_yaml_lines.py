"""YAML that knows its lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from prongsai.core.ita.yaml_lines import FrameworkFault, LinedYaml, read_lined


def test_a_fault_stands_at_the_nearest_line_around_it() -> None:
    lined = LinedYaml("x.yaml", {}, {(): 1, ("a",): 2, ("a", 0): 3})
    assert [lined.fault(place, "").line for place in (("a", 0, "b"), ("a", 1), ("c",), ())] == [3, 2, 1, 1]


def test_a_key_that_stands_twice_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("from: 2564\nto: 2565\nfrom: 2563\n", "utf-8")
    with pytest.raises(FrameworkFault, match=r"x\.yaml:3: from stands twice"):
        read_lined(path, "mapping.schema.json")


def test_tags_that_would_build_objects_are_plain_text_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("schema: !!python/object/apply:os.system ['true']\n", "utf-8")
    with pytest.raises(FrameworkFault):
        read_lined(path, "mapping.schema.json")
