"""The fonts of the pages: they draw Thai and Latin, place marks, and fit the ranges of the style sheet."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

FONTS = Path("src/prongsai/interfaces/staff/static/prongsai/fonts")
FILES = [f"sarabun-{weight}-{part}.woff2" for weight in (400, 600) for part in ("thai", "latin")]


@pytest.fixture(scope="module")
def tool(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("web_fonts", root / "tools" / "web_fonts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _open(root: Path, name: str) -> TTFont:
    return TTFont(root / FONTS / name)


@pytest.mark.parametrize("name", FILES)
def test_a_font_draws_the_characters_of_its_range(root: Path, tool: ModuleType, name: str) -> None:
    wanted = tool.characters(tool.RANGES[name.removesuffix(".woff2").rpartition("-")[2]])
    missing = wanted - set(_open(root, name).getBestCmap())
    invisible = {0x200B, 0x200C, 0x200D, 0x201B, 0x00AD}
    assert {hex(code) for code in missing - invisible} == set()


@pytest.mark.parametrize("name", [name for name in FILES if "thai" in name])
def test_thai_marks_are_placed(root: Path, name: str) -> None:
    features = {record.FeatureTag for record in _open(root, name)["GPOS"].table.FeatureList.FeatureRecord}
    assert {"mark", "mkmk"} <= features


def test_the_style_sheet_gives_each_file_the_range_that_it_has(root: Path, tool: ModuleType) -> None:
    sheet = (root / FONTS.parent / "prongsai.css").read_text("utf-8")
    for name in FILES:
        rule = sheet.partition(f'url("fonts/{name}")')[2].partition("}")[0]
        part = name.removesuffix(".woff2").rpartition("-")[2]
        assert f"unicode-range: {tool.RANGES[part]};" in rule, name


def test_all_fonts_together_keep_to_43_kilobytes_and_have_their_licence_beside(root: Path) -> None:
    assert sum((root / FONTS / name).stat().st_size for name in FILES) <= 43 * 1024
    assert "SIL Open Font License" in (root / FONTS / "LICENSE-Sarabun.txt").read_text("utf-8")


def test_a_range_is_read_as_css_writes_it(tool: ModuleType) -> None:
    assert tool.characters("U+0E01-0E03, U+2212") == {0x0E01, 0x0E02, 0x0E03, 0x2212}
