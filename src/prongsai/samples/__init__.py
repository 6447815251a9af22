"""Papers of an organisation that does not exist, one of each kind, to try the program with. What each shows stands in README.md here."""

from __future__ import annotations

from pathlib import Path

SAMPLES: tuple[str, ...] = (
    "plan.txt",
    "status-memo.txt",
    "result-report.txt",
    "outcome-report.txt",
    "action-plan.txt",
    "ita-analysis.txt",
    "outcome-report.html",
    "measures.csv",
)
"""File names of all samples: six papers as text, then the same content as a web page and as a spreadsheet export."""


def sample_path(name: str) -> Path:
    """Where the sample of this file name lies. Raises `LookupError`, listing the names, for one not in `SAMPLES`."""
    if name not in SAMPLES:
        raise LookupError(f"ไม่มีเอกสารตัวอย่างชื่อ {name!r} เลือกได้จาก {', '.join(SAMPLES)}")
    return Path(__file__).with_name(name)
