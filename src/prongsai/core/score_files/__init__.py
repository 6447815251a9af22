"""Files with scores, item results or answers (CSV, XLSX, XLS, ODS) → inputs of scoring. One door for the command and the pages."""

from prongsai.core.score_files.faults import CellFault, InputFault
from prongsai.core.score_files.reading import AgencyInput, read_scores

__all__ = ["AgencyInput", "CellFault", "InputFault", "read_scores"]
