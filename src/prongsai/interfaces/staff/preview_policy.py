"""The Content-Security-Policy of a printed page shown inside another: its own style sheet by hash, nothing else."""

from __future__ import annotations

import base64
import hashlib
import re

_SHEET = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_STYLED = re.compile(r'(<[a-z][^<>]*?)\sstyle="([\w\s:%.;-]*)"')
"""A tag with a style attribute. Text of the page has no bare <, attributes no bare quotation mark: nothing that people wrote looks so."""


def without_attributes(page: str) -> str:
    """The page with its style attributes as rules of its style sheet: a policy can name a sheet, and attributes only by being unsafe."""
    styles: dict[str, int] = {}

    def named(match: re.Match[str]) -> str:
        return f'{match[1]} data-style="{styles.setdefault(match[2], len(styles))}"'

    page = _STYLED.sub(named, page)
    rules = "".join(f'[data-style="{number}"] {{ {style} }}\n' for style, number in styles.items())
    return page.replace("</style>", f"{rules}</style>", 1)


def policy_of(page: str) -> str:
    """A policy that lets just the style sheets of this page through, lets nothing load or run, and lets only our own pages frame it."""
    styles = " ".join(dict.fromkeys(map(_hash, _SHEET.findall(page)))) or "'none'"
    return f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
