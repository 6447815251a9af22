"""Addresses of results of the assessment: a year's page and ways to enter a result, stored cards, files on their way in."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import score_cards, score_entry, score_import, scorecard

_YEAR = "a/<agency:agency_code>/<year:year>/scores"
_FILE = "a/<agency:agency_code>/scores/files/<int:score_file_id>"
_CARD = "a/<agency:agency_code>/scores/<int:card_id>"

urlpatterns = [
    path(f"{_YEAR}/", scorecard.scorecard, name="scores"),
    path(f"{_YEAR}/all/", score_cards.listing, name="score-cards"),
    path(f"{_YEAR}/new/", score_entry.enter, name="score-new"),
    path(f"{_YEAR}/check/", score_entry.check_items, name="score-check"),
    path(f"{_YEAR}/import/", score_import.hand_in, name="score-import"),
    path(f"{_YEAR}/import/template/", score_import.template, name="score-template"),
    path(f"{_FILE}/", score_import.score_file, name="score-file"),
    path(f"{_FILE}/progress/", score_import.progress, name="score-file-progress"),
    path(f"{_FILE}/again/", score_import.again, name="score-file-again"),
    path(f"{_CARD}/", score_cards.card, name="score-card"),
    path(f"{_CARD}/withdraw/", score_cards.withdraw, name="score-withdraw"),
]
