"""What mozilla-django-oidc 5.0.2 leaves to whoever uses it, and FranceConnect demands. Lines quoted are those of the library."""

import secrets
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCLogoutView

Claims = dict[str, Any]


class FranceConnectBackend(OIDCAuthenticationBackend):
    """Believes what is signed for it, and knows citizens by their `sub`."""

    def authenticate(self, request: HttpRequest | None, **kwargs: Any) -> User | None:
        """Nobody, when anything is wrong: the library lets these out (auth.py, 310 to 315), as a bare 400 or a 500."""
        try:
            return super().authenticate(request, **kwargs)
        except (SuspiciousOperation, jwt.PyJWTError, requests.RequestException, LookupError):
            return None

    def get_token(self, payload: dict[str, str]) -> Claims:
        """An object that holds a Bearer token: the library reads neither its kind nor its `token_type` (auth.py, 237)."""
        tokens = super().get_token(payload)
        if not isinstance(tokens, dict) or str(tokens.get("token_type")).lower() != "bearer":
            raise SuspiciousOperation("a token of another kind")
        return tokens

    def get_payload_data(self, token: str, key: jwt.PyJWK) -> Claims:
        """Claims that FranceConnect signed for us and that still hold: the library looks at neither `aud` nor `iss` (auth.py, 145)."""
        return jwt.decode(
            token,
            key,
            algorithms=[self.OIDC_RP_SIGN_ALGO],
            audience=self.OIDC_RP_CLIENT_ID,
            issuer=settings.FC_ISSUER,
            options={"require": ["sub", "aud", "exp", "iat", "iss"]},
        )

    def get_userinfo(self, access_token: str, id_token: str, payload: Claims) -> Claims:
        """The signed userinfo, of who logged in: the library would take unsigned JSON (auth.py, 276) and anybody's `sub`."""
        del id_token
        response = requests.get(
            self.OIDC_OP_USER_ENDPOINT,
            headers={"Authorization": f"Bearer {access_token}"},
            timeout=settings.OIDC_TIMEOUT,
        )
        response.raise_for_status()
        claims: Claims = self.verify_token(response.text)  # no nonce is expected, and a userinfo has none
        if claims["sub"] != payload["sub"] or payload["acr"] != settings.OIDC_AUTH_REQUEST_EXTRA_PARAMS["acr_values"]:
            raise SuspiciousOperation("somebody else, or at a lower level")
        return claims

    def verify_claims(self, claims: Claims) -> bool:
        """Nothing more to verify."""
        return "sub" in claims

    def filter_users_by_claims(self, claims: Claims) -> QuerySet[User]:
        """By `sub`: an e-mail address changes, and two people may share one."""
        return User.objects.filter(username=claims["sub"])

    def create_user(self, claims: Claims) -> User:
        """Somebody who was never seen."""
        return self.update_user(User(username=claims["sub"]), claims)

    def update_user(self, user: User, claims: Claims) -> User:
        """The names, as they are today."""
        user.first_name, user.last_name = claims["given_name"], claims["family_name"]
        user.save()
        return user


class Callback(OIDCAuthenticationCallbackView):
    """Where FranceConnect sends the citizen back."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Refuse what we did not ask for: the library logs out at any `error`, whatever its `state` (views.py, 87), and ignores `iss`."""
        asked = request.session.get("oidc_states", {})
        if request.GET.get("state") not in asked or request.GET.get("iss") != settings.FC_ISSUER:
            return HttpResponseRedirect("/erreur/")
        return super().get(request)

    @property
    def failure_url(self) -> str:
        """Giving up is no failure: the page says so."""
        return "/refus/" if self.request.GET.get("error") == "access_denied" else "/erreur/"


class Logout(OIDCLogoutView):
    """Ends the session here, then at FranceConnect."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the `state` beyond the session that ends."""
        request.logout_state = secrets.token_urlsafe(24)
        response = super().post(request)
        request.session["logout_state"] = request.logout_state
        return response


def logout_url(request: HttpRequest) -> str:
    """FranceConnect's logout: `id_token_hint` is mandatory there, and the way back is registered."""
    back = request.build_absolute_uri(reverse("deconnecte"))
    parameters = {
        "id_token_hint": request.session["oidc_id_token"],
        "state": request.logout_state,
        "post_logout_redirect_uri": back,
    }
    return f"{settings.FC_ISSUER}/session/end?{urlencode(parameters)}"


def came_back_from_logout(request: HttpRequest) -> bool:
    """Whether the `state` is the one that was sent; it serves once."""
    sent = request.session.pop("logout_state", None)
    return sent is not None and secrets.compare_digest(sent, request.GET.get("state", ""))
