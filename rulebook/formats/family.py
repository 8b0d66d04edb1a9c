"""Whether a household can be: each rule refuses with a sentence that says what to do. Pure; the place is relative to the table checked."""

import re
from collections.abc import Mapping
from datetime import date

from rulebook.boxes import BOXES, SECOND_DECLARANT, near
from rulebook.formats.persona import FRANCE, Situation
from rulebook.formats.reading import Unreadable, wrong

FIRST_LAW = 2021  # no notice of an earlier income year can be computed
MOST = 999_999_999_999  # euros in a box
_CROWD = 99  # people of one letter
ADULT = 18  # reached in the year: a first return, a number
# A letter that counts some of another's: cards among children.
_AMONG = (("G", "F"), ("I", "H"))
_ALONE, _SECOND = ("T", "L", "N"), ("F", "S")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def check_names(given_name: str | None, given_name_array: tuple[str, ...] | None) -> None:
    """`given_name` follows from the list, and never the other way round: a given name may hold a space."""
    if given_name is None:
        return
    if given_name_array is None:
        raise wrong(
            "énoncez given_name_array : un prénom peut contenir une espace, given_name s'en déduit",
            "state given_name_array: a given name may hold a space, given_name follows from it",
            "given_name",
        )
    if given_name != " ".join(given_name_array):
        raise wrong(
            "given_name doit être la liste given_name_array jointe par une espace, ou s'omettre",
            "given_name must be the list given_name_array joined by a space, or be left out",
            "given_name",
        )


def check_birthdate(birthdate: str | None, idp_birthdate: str | None) -> None:
    """A day of the calendar; what the identity provider knows of it is the same, less what is unknown."""
    if birthdate is not None:
        try:
            date.fromisoformat(birthdate)
        except ValueError:
            raise wrong(
                f"{birthdate} n'est pas un jour : d'un jour ou d'un mois inconnu, FranceConnect donne le premier (01)",
                f"{birthdate} is no day: of an unknown day or month, FranceConnect gives the first (01)",
                "birthdate",
            ) from None
    if idp_birthdate is not None and idp_birthdate.replace("-00", "-01") != birthdate:
        raise wrong(
            f"idp_birthdate est birthdate où l'inconnu vaut 00 : {idp_birthdate} veut birthdate {idp_birthdate.replace('-00', '-01')}",
            f"idp_birthdate is birthdate with 00 for the unknown: {idp_birthdate} needs birthdate {idp_birthdate.replace('-00', '-01')}",
            "idp_birthdate",
        )


def check_birthplace(birthplace: str | None, birthcountry: str | None) -> None:
    """A place in France or a country elsewhere."""
    if birthplace and birthcountry not in {None, FRANCE}:
        raise wrong(
            f"né à l'étranger ({birthcountry}), birthplace est vide ; né en France, birthcountry est {FRANCE} : ôtez l'un des deux",
            f"born abroad ({birthcountry}), birthplace is empty; born in France, birthcountry is {FRANCE}: remove one of them",
            "birthplace",
        )
    if not birthplace and (birthplace is not None or birthcountry == FRANCE) and birthcountry in {None, FRANCE}:
        raise wrong(
            f"il manque la commune de naissance (code INSEE), ou un pays autre que {FRANCE} dans birthcountry",
            f"the commune of birth is missing (INSEE code), or a country other than {FRANCE} in birthcountry",
            "birthplace" if birthplace is not None else "birthcountry",
        )


def check_email(email: str | None) -> None:
    """Something before and after the @, as FranceConnect wants of every identity provider."""
    if email is not None and not EMAIL.fullmatch(email):
        raise wrong(
            f"{email} n'est pas une adresse électronique : écrivez par exemple prenom.nom@example.org",
            f"{email} is no e-mail address: write for instance prenom.nom@example.org",
            "email",
        )


def check_situation(situation: Situation) -> None:
    """Numbers of people that can be, and boxes that go with the status."""
    enfants = {str(lettre): nombre for lettre, nombre in situation.enfants.items()}
    for lettre, nombre in enfants.items():
        if nombre < 0:
            raise wrong(
                f"{lettre} = {nombre} : un nombre de personnes n'est jamais négatif",
                f"{lettre} = {nombre}: a number of people is never negative",
                *("situation", "enfants"),
            )
        if nombre > _CROWD:
            raise wrong(
                f"{lettre} = {nombre} : aucun foyer n'est si nombreux, {_CROWD} au plus",
                f"{lettre} = {nombre}: no household is so large, {_CROWD} at most",
                *("situation", "enfants"),
            )
    for part, whole in _AMONG:
        if enfants.get(part, 0) > enfants.get(whole, 0):
            raise wrong(
                f"{part} compte des enfants déjà comptés en {whole} : {part} ne peut pas dépasser {whole}, ajoutez-les à {whole}",
                f"{part} counts children already counted in {whole}: {part} cannot exceed {whole}, add them to {whole}",
                *("situation", "enfants"),
            )
    _check_cases(situation)


