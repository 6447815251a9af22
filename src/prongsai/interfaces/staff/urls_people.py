"""Addresses of people and set-up: own account, people of an agency, its settings and audit trail, host, first run."""

from __future__ import annotations

from django.urls import path

from prongsai.interfaces.staff.views import account, agency, audit, host, people, wizard

urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/email/", account.email, name="account-email"),
    path("theme/", account.theme, name="theme"),
    path("language/", account.language, name="language"),
    path("second-factor/", account.factor_wanted, name="factor-wanted"),
    path("invitation/<str:secret>/", account.invitation, name="invitation"),
    path("first-run/", wizard.first_run, name="first-run"),
    path("first-run/<step:step>/", wizard.first_run, name="first-run-step"),
    path("host/", host.host, name="host"),
    path("host/add/", host.add_agency, name="host-add"),
    path("host/<agency:code>/administrator/", host.invite_administrator, name="host-invite"),
    path("a/<agency:agency_code>/people/", people.people, name="people"),
    path("a/<agency:agency_code>/people/invite/", people.invite_person, name="person-invite"),
    path("a/<agency:agency_code>/people/<int:person_id>/", people.person, name="person"),
    path("a/<agency:agency_code>/people/<int:person_id>/roles/", people.add_role, name="role-add"),
    path("a/<agency:agency_code>/people/<int:person_id>/leave/", people.leave, name="person-leave"),
    path("a/<agency:agency_code>/people/<int:person_id>/password/", people.password_link, name="person-password"),
    path("a/<agency:agency_code>/people/<int:person_id>/second-factor/", people.factors_off, name="person-factors"),
    path("a/<agency:agency_code>/people/roles/<int:membership_id>/end/", people.remove_role, name="role-end"),
    path("a/<agency:agency_code>/people/invitations/<int:invitation_id>/withdraw/", people.withdraw, name="invitation-withdraw"),
    path("a/<agency:agency_code>/settings/", agency.agency, name="agency"),
    path("a/<agency:agency_code>/settings/logo/", agency.logo, name="agency-logo"),
    path("a/<agency:agency_code>/settings/units/", agency.units, name="units"),
    path("a/<agency:agency_code>/settings/units/<int:unit_id>/", agency.unit, name="unit"),
    path("a/<agency:agency_code>/settings/units/<int:unit_id>/move/", agency.move_unit, name="unit-move"),
    path("a/<agency:agency_code>/settings/units/<int:unit_id>/close/", agency.close_unit, name="unit-close"),
    path("a/<agency:agency_code>/settings/positions/", agency.positions, name="positions"),
    path("a/<agency:agency_code>/settings/positions/<int:position_id>/close/", agency.close_position, name="position-close"),
    path("a/<agency:agency_code>/history/", audit.audit, name="audit"),
]
