"""Keys: what FranceConnect has just published is read, one login in the middle of a rotation; what it encrypts for this client is decrypted."""

from functools import partial

from conformance.checks.reactions import PAGES, accepts, on_page
from conformance.checks.registry import check
from conformance.checks.tables import AT_HOME, disturbed
from conformance.checks.verbs import broken, unseen
from conformance.journey import GOALS, Journey
from conformance.verdict import Verdict
from rulebook.duties import keys as duties
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Evidence, Result
from rulebook.refusals.registration import NO_KEY
from rulebook.source import Text

# The whole démarche logs in twice: once is enough for a new key.
DISTURBED = disturbed(
    "accept",
    accepts,
    {
        duties.REFETCHED: {
            "a": ("id_token.kid.rotated", "fs-cle-tournee"),
            "b": ("userinfo.kid.rotated", "fs-userinfo-cle-tournee"),
        }
    },
    partial(AT_HOME, first=1, second_chance=True),
)

_DECRYPTED = Text(
    "ce qui est chiffré pour le client le mène au but", "what is encrypted for the client leads to the goal"
)
_PLAIN = Text(
    "l'habilitation ne demande aucun chiffrement (id_token_encryption, userinfo_encryption)",
    "the habilitation asks for no encryption (id_token_encryption, userinfo_encryption)",
)
_NO_KEY = Text("le jwks_uri n'a aucune clé pour chiffrer", "the jwks_uri has no key to encrypt with")


@check("FS-CLES-03a", duty=duties.OWN_KEYS)
def what_is_encrypted_is_read(journey: Journey) -> Verdict:
    """Le client pour qui FranceConnect+ chiffre ses réponses va au but."""
    encrypted = _encrypted(journey)
    answered = journey.at("token")
    if not encrypted and answered:
        return Verdict(Result.NOT_APPLICABLE, _DECRYPTED, _PLAIN)
    asked = journey.at(*encrypted)
    if keyless := [e for e in asked if e.refused_by == NO_KEY.id]:
        return broken(_DECRYPTED, _NO_KEY, keyless)
    served = [e for e in asked if e.response.status == 200]
    return _went_on(journey, served[-1]) if served else unseen(journey, _DECRYPTED)


def _encrypted(journey: Journey) -> tuple[str, ...]:
    """The endpoints whose answer the registration wants encrypted."""
    login = journey.context.habilitation.franceconnect
    if login is None:
        return ()
    asked = {"token": login.id_token_encryption, "userinfo": login.userinfo_encryption}
    return tuple(endpoint for endpoint, encryption in asked.items() if encryption.alg)


def _went_on(journey: Journey, served: Exchange) -> Verdict:
    """Connected after it, the client has read it; any other page tells that something failed, and not what."""
    pages = journey.seen_since(served)
    if reached := [o for o in pages if o.oracle in GOALS]:
        return on_page(Result.PASS, _DECRYPTED, reached[0], (served.n,))
    if journey.trouble is not None or not pages:
        return unseen(journey, _DECRYPTED)
    return Verdict(Result.REVIEW, _DECRYPTED, PAGES[pages[-1].oracle], (served.n,), (pages[-1].n,), Evidence.OBSERVED)
