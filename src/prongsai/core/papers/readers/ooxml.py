"""Small steps through the XML of Word files: qualified names, on/off values, numbers that may be malformed."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


@cache
def w(name: str) -> str:
    """The qualified name of a WordprocessingML tag or attribute."""
    return f"{{{_W}}}{name}"


def tag(element: _Element) -> str:
    """The local name of a WordprocessingML element, `mc:…` and `m:…` for the two other namespaces that matter, else ""."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=4096)
def _local(name: str) -> str:
    for prefix, namespace in (("", f"{{{_W}}}"), ("mc:", MARKUP), ("m:", MATHS)):
        if name.startswith(namespace):
            return prefix + name[len(namespace) :]
    return ""


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first descendant along a path of local names, or None."""
    for name in path:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def value(element: _Element | None, *path: str) -> str | None:
    """The `w:val` of a descendant, None where it or its value is missing."""
    found = child(element, *path)
    return None if found is None else found.get(w("val"))


def number(text: str | None, default: int = 0) -> int:
    """A whole number; the default where it is missing or malformed. Bounded to ±1,000,000, beyond which only broken files go."""
    try:
        return max(-1_000_000, min(1_000_000, int(float(text or ""))))
    except (ValueError, OverflowError):
        return default


def switch(element: _Element | None, *path: str) -> bool | None:
    """An on/off property: None where it is absent, so that a style may decide."""
    found = child(element, *path)
    if found is None:
        return None
    return (found.get(w("val")) or "true").lower() not in {"0", "false", "off", "none"}


def content(element: _Element) -> _Element | None:
    """The part of an alternate content that is shown: its first choice with anything in it, else the fallback."""
    for option in element:
        if option.tag in {MARKUP + "Choice", MARKUP + "Fallback"} and len(option):
            return option
    return None
