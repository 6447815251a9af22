"""Addresses of the import of papers."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import import_commit, import_review, imports

_RUN = "a/<agency:agency_code>/imports/<int:run_id>/"

urlpatterns = [
    path("a/<agency:agency_code>/<year:year>/imports/", imports.runs, name="imports"),
    path("a/<agency:agency_code>/<year:year>/imports/add/", imports.add, name="import-add"),
    path(_RUN, imports.run, name="import"),
    path(f"{_RUN}progress/", imports.progress, name="import-progress"),
    path(f"{_RUN}retry/", imports.retry, name="import-retry"),
    path(f"{_RUN}discard/", imports.discard, name="import-discard"),
    path(f"{_RUN}restore/", imports.restore, name="import-restore"),
    path(f"{_RUN}pages/<int:page>/", imports.page_picture, name="page-picture"),
    path(f"{_RUN}answers/<int:number>/", import_review.answer, name="import-answer"),
    path(f"{_RUN}confirm/", import_review.confirm, name="import-confirm"),
    path(f"{_RUN}undo/", import_review.take_back, name="import-undo"),
    path(f"{_RUN}unread/<int:number>/", import_review.unread, name="import-unread"),
    path(f"{_RUN}measures/<slug:key>/", import_review.mend_card, name="import-mend"),
    path(f"{_RUN}measures/<slug:key>/leave/", import_review.leave, name="import-leave"),
    path(f"{_RUN}commit/", import_commit.commit, name="import-commit"),
]
