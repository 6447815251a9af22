"""What is made for the pages when it is needed: the icons as one SVG sprite, the sign for browser tabs, and the style sheets as one.

The drawings come from the lucide package and are not ours, so the sprite is no file of this project: the finder below makes it for
`collectstatic` and for a server that serves straight from the sources.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from xml.etree import ElementTree
from zipfile import ZipFile

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage
from django.template import TemplateSyntaxError
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

__all__ = ["SpriteFinder", "build_favicon", "build_sheet", "build_sprite", "drawn_icon", "icon_names"]

SVG = "{http://www.w3.org/2000/svg}"
STROKE = "1.75"
SPRITE = "prongsai/icons.svg"
PACKAGE = files("prongsai.interfaces.staff")


@cache
def _icons() -> dict[str, Any]:
    return tomllib.loads(PACKAGE.joinpath("icons.toml").read_text("utf-8"))


@cache
def icon_names() -> frozenset[str]:
    """The names that templates may use, as listed in icons.toml."""
    return frozenset(_icons()["lucide"]) | frozenset(_icons()["own"])


def drawn_icon(name: str, label: str = "") -> SafeString:
    """An icon as HTML, hidden from screen readers; with a `label` it is a picture of that name instead.

    Raises TemplateSyntaxError for a name that is not in icons.toml.
    """
    if name not in icon_names():
        raise TemplateSyntaxError(f"no icon is called {name!r}; add it to icons.toml")
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"/></svg>', spoken, static(SPRITE), name)


def build_sprite(target: Path) -> None:
    """Write the sprite to `target`: one symbol for each icon of icons.toml, coloured by the text around it, the licence as a comment.

    Raises KeyError where lucide has no icon of a listed name.
    """
    icons = _icons()
    symbols = [*_lucide_symbols(icons["lucide"]), *(_own_symbol(name, body) for name, body in icons["own"].items())]
    target.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg">\n<!--{icons["licence"]}-->\n{"".join(symbols)}</svg>\n',
        "utf-8",
    )


def build_favicon(target: Path) -> None:
    """Write the sign of the program, in the brand colours that the style sheet gives for light and dark."""
    light, dark = re.findall(r"--brand: (#\w{6});", PACKAGE.joinpath("static/prongsai/prongsai.css").read_text("utf-8"))[:2]
    target.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f"<style>svg{{fill:{light};color:{light}}}@media(prefers-color-scheme:dark){{svg{{fill:{dark};color:{dark}}}}}</style>"
        f"{_icons()['own']['mark']}</svg>\n",
        "utf-8",
    )


def build_sheet(target: Path) -> None:
    """Write the style sheets that every page needs as one: a page may ask for few files only."""
    sheets = (PACKAGE.joinpath(f"static/prongsai/{name}.css").read_text("utf-8") for name in ("prongsai", "staff", "evidence"))
    target.write_text("\n".join(sheets), "utf-8")


def _own_symbol(name: str, body: str) -> str:
    return f'<symbol id="{name}" viewBox="0 0 16 16" fill="currentColor">{body}</symbol>\n'


def _lucide_symbols(names: Iterable[str]) -> Iterator[str]:
    with ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes())) as published:
        for name in names:
            drawing = ElementTree.fromstring(published.read(f"{name}.svg"))  # noqa: S314  our own dependency's file
            yield (
                f'<symbol id="{name}" viewBox="{drawing.attrib["viewBox"]}" fill="none" stroke="currentColor" stroke-width="{STROKE}"'
                f' stroke-linecap="round" stroke-linejoin="round">{"".join(map(_plain, drawing))}</symbol>\n'
            )


def _plain(shape: ElementTree.Element) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in shape.attrib.items())
    return f"<{shape.tag.removeprefix(SVG)}{attributes}/>"


class SpriteFinder(BaseFinder):
    """Finds icons, sign and joined style sheet among the static files by making them, once in the life of a process."""

    made: ClassVar[dict[str, Callable[[Path], None]]] = {
        SPRITE: build_sprite,
        "prongsai/mark.svg": build_favicon,
        "prongsai/pages.css": build_sheet,
    }
    _folder: ClassVar[TemporaryDirectory[str] | None] = None

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Nothing can be set wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The place of a file that is made here; nothing for any other path."""
        if path not in self.made:
            return []
        place = str(self._ready() / path)
        return [place] if find_all else place

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """All files that are made here, each with the storage that has it."""
        storage = FileSystemStorage(location=str(self._ready()))
        for path in self.made:
            yield path, storage

    @classmethod
    def _ready(cls) -> Path:
        if cls._folder is None:
            cls._folder = TemporaryDirectory(prefix="prongsai-icons-")
            for path, build in cls.made.items():
                place = Path(cls._folder.name) / path
                place.parent.mkdir(exist_ok=True)
                build(place)
        return Path(cls._folder.name)