def _check_cases(situation: Situation) -> None:
    couple, cases = situation.sit_fam in {"M", "O"}, situation.cases
    if couple and (alone := [case for case in cases if case in _ALONE]):
        raise wrong(
            f"la case {alone[0]} dit que l'on vit seul : ôtez-la, ou changez la situation {situation.sit_fam} en C, D ou V",
            f"box {alone[0]} says that one lives alone: remove it, or change the situation {situation.sit_fam} to C, D or V",
            *("situation", "cases"),
        )
    if not situation.commune and (second := [case for case in cases if case in _SECOND]):
        raise wrong(
            f"la case {second[0]} concerne un couple imposé ensemble : ôtez-la, ou changez la situation en M ou O",
            f"box {second[0]} is about a couple taxed together: remove it, or change the situation to M or O",
            *("situation", "cases"),
        )
    if {"T", "N"} <= set(cases):
        raise wrong(
            "la case T dit que l'on vit seul, la case N que non : ôtez l'une des deux",
            "box T says that one lives alone, box N that one does not: remove one of them",
            *("situation", "cases"),
        )
    if situation.imposition_separee and not couple:
        raise wrong(
            "l'imposition séparée se choisit l'année d'un mariage ou d'un PACS : la situation est alors M ou O",
            "separate taxation is chosen in the year of a marriage or a PACS: the situation is then M or O",
            *("situation", "imposition_separee"),
        )


def check_letter(stated: str | None, situation: Situation) -> None:
    """The letter of the notice is that of the return."""
    if stated not in {None, situation.sit_fam}:
        raise wrong(
            f"sitFam {stated} dans l'avis d'un foyer {situation.sit_fam} : changez l'un des deux",
            f"sitFam {stated} in the notice of a household {situation.sit_fam}: change one of them",
            *("avis", "sitFam"),
        )


def check_boxes(declaration: Mapping[str, int], situation: Situation) -> None:
    """Known boxes, amounts that are not negative, none of a second declarant who does not exist."""
    for box, amount in declaration.items():
        if box not in BOXES:
            said_fr, said_en = " ou ".join(near(box)), " or ".join(near(box))
            raise wrong(
                f"case inconnue de la déclaration 2042 : {box}" + (f" (vouliez-vous {said_fr} ?)" if said_fr else ""),
                f"box unknown to the return 2042: {box}" + (f" (did you mean {said_en}?)" if said_en else ""),
                *("declaration", box),
            )
        if amount < 0:
            raise wrong(
                f"la case {box} ne peut pas être négative : un déficit a sa propre case (4BC, 5KF, 5QE…), une perte aussi (3VH)",
                f"box {box} cannot be negative: a deficit has its own box (4BC, 5KF, 5QE…), and so has a loss (3VH)",
                *("declaration", box),
            )
        if amount > MOST:
            raise wrong(
                f"la case {box} dépasse {MOST} : un montant est en euros, sans centimes",
                f"box {box} exceeds {MOST}: an amount is in euros, without cents",
                *("declaration", box),
            )
        if box in SECOND_DECLARANT and not situation.commune:
            raise no_second_declarant(situation, "declaration", box)


def no_second_declarant(situation: Situation, *at: str) -> Unreadable:
    """What to say of a second declarant in a household of one."""
    lettre = situation.sit_fam
    if situation.imposition_separee:
        return wrong(
            f"imposé séparément, un foyer {lettre} n'a pas de second déclarant : ôtez-le, ou ôtez imposition_separee",
            f"taxed apart, a household {lettre} has no second declarant: remove it, or remove imposition_separee",
            *at,
        )
    return wrong(
        f"un foyer {lettre} n'a pas de second déclarant : ôtez-le, ou changez la situation en M ou O",
        f"a household {lettre} has no second declarant: remove it, or change the situation to M or O",
        *at,
    )


def check_law(annee: int | None) -> None:
    """What is not stated is computed, under a law that must be known."""
    if annee is not None and annee < FIRST_LAW:
        raise wrong(
            f"aucune loi n'est connue avant {FIRST_LAW} : énoncez l'avis entier de {annee} (rfr, sitFam, nbPart…)",
            f"no law is known before {FIRST_LAW}: state the whole notice of {annee} (rfr, sitFam, nbPart…)",
            "annee",
        )


def check_alive(deces: date | None, annee: int | None, rank: int) -> None:
    """Nobody has a notice about a year after their death."""
    if deces is not None and annee is not None and annee > deces.year:
        raise wrong(
            f"aucun avis sur les revenus {annee} : la personne est décédée le {deces}",
            f"no notice about the income of {annee}: the person died on {deces}",
            *("foyer", rank, "annee"),
        )


def check_age(birthdate: str | None, annee: int | None, rank: int) -> None:
    """Nobody declares before 18; a minor counts in the household of their parents."""
    if birthdate is not None and annee is not None and int(birthdate[:4]) + ADULT > annee:
        raise wrong(
            f"né le {birthdate}, mineur en {annee} : un mineur ne déclare pas, ôtez cette année ou écrivez foyer = []",
            f"born on {birthdate}, a minor in {annee}: a minor files no return, remove that year or write foyer = []",
            *("foyer", rank, "annee"),
        )
