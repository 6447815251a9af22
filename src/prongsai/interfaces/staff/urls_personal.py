"""Addresses of personal data: one's own, a colleague's, and what was kept long enough."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import personal

urlpatterns = [
    path("account/data/", personal.own_data, name="account-data"),
    path("a/<agency:agency_code>/people/kept/", personal.kept, name="people-kept"),
    path("a/<agency:agency_code>/people/<int:person_id>/data/", personal.person_data, name="person-data"),
    path("a/<agency:agency_code>/people/<int:person_id>/erase/", personal.erase, name="person-erase"),
    path("a/<agency:agency_code>/people/invitations/<int:invitation_id>/erase/", personal.forget_invitation, name="invitation-erase"),
]
