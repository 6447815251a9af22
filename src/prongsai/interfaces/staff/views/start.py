"""The way in: from the root to the person's agency, and the sign of life for whoever watches the installation."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from prongsai.foundation.jobs import queries as jobs
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.queries import agencies_of, host_actor
from prongsai.interfaces.staff.context import this_year


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the agency where the person worked last; who works nowhere but administers the installation goes to its pages."""
    person = request.user
    agencies = list(agencies_of(person)) if isinstance(person, Person) else []
    if not agencies:
        is_host = isinstance(person, Person) and host_actor(person) is not None
        return redirect("staff:host" if is_host else "staff:agencies")
    last = getattr(person, "last_agency_id", None)
    found = next((agency for agency in agencies if agency.pk == last), agencies[0] if len(agencies) == 1 else None)
    return redirect("staff:agencies") if found is None else redirect("staff:home", found.code, this_year())


@require_safe
@login_required
def agencies(request: HttpRequest) -> HttpResponse:
    """The agencies in which the person works, to choose one."""
    found = agencies_of(request.user) if isinstance(request.user, Person) else ()
    return render(request, "staff/start.html", {"agencies": found, "year": this_year()})


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when web, worker and database are well; 503 with the reasons when not."""
    faults = jobs.faults(at=timezone.now())
    return JsonResponse({"ok": not faults, "faults": faults}, status=503 if faults else 200)
