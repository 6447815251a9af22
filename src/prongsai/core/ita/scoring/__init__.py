"""From answers and points to a scorecard, every number with its reason. Exact inside; rounded only when published."""

from prongsai.core.ita.scoring.answers import Response, Tally, WrongAnswer, tally
from prongsai.core.ita.scoring.card import ImpossiblePoints, Note, Part, Reason, Score, Scorecard, note_on
from prongsai.core.ita.scoring.computing import score

__all__ = [
    "ImpossiblePoints",
    "Note",
    "Part",
    "Reason",
    "Response",
    "Score",
    "Scorecard",
    "Tally",
    "WrongAnswer",
    "note_on",
    "score",
    "tally",
]
