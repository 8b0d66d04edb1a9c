"""What application.toml and habilitation.toml say to each other: everything that needs no network."""

import json
from collections.abc import Iterator

from conformance.drivers.page import Page
from conformance.drivers.trouble import Stuck
from conformance.journey import origin
from conformance.plans import CAPABILITIES, WALKED
from rulebook import usage
from rulebook.duty import Capability
from rulebook.formats.application import Application, Look
from rulebook.formats.habilitation import Habilitation
from rulebook.platforms import PLATFORMS
from rulebook.source import Text
from rulebook.tax_scopes import TAX_SCOPES


def disagreements(application: Application, habilitation: Habilitation) -> Iterator[Text]:
    """What one file says and the other does not, or neither can mean."""
    base, recipes = application.base_url, application.driver.http
    declared = frozenset(application.capabilities)
    if not origin(base).startswith(("http://", "https://")):
        yield Text(f"base_url « {base} » n'est pas une adresse http.", f'base_url "{base}" is not an http address.')
    for parcours, about in CAPABILITIES.items():
        said = ", ".join(sorted(declared & about))
        missing = [name for name in WALKED[parcours] if getattr(recipes, name) is None]
        for name in missing if said else ():
            yield Text(
                f"application.toml déclare {said} sans dire comment y aller : ajoutez [driver.http.{name}].",
                f"application.toml declares {said} but not how to get there: add [driver.http.{name}].",
            )
    yield from _contract_gaps(declared, habilitation)
    yield from _scope_gaps(declared, habilitation)
    yield from _closed_usage(application, habilitation)
    yield from _addresses_elsewhere(application, habilitation)
    yield from _unreadable_selectors(application)


def _contract_gaps(declared: frozenset[Capability], habilitation: Habilitation) -> Iterator[Text]:
    modality = habilitation.api_impot.modality if habilitation.api_impot else ()
    gaps = (
        (Capability.FRANCECONNECT, habilitation.franceconnect is not None, "[franceconnect]"),
        (Capability.LOGOUT, habilitation.franceconnect is not None, "[franceconnect]"),
        (Capability.API_FRANCECONNECT, "with_france_connect" in modality, "[api_impot] modality with_france_connect"),
        (Capability.API_SPI, "with_spi" in modality, "[api_impot] modality with_spi"),
        (
            Capability.API_ETAT_CIVIL,
            habilitation.sfip is not None or habilitation.r2p is not None or "with_etat_civil" in modality,
            "[sfip]",
        ),
    )
    for capability, given, where in gaps:
        if capability in declared and not given:
            yield Text(
                f"application.toml déclare {capability}, l'habilitation n'a pas {where}.",
                f"application.toml declares {capability}, the habilitation lacks {where}.",
            )


def _scope_gaps(declared: frozenset[Capability], habilitation: Habilitation) -> Iterator[Text]:
    """Tax scopes that one contract grants and the other ignores: FranceConnect asks consent for its own only, the API serves its own only."""
    login, contract = habilitation.franceconnect, habilitation.api_impot
    if Capability.API_FRANCECONNECT not in declared or login is None or contract is None:
        return
    granted = [name for name in contract.scopes if _is_shared(name)]
    registered = [name for name in login.scopes if _is_shared(name)]
    for beyond, here, there in (
        (sorted({*registered} - {*granted}), "[franceconnect].scopes", "[api_impot].scopes"),
        (sorted({*granted} - {*registered}), "[api_impot].scopes", "[franceconnect].scopes"),
    ):
        if beyond:
            names = ", ".join(beyond)
            yield Text(
                f"habilitation.toml : {names} dans {here} et non dans {there}, or une donnée fiscale se lit avec les deux : "
                f"ajoutez-les à {there}, ou retirez-les de {here}.",
                f"habilitation.toml: {names} in {here} and not in {there}, but a tax datum is read with both: "
                f"add them to {there}, or take them out of {here}.",
            )


