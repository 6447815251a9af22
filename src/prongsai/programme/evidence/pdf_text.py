"""What a look for text finds in a PDF, in a process with bounds on time and memory."""

from __future__ import annotations

from pathlib import Path

from prongsai.core.papers.errors import PaperError
from prongsai.core.papers.reading_process import find_text_in_process
from prongsai.programme.evidence.actions.checking import Found
from prongsai.programme.evidence.models import EvidenceCheck
from prongsai.programme.evidence.verdicts import PDF


def found_in_pdf(path: Path) -> Found:
    """Whether one of the first pages of a PDF has text; a locked or broken file is told as unreadable."""
    try:
        with_text, looked_at = find_text_in_process(path)
    except PaperError as error:
        return Found(EvidenceCheck.Outcome.UNREADABLE, media_type=PDF, detail=error.english)
    outcome = EvidenceCheck.Outcome.READ
    return Found(outcome, media_type=PDF, has_text=with_text > 0, detail=f"text on {with_text} of {looked_at} pages")
