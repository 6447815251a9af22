"""Addresses of evidence: the list of a year, adding to a measure, one piece with everything that can be done to it."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import evidence, evidence_adding, evidence_changing, evidence_days

YEAR = "a/<agency:agency_code>/<year:year>"
MEASURE = "a/<agency:agency_code>/measures/<int:measure_id>/evidence"
OBJECT = "a/<agency:agency_code>/evidence/<int:evidence_id>"

urlpatterns = [
    path(f"{YEAR}/evidence/", evidence.listing, name="evidence"),
    path(f"{MEASURE}/add/", evidence_adding.add, name="evidence-add"),
    path(f"{MEASURE}/days/", evidence_days.days, name="evidence-days"),
    path(f"{OBJECT}/", evidence.one, name="evidence-one"),
    path(f"{OBJECT}/facts/<int:number>.json", evidence.facts_as_json, name="evidence-facts-json"),
    path(f"{OBJECT}/facts/<int:number>.csv", evidence.facts_as_csv, name="evidence-facts-csv"),
    path(f"{OBJECT}/review/", evidence.review, name="evidence-review"),
    path(f"{OBJECT}/edit/", evidence_changing.edit, name="evidence-edit"),
    path(f"{OBJECT}/revise/", evidence_changing.revise, name="evidence-revise"),
    path(f"{OBJECT}/withdraw/", evidence_changing.withdraw, name="evidence-withdraw"),
    path(f"{OBJECT}/restore/", evidence_changing.restore, name="evidence-restore"),
    path(f"{OBJECT}/check/", evidence_changing.check, name="evidence-check"),
    path(f"{OBJECT}/tie/", evidence_changing.tie, name="evidence-tie"),
    path(f"{OBJECT}/untie/<int:measure_id>/", evidence_changing.untie, name="evidence-untie"),
]
