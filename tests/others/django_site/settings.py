"""Settings of the project: what FranceConnect demands of mozilla-django-oidc, then the least that Django needs."""

import os
import secrets

FC_ISSUER = os.environ["FC_ISSUER"]

# ------------------------------------------------------------------ FranceConnect
AUTHENTICATION_BACKENDS = ["django_site.franceconnect.FranceConnectBackend"]
OIDC_CALLBACK_CLASS = "django_site.franceconnect.Callback"
OIDC_OP_LOGOUT_URL_METHOD = "django_site.franceconnect.logout_url"

OIDC_RP_CLIENT_ID = os.environ["FC_CLIENT_ID"]
OIDC_RP_CLIENT_SECRET = os.environ["FC_CLIENT_SECRET"]
OIDC_OP_AUTHORIZATION_ENDPOINT = f"{FC_ISSUER}/authorize"
OIDC_OP_TOKEN_ENDPOINT = f"{FC_ISSUER}/token"
OIDC_OP_USER_ENDPOINT = f"{FC_ISSUER}/userinfo"
OIDC_OP_JWKS_ENDPOINT = f"{FC_ISSUER}/jwks"

OIDC_RP_SCOPES = "openid given_name family_name birthdate"  # the default asks for `email`, and finds users by it
OIDC_AUTH_REQUEST_EXTRA_PARAMS = {"acr_values": "eidas1"}  # mandatory; nothing else may be added
OIDC_NONCE_SIZE = OIDC_STATE_SIZE = 32  # a nonce has 22 characters at least
OIDC_USE_PKCE = False  # `code_challenge` is refused like any other parameter
OIDC_TOKEN_USE_BASIC_AUTH = False  # client_secret_post
OIDC_RP_SIGN_ALGO = "ES256"  # the default, HS256, is not FranceConnect's
OIDC_STORE_ID_TOKEN = True  # the `id_token_hint` of the logout
OIDC_TIMEOUT = 10  # the default waits for ever

LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
# ------------------------------------------------------------------ the rest is Django's

SECRET_KEY = secrets.token_urlsafe(50)
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "django_site.urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "mozilla_django_oidc"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [os.path.join(os.path.dirname(__file__), "templates")],  # noqa: PTH118, PTH120  (as in every settings.py)
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["DATABASE"]}}
MIGRATION_MODULES = {"auth": None, "contenttypes": None}  # tables are made at start, from the models
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "bibliotheque_session", "bibliotheque_csrf"  # ports share cookies
LANGUAGE_CODE = "fr"
USE_TZ = True
