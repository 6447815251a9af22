"""What can be found of results of the assessment: current scorecards, and files of scores by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from prongsai.assessments.scorecards.models import Scorecard, ScoreFile
from prongsai.foundation import registry
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.registry import SearchText


def announce_searchable() -> None:
    """Put the kinds on their shelf."""
    registry.searchable.announce(
        registry.SearchSource("scorecards.scorecard", pgettext_lazy("kind", "ผลประเมิน ITA"), "chart-column", "scores.view", cards),
        registry.SearchSource("scorecards.scorefile", pgettext_lazy("kind", "ไฟล์คะแนน"), "file-spreadsheet", "scores.import", files),
    )


def cards(agency_id: int, ids: Iterable[int] | None) -> Iterator[SearchText]:
    """Scorecards that nothing supersedes and that were not withdrawn, by year, kind, total and note."""
    code = Agency.objects.values_list("code", flat=True).get(pk=agency_id)
    found = Scorecard.objects.filter(agency_id=agency_id, superseded_by=None).exclude(made_from=Scorecard.MadeFrom.WITHDRAWN)
    for card in (found if ids is None else found.filter(pk__in=list(ids))).defer("input", "result").order_by("pk"):
        totals = (str(total) for total in (card.total, card.printed_total) if total is not None)
        yield SearchText(
            object_id=card.pk,
            title=f"ผลประเมิน ITA ปีงบประมาณ {card.fiscal_year} {card.get_kind_display()}",
            body="\n".join(dict.fromkeys(filter(None, (*totals, card.printed_level, card.note)))),
            address=reverse("staff:score-card", args=[code, card.pk]),
            fiscal_year=card.fiscal_year,
        )


def files(agency_id: int, ids: Iterable[int] | None) -> Iterator[SearchText]:
    """Files of scores by name."""
    code = Agency.objects.values_list("code", flat=True).get(pk=agency_id)
    found = ScoreFile.objects.filter(agency_id=agency_id).select_related("file").defer("found")
    for handed in (found if ids is None else found.filter(pk__in=list(ids))).order_by("pk"):
        yield SearchText(handed.pk, handed.file.name, "", reverse("staff:score-file", args=[code, handed.pk]), handed.fiscal_year)
