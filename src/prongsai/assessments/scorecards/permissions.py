"""The doors to scorecards and files of scores. Absent and forbidden give the same `NotFound`."""

from __future__ import annotations

from prongsai.assessments.scorecards.models import Scorecard, ScoreFile
from prongsai.foundation.people.actor import Actor, NotFound


def access_scorecard(*, by: Actor, card_id: int, permission: str = "scores.view") -> Scorecard:
    """A scorecard of the agency, current or not."""
    found = Scorecard.objects.filter(pk=card_id, agency_id=by.agency).select_related("agency", "created_by", "file", "supersedes")
    card = found.first()
    if card is None or not by.may(permission):
        raise NotFound
    return card


def access_score_file(*, by: Actor, score_file_id: int, permission: str = "scores.import") -> ScoreFile:
    """A file of scores of the agency."""
    found = ScoreFile.objects.filter(pk=score_file_id, agency_id=by.agency).select_related("file__blob", "job", "started_by").first()
    if found is None or not by.may(permission):
        raise NotFound
    return found
