"""Income tax as a pure calculator: a declaration in, the whole notice out, in integers, with the article of each step.

`parametres` reads the law of a year, `foyer` is what is declared, `avis.calculer` computes; `champs`, `facture`, `etapes`, `lep`
and `ifi` say the result in the words of the API and of a reader. The names of modules are those of the tax.
"""

ANNEES = range(2021, 2026)  # income years whose law is published
