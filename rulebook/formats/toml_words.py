"""What Python's TOML parser says, in both languages: its sentences begin by these words, which its reader then never sees in another language."""

from collections.abc import Mapping
from types import MappingProxyType

# Beginning of a sentence of `tomllib`, longest first where one begins another → in French. What it quotes is left out: the line is told.
_FRENCH: Mapping[str, str] = MappingProxyType(
    {
        "Invalid statement": "ni une table entre crochets, ni une clé suivie de « = »",
        "Expected newline or end of document after a statement": "il manque une fin de ligne après une valeur",
        "Expected newline or end of document": "il manque une fin de ligne après une valeur",
        "Expected ']]' at the end of an array declaration": "il manque « ]] » après le nom d'une liste de tables",
        "Expected ']' at the end of a table declaration": "il manque « ] » après le nom d'une table",
        "Expected '=' after a key in a key/value pair": "il manque « = » après une clé",
        "Invalid initial character for a key part": "une clé s'écrit en lettres sans accent, chiffres, - et _, ou entre guillemets",
        "Found invalid character": "un caractère interdit",
        "Illegal character": "un caractère interdit, ou une fin de ligne au milieu d'un texte",
        "Cannot declare": "une table est donnée deux fois",
        "Cannot overwrite a value": "une clé est donnée deux fois",
        "Cannot mutate immutable namespace": "une table est complétée ailleurs qu'à sa place",
        "Cannot redefine namespace": "une table est complétée ailleurs qu'à sa place",
        "Duplicate inline table key": "une clé est donnée deux fois",
        "Unclosed array": "une liste n'est pas fermée par « ] »",
        "Unclosed inline table": "une table n'est pas fermée par « } »",
        "Unescaped '\\' in a string": "« \\ » s'écrit « \\\\ » dans un texte",
        "Invalid hex value": "un caractère échappé n'existe pas",
        "Escaped character is not a Unicode scalar value": "un caractère échappé n'existe pas",
        "Unterminated string": "un texte n'est pas fermé par son guillemet",
        "Invalid date or datetime": "une date ou une heure n'existe pas",
        "Invalid value": "une valeur n'est ni un texte entre guillemets, ni un nombre, ni une date, ni true, ni false",
        "Expected": "il manque un signe",
    }
)


def in_french(message: str) -> str:
    """That sentence in French; nothing when the parser has a new one."""
    return next((french for beginning, french in _FRENCH.items() if message.startswith(beginning)), "")
