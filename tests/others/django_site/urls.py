"""Addresses of the site. The library's own logout view is not one of them: ours says the `state` that it sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from .franceconnect import Logout, came_back_from_logout


def home(request: HttpRequest) -> HttpResponse:
    """Who is connected, or how to be."""
    return render(request, "page.html", {"etat": "connecte" if request.user.is_authenticated else "accueil"})


def failed(request: HttpRequest, etat: str) -> HttpResponse:
    """What went wrong, in the citizen's words."""
    return render(request, "page.html", {"etat": etat}, status=200 if etat == "refus" else 400)


def disconnected(request: HttpRequest) -> HttpResponse:
    """Back from FranceConnect's logout."""
    known = came_back_from_logout(request)
    return render(request, "page.html", {"etat": "deconnecte" if known else "erreur"}, status=200 if known else 400)


urlpatterns = [
    path("", home),
    path("refus/", failed, {"etat": "refus"}),
    path("erreur/", failed, {"etat": "erreur"}),
    path("deconnexion/", Logout.as_view(), name="deconnexion"),
    path("deconnecte/", disconnected, name="deconnecte"),
    path("oidc/", include("mozilla_django_oidc.urls")),
]
