"""Control characters: signs without a shape that programs leave in texts. No page shows them, and not every database keeps them."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]")


def without_controls(text: str) -> str:
    """The text without control characters; tabs and line ends stay."""
    return _CONTROLS.sub("", text)
