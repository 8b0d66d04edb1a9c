"""What the console says while a person is at work: where to go, who to be, what passes, what to mend."""

from collections.abc import Iterator
from datetime import datetime

from conformance.events import Passed, YourTurn
from conformance.language import mark as _
from conformance.reports.labels import Say

_PEOPLE = 8


def turn(event: YourTurn, say: Say, language: str) -> Iterator[str]:
    """What the person has to do, the addresses and credentials that their client needs, and as whom they may log in."""
    yield ""
    if event.client:
        yield say(_("À vous : servez-vous de votre téléservice, à {client}, dans votre navigateur.")).format(
            client=event.client
        )
    else:
        yield say(_("À vous : servez-vous de votre téléservice, dans votre navigateur."))
    yield say(_("Rien n'est troublé ; ce que le banc refuse est dit ici, et l'observation continue."))
    yield ""
    told = {"FranceConnect": event.issuer, "API Impôt particulier": event.gateway, **event.credentials.model_dump()}
    for name, value in told.items():
        if value:
            yield f"  {name:<22} {value}"
    yield ""
    yield say(_("Qui peut se connecter (identifiant, qui est aussi le SPI) :"))
    for persona in event.personas[:_PEOPLE]:
        lesson = persona.lesson_en if language == "en" else persona.lesson_fr
        yield f"  {persona.login}  {persona.id:<20} {lesson}"
    yield ""
    yield say(_("Fin : Entrée, Ctrl-C, ou d'elle-même dans {left}.")).format(left=left(event.seconds))


def passed(event: Passed, say: Say, language: str) -> Iterator[str]:
    """One exchange, as the bench saw it; and what to mend when it refused it."""
    seen = event.exchange
    at = datetime.fromtimestamp(seen.at).astimezone().strftime("%H:%M:%S")
    path = seen.request.url.partition("?")[0]
    yield f"  {at}  {seen.endpoint or '?':<18} {seen.response.status}  {seen.request.method} {path}"
    if event.advice is not None:
        yield f"      {say(_('à corriger'))} : {event.advice.in_(language)}"


def left(seconds: float) -> str:
    """Minutes and seconds."""
    minutes, rest = divmod(max(round(seconds), 0), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
