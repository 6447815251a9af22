"""Addresses of the plan, its measures and the catalogue."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import carry, catalogue, measure_forms, measure_many, measure_order, measures

YEAR = "a/<agency:agency_code>/<year:year>"
OBJECT = "a/<agency:agency_code>/measures/<int:measure_id>"

urlpatterns = [
    path(f"{YEAR}/measures/", measures.plan, name="plan"),
    path(f"{YEAR}/measures/add/", measure_forms.add, name="measure-add"),
    path(f"{YEAR}/measures/about/", measure_forms.plan_edit, name="plan-edit"),
    path(f"{YEAR}/measures/order/", measure_order.plan_order, name="plan-order"),
    path(f"{YEAR}/measures/merge/", measure_order.merge, name="measures-merge"),
    path(f"{YEAR}/measures/change/", measure_many.change_many_view, name="measures-change"),
    path(f"{YEAR}/measures/change/undo/", measure_many.undo, name="measures-undo"),
    path(f"{YEAR}/measures/withdrawn/", measure_order.withdrawn, name="measures-withdrawn"),
    path(f"{YEAR}/measures/carry/", carry.carry, name="carry"),
    path(f"{YEAR}/measures/carry/undo/", carry.undo, name="carry-undo"),
    path(f"{YEAR}/catalogue/", catalogue.entries, name="catalogue"),
    path(f"{YEAR}/catalogue/preview/", catalogue.preview, name="catalogue-preview"),
    path(f"{YEAR}/catalogue/<slug:key>/", catalogue.entry, name="catalogue-entry"),
    path(f"{OBJECT}/", measures.measure, name="measure"),
    path(f"{OBJECT}/edit/", measure_forms.edit, name="measure-edit"),
    path(f"{OBJECT}/history/", measures.history, name="measure-history"),
    path(f"{OBJECT}/order/", measure_order.step_order, name="measure-order"),
    path(f"{OBJECT}/split/", measure_order.split, name="measure-split"),
    path(f"{OBJECT}/withdraw/", measure_order.withdraw, name="measure-withdraw"),
    path(f"{OBJECT}/restore/", measure_order.restore, name="measure-restore"),
    path(f"{OBJECT}/steps/<int:step_id>/restore/", measure_order.restore_a_step, name="step-restore"),
]
