"""Posts the authorization request, from a page that sends itself."""

from dataclasses import replace
from html import escape
from urllib.parse import parse_qsl, urlsplit

from starlette.responses import HTMLResponse, Response

from gallery.member import Member
from reference_client.practice import CAREFUL


def by_form(address: str) -> Response:
    """A form that holds the query, and a script that sends it."""
    endpoint, fields = urlsplit(address)._replace(query="").geturl(), parse_qsl(urlsplit(address).query)
    inputs = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in fields)
    form = f'<form method="post" action="{endpoint}">{inputs}</form><script>document.forms[0].submit()</script>'
    return HTMLResponse(f"<!doctype html><title>FranceConnect</title><body>{form}</body>")


MEMBER = Member(
    duty="FS-DEMANDE-01",
    module="fs-parcours",
    fr="Il envoie la demande d’authentification par un formulaire POST.",
    en="It sends the authorization request by a POST form.",
    practice=replace(CAREFUL, send_browser=by_form),
)
