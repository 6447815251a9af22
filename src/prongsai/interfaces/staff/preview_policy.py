"""The Content-Security-Policy of a printed page shown inside another: its own style sheet by hash, nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape

_SHEET = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_ATTRIBUTE = re.compile(r'\sstyle="([^"]*)"')


def policy_of(page: str) -> str:
    """A policy that lets just the styles of this page through, lets nothing load or run, and lets only our own pages frame it.

    Style attributes are named by hash too; `'unsafe-hashes'` is the word that CSP has for that.
    """
    sheets = dict.fromkeys(map(_hash, _SHEET.findall(page)))
    attributes = dict.fromkeys(_hash(unescape(value)) for value in _ATTRIBUTE.findall(page))
    styles = " ".join([*sheets, *(["'unsafe-hashes'", *attributes] if attributes else [])]) or "'none'"
    return f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
