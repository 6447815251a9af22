"""The style sheets: contrast of the tokens, colours in one place only, size."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

import prongsai.interfaces.staff

STAFF = Path(prongsai.interfaces.staff.__file__).parent
STATIC = STAFF / "static" / "prongsai"
SHEETS = (STATIC / "prongsai.css", STATIC / "staff.css")
THEMES = {"light": '[data-bs-theme="light"]', "dark": '[data-bs-theme="dark"]'}
TEXT, SHAPE = 4.5, 3.0
STATUSES = ("todo", "doing", "done", "late", "soon", "seal")

# Foreground, grounds that it stands on, least contrast: the table of the visual specification.
TABLE = [
    ("ink", ("paper", "canvas", "sunken", *(f"{status}-soft" for status in STATUSES), "brand-soft"), TEXT),
    ("ink2", ("paper", "canvas", "sunken"), TEXT),
    ("ink3", ("paper", "canvas", "sunken", "brand-soft"), TEXT),
    ("edge", ("paper", "canvas"), SHAPE),
    ("brand", ("paper", "canvas", "brand-soft"), TEXT),
    ("on-brand", ("brand", "brand-hover"), TEXT),
    ("soon-fill", ("paper", "sunken"), SHAPE),
    ("focus", ("paper", "canvas"), SHAPE),
    ("on-bar", ("bar",), TEXT),
    *((status, (f"{status}-soft", "paper"), TEXT) for status in STATUSES),
]


def _block(sheet: str, selector: str) -> str:
    """The first rule of a selector."""
    found = re.search(rf"{re.escape(selector)} \{{(.*?)\n *\}}", sheet, re.DOTALL)
    assert found, selector
    return found[1]


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): ([^;]+);", block))


def _colour(tokens: dict[str, str], name: str) -> str:
    value = tokens[name]
    return _colour(tokens, value.removeprefix("var(--").removesuffix(")")) if value.startswith("var(") else value


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_of_colours_can_be_told_apart(theme: str) -> None:
    tokens = _tokens(_block(SHEETS[0].read_text("utf-8"), THEMES[theme]))
    faint = {
        f"{name} on {ground}": round(contrast, 2)
        for name, grounds, least in TABLE
        for ground in grounds
        if (contrast := _contrast(_colour(tokens, name), _colour(tokens, ground))) < least
    }
    assert faint == {}


def test_contrast_is_measured_as_in_the_specification() -> None:
    assert round(_contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert round(_contrast("#5E6E76", "#FFFFFF"), 1) == 5.3


def test_a_person_without_a_setting_gets_the_same_dark() -> None:
    sheet = SHEETS[0].read_text("utf-8")
    assert _tokens(_block(sheet, ":root:not([data-bs-theme])")) == _tokens(_block(sheet, THEMES["dark"]))


def test_both_themes_set_the_same_tokens() -> None:
    sheet = SHEETS[0].read_text("utf-8")
    assert set(_tokens(_block(sheet, THEMES["light"]))) == set(_tokens(_block(sheet, THEMES["dark"])))


def test_colours_stand_in_the_token_block_only() -> None:
    tokens = re.compile(r"/\* tokens \*/.*/\* end of tokens \*/", re.DOTALL)
    comment = re.compile(r"/\*.*?\*/", re.DOTALL)
    colour = re.compile(r"#[0-9A-Fa-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|:[^;{]*\b(?:black|white|red|green|blue|gray|grey|orange|yellow)\b")
    stray = [
        f"{path.name}: {found[0]}" for path in SHEETS for found in colour.finditer(comment.sub("", tokens.sub("", path.read_text("utf-8"))))
    ]
    others = [*STAFF.glob("templates/**/*.html"), *STATIC.glob("*.js"), *STAFF.glob("templatetags/*.py")]
    code = re.compile(r"#[0-9A-Fa-f]{6}\b|\b(?:rgb|hsl)a?\(")
    stray += [f"{path.name}: {found[0]}" for path in others for found in code.finditer(path.read_text("utf-8"))]
    assert stray == []


def test_every_variable_that_is_used_is_set() -> None:
    text = "".join(path.read_text("utf-8") for path in SHEETS)
    used = set(re.findall(r"var\(--([\w-]+)", text))
    assert {name for name in used if f"--{name}:" not in text and not name.startswith("bs-")} == set()


def test_no_text_is_set_in_italics_spread_or_cut() -> None:
    text = "".join(path.read_text("utf-8") for path in SHEETS)
    assert re.findall(r"italic|letter-spacing|text-overflow|uppercase|justify;", text) == []


def _zipped(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_style_sheets_keep_to_twelve_kilobytes() -> None:
    assert _zipped(*SHEETS) <= 12 * 1024


def test_own_script_keeps_to_ten_kilobytes_on_the_way() -> None:
    assert sum(len(gzip.compress(path.read_bytes())) for path in STATIC.glob("*.js")) <= 10 * 1024
