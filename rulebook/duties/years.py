"""What a téléservice owes to income years: those of its contract, those that exist, what changes from one to the next."""

from rulebook import documents
from rulebook.duty import NOTICE, Duty, Strength
from rulebook.source import Text

YEAR = Duty(
    id="API-ANNEE-01",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice ne demande que les années de revenus de son habilitation.",
        "The téléservice asks only for the income years of its habilitation.",
    ),
    mend=Text(
        "Calculez l'année à partir de la date du jour et du contrat (`dgfip_annee_n_moins_…`) ; n'écrivez aucune année en dur. L'année demandée est celle des revenus, non celle de l'avis.",
        "Compute the year from today's date and the contract (`dgfip_annee_n_moins_…`); hard-code no year. The year asked is that of the income, not of the notice.",
    ),
    source=documents.terms("CGU §4 : droits contrôlés par année"),
    applies=NOTICE,
    rows=("G.4",),
)

YEAR_FALLBACK = Duty(
    id="API-ANNEE-02",
    strength=Strength.MUST,
    says=Text(
        "Quand la dernière année n'est pas encore taxée, le téléservice se replie sur la précédente.",
        "When the last year is not taxed yet, the téléservice falls back on the previous one.",
    ),
    mend=Text(
        "Sur 410 (code 4101), refaites l'appel avec l'année précédente si l'habilitation la donne, et dites au citoyen quelle année a servi. Ne codez pas le calendrier en dur : il change chaque été.",
        "On 410 (code 4101), call again with the previous year if the habilitation gives it, and tell the citizen which year was used. Do not hard-code the calendar: it changes every summer.",
    ),
    source=documents.presentation("§6.3.1"),
    applies=NOTICE,
    rows=("G.15",),
)

CODES = Duty(
    id="API-ANNEE-03",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice supporte que les cases, les lignes et les champs de l'avis changent d'une année à l'autre.",
        "The téléservice copes with boxes, lines and fields of the notice that change from one year to the next.",
    ),
    mend=Text(
        "Lisez les cases et les champs dont vous avez besoin et laissez passer les autres : ce que vous ne connaissez pas n'est pas une panne. Réglez votre désérialiseur pour qu'il ignore les champs inconnus.",
        "Read the boxes and fields that you need and let the others pass: what you do not know is no failure. Set your deserialiser to ignore unknown fields.",
    ),
    source=documents.presentation("§6.2, et OpenAPI publiées : `metaInfo` n'est que dans celle de 2023"),
    applies=NOTICE,
    rows=("G.15",),
)

SERVED = Duty(
    id="API-ANNEE-04",
    strength=Strength.MUST,
    says=Text(
        "Quand la ressource choisit elle-même l'année, le téléservice lit dans `annRevenu` celle qui a servi.",
        "When the resource chooses the year by itself, the téléservice reads in `annRevenu` which one was served.",
    ),
    mend=Text(
        "Avec `dernieresituation`, prenez l'année dans `annRevenu` et dites-la au citoyen ; ne la déduisez pas de la date du jour.",
        "With `dernieresituation`, take the year from `annRevenu` and tell it to the citizen; do not deduce it from today's date.",
    ),
    source=documents.presentation("§5.3"),
    applies=NOTICE,
)


ALL = (
    YEAR,
    YEAR_FALLBACK,
    CODES,
    SERVED,
)
