"""What plans announce of evidence, because they know whose it is: the days on which it expires, and its words for the search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from prongsai.foundation import registry
from prongsai.foundation.agencies.models import Agency
from prongsai.programme.evidence.models import Evidence
from prongsai.programme.evidence.queries import latest_revisions
from prongsai.programme.plans.models import Measure, MeasureEvidence

EXPIRING_KEY = "evidence.expiring"


def announce_evidence() -> None:
    """Put the days and words of evidence on their shelves. Titles stay inside: they are often names of files, and those name people."""
    registry.dated_objects.announce(
        registry.DatedSource(EXPIRING_KEY, gettext_lazy("หลักฐานที่จะหมดอายุ"), expiring_between, permission="evidence.add")
    )
    registry.searchable.announce(
        registry.SearchSource("evidence.evidence", pgettext_lazy("kind", "หลักฐาน"), "file-check", "evidence.view", texts, concerned)
    )


def expiring_between(agency_id: int, first: date, last: date) -> Iterator[registry.DatedObject]:
    """Standing evidence whose last day lies between two days, both included."""
    code = _code(agency_id)
    found = Evidence.objects.filter(agency_id=agency_id, withdrawn_at=None, expires_on__range=(first, last)).order_by("expires_on", "pk")
    units = _units([evidence.pk for evidence in found])
    for evidence in found:
        if evidence.expires_on is not None:
            yield registry.DatedObject(
                key=f"evidence-{evidence.pk}",
                title=evidence.title,
                due_on=evidence.expires_on,
                address=reverse("staff:evidence-revise", args=[code, evidence.pk]),
                verb=_("ส่งฉบับใหม่"),
                unit_ids=units.get(evidence.pk, ()),
                subject=("evidence.evidence", evidence.pk),
            )


def texts(agency_id: int, ids: Iterable[int] | None) -> Iterator[registry.SearchText]:
    """Standing evidence by title, name of its file or address, and note."""
    code = _code(agency_id)
    found = Evidence.objects.filter(agency_id=agency_id, withdrawn_at=None)
    pieces = list((found if ids is None else found.filter(pk__in=list(ids))).order_by("pk"))
    revisions, units = latest_revisions(piece.pk for piece in pieces), _units([piece.pk for piece in pieces])
    for piece in pieces:
        revision = revisions.get(piece.pk)
        name = (revision.file.name if revision.file else revision.url) if revision else ""
        yield registry.SearchText(
            object_id=piece.pk,
            title=piece.title,
            body="\n".join(filter(None, ("" if name == piece.title else name, piece.note))),
            address=reverse("staff:evidence-one", args=[code, piece.pk]),
            fiscal_year=piece.fiscal_year,
            unit_ids=units.get(piece.pk, ()),
        )


def concerned(agency_id: int, kind: str, ids: Iterable[int]) -> Iterable[int]:
    """Whose evidence is follows from the units of its measures."""
    if kind != "plans.measure":
        return ()
    ties = MeasureEvidence.objects.filter(ended_at=None, evidence__agency_id=agency_id, measure__in=list(ids))
    return ties.values_list("evidence_id", flat=True)


def _units(evidence_ids: list[int]) -> dict[int, tuple[int, ...]]:
    """The units of the measures that evidence is tied to; nothing where one of them is for every unit, as it then is the agency's."""
    homes: dict[int, set[int]] = defaultdict(set)
    ties = MeasureEvidence.objects.filter(evidence_id__in=evidence_ids, ended_at=None).values_list(
        "evidence_id", "measure_id", "step__measure_id"
    )
    for evidence_id, measure_id, home_id in ties:
        homes[evidence_id].add(home_id or measure_id)
    measures = Measure.objects.filter(pk__in={pk for found in homes.values() for pk in found}).prefetch_related("unit_links")
    units = {measure.pk: None if measure.is_for_every_unit else [link.unit_id for link in measure.unit_links.all()] for measure in measures}
    told: dict[int, tuple[int, ...]] = {}
    for evidence_id, found in homes.items():
        of_each = [units[pk] for pk in found]
        told[evidence_id] = () if None in of_each else tuple(sorted({unit for some in of_each for unit in some or ()}))
    return told


def _code(agency_id: int) -> str:
    return Agency.objects.values_list("code", flat=True).get(pk=agency_id)
