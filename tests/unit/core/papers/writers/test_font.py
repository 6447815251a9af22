"""The fonts that are shipped: patched so that copied text has no doubled letters, scaled and named as the patch says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

from prongsai.core.papers import writers

FONTS = Path(writers.__file__).parent / "fonts"


@pytest.fixture(scope="module")
def patch_font() -> ModuleType:
    spec = importlib.util.spec_from_file_location("patch_font", Path(__file__).parents[5] / "tools" / "patch_font.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_shipped_fonts_are_patched(patch_font: ModuleType, style: str) -> None:
    font = TTFont(FONTS / f"ProngsaiSarabun-{style}.ttf")
    assert patch_font.small_shifts(font) == []
    assert font["head"].unitsPerEm == patch_font.UNITS_PER_EM
    assert (font["name"].getDebugName(1), font["name"].getDebugName(2)) == (patch_font.FAMILY, style)


def test_patching_a_patched_font_changes_nothing(patch_font: ModuleType, tmp_path: Path) -> None:
    shipped = FONTS / "ProngsaiSarabun-Regular.ttf"
    patch_font.patch(shipped).save(tmp_path / "again.ttf")
    assert (tmp_path / "again.ttf").read_bytes() == shipped.read_bytes()


def test_patch_snaps_small_shifts_and_leaves_large_ones(patch_font: ModuleType) -> None:
    font = TTFont(FONTS / "ProngsaiSarabun-Regular.ttf")
    table = next(patch_font.mark_to_mark(font))
    anchors = [anchor for lower in table.Mark2Array.Mark2Record for anchor in lower.Mark2Anchor if anchor is not None]
    heights = {record.MarkAnchor.YCoordinate for record in table.Mark1Array.MarkRecord}
    anchors[0].YCoordinate = max(heights) + 60
    anchors[1].YCoordinate = max(heights) + 160
    assert 60 in patch_font.small_shifts(font)
    patch_font.snap_anchors(font)
    assert patch_font.small_shifts(font) == []
    assert [anchor.YCoordinate for anchor in anchors[:2]] == [max(heights), max(heights) + 160]


def test_another_file_than_the_published_one_is_refused(patch_font: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in patch_font.SOURCES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"another")
    monkeypatch.setattr("sys.argv", ["patch_font.py", str(tmp_path), str(tmp_path)])
    assert patch_font.main() == 1
    assert not list(tmp_path.glob("*.ttf"))


def test_licence_of_the_fonts_is_shipped_beside_them() -> None:
    text = (FONTS / "LICENSE-Sarabun.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "The Sarabun Project Authors" in text
