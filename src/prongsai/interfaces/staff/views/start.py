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
from prongsai.foundation.people.queries import agencies_of
from prongsai.interfaces.staff.context import this_year


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the agency where the person worked last, or let the person choose."""
    person = request.user
    agencies = list(agencies_of(person)) if isinstance(person, Person) else []
    if len(agencies) == 1:
        return redirect("staff:home", agencies[0].code, this_year())
    return render(request, "staff/start.html", {"agencies": agencies, "year": this_year()})


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when web, worker and database are well; 503 with the reasons when not."""
    faults = jobs.faults(at=timezone.now())
    return JsonResponse({"ok": not faults, "faults": faults}, status=503 if faults else 200)