def _closed_usage(application: Application, habilitation: Habilitation) -> Iterator[Text]:
    """What the application declares to use and cannot receive: the declaration is wrong, or the contract is."""
    declared = application.usage
    if declared is None:
        return
    login, contracts = habilitation.franceconnect, (habilitation.api_impot, habilitation.sfip)
    scopes = [scope for contract in contracts if contract for scope in contract.scopes]
    requirements = habilitation.api_impot.specific_requirements if habilitation.api_impot else ()
    if closed := usage.closed_fields(declared.fields or (), scopes, requirements):
        names = ", ".join(closed)
        yield Text(
            f"application.toml : [usage].fields déclare {names}, qu'aucun scope de l'habilitation n'ouvre : retirez-les, ou demandez leur scope.",
            f"application.toml: [usage].fields declares {names}, which no scope of the habilitation opens: take them out, or ask for their scope.",
        )
    given = (login.scopes, login.platform) if login else ((), "low")
    if closed := usage.closed_claims(declared.claims or (), *given):
        names = ", ".join(closed)
        yield Text(
            f"application.toml : [usage].claims déclare {names}, qu'aucun scope de l'habilitation ne donne : retirez-les, ou demandez leur scope.",
            f"application.toml: [usage].claims declares {names}, which no scope of the habilitation gives: take them out, or ask for their scope.",
        )


def to_declare(habilitation: Habilitation) -> Text:
    """What to write for a plan that compares what is received to what is declared."""
    contract, login = habilitation.api_impot, habilitation.franceconnect
    fields = usage.undeclared_fields((), contract.scopes, contract.specific_requirements) if contract else ()
    claims = PLATFORMS[login.platform].claims_of(login.scopes) if login else ()
    listed = f"[usage]\nfields = {json.dumps(fields)}\nclaims = {json.dumps([one for one in claims if one != 'sub'])}"
    return Text(
        "Ce plan compare ce que le client reçoit à ce que la démarche déclare utiliser, et application.toml ne déclare rien. Ajoutez-lui "
        f"ce que l'habilitation ouvre, moins ce dont la démarche ne se sert pas :\n{listed}",
        "This plan compares what the client receives to what the démarche declares to use, and application.toml declares nothing. Add to it "
        f"what the habilitation opens, less what the démarche does not use:\n{listed}",
    )


def _is_shared(name: str) -> bool:
    return name in TAX_SCOPES and TAX_SCOPES[name].franceconnect and TAX_SCOPES[name].datapass


def _addresses_elsewhere(application: Application, habilitation: Habilitation) -> Iterator[Text]:
    """Registered addresses that lead the citizen away from the client that is driven."""
    login, base = habilitation.franceconnect, application.base_url
    if login is None:
        return
    leaves = Capability.LOGOUT in application.capabilities
    registered = (
        *(("redirect_uri", uri) for uri in login.redirect_uris),
        *(("post_logout_redirect_uri", uri) for uri in login.post_logout_redirect_uris if leaves),
    )
    for name, uri in registered:
        if origin(uri) != origin(base):
            yield Text(
                f"{name} {uri} n'est pas sous base_url {base} : le citoyen reviendrait ailleurs.",
                f"{name} {uri} is not under base_url {base}: the citizen would come back elsewhere.",
            )
    if leaves and not login.post_logout_redirect_uris:
        yield Text(
            "application.toml sait se déconnecter ([driver.http.logout]), l'habilitation n'a aucune adresse de retour : "
            "ajoutez-la à post_logout_redirect_uris.",
            "application.toml can log out ([driver.http.logout]), the habilitation has no address to come back to: "
            "add it to post_logout_redirect_uris.",
        )


def _unreadable_selectors(application: Application) -> Iterator[Text]:
    oracle, recipes = application.oracle, application.driver.http
    looks: list[Look] = [oracle.error, oracle.refused, oracle.result, oracle.connected]
    walked = (recipes.franceconnect, recipes.spi, recipes.etat_civil, recipes.logout)
    steps = [step for recipe in walked if recipe for step in recipe.steps]
    looks += [step.expect for step in steps if step.expect]
    selectors = [look.selector for look in looks] + [step.click or step.submit for step in steps]
    blank = Page(application.base_url, 200, "")
    for selector in dict.fromkeys(selector for selector in selectors if selector is not None):
        try:
            blank.find(selector)
        except Stuck as stuck:
            yield Text(f"application.toml : {stuck.says.fr}", f"application.toml: {stuck.says.en}")
