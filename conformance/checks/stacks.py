"""How to know a technical trace in the text of a page: what frameworks print when nobody caught the exception."""

import re

# Who prints it → its words as a page shows them, tags out and blanks made one. Each has its line in the tests, and no sentence to a
# citizen has any of them: a path with the number of a line, the name of a debugger, a qualified name of a class.
STACKS = {
    "Python": re.compile(r"Traceback \(most recent call last\)|\bFile \\?\"[^\"]{1,300}\.py\\?\", line \d"),
    "Werkzeug, Starlette": re.compile(r"\b(?:Werkzeug|Starlette) Debugger\b"),
    "Django": re.compile(
        r"You['’]re seeing (?:this error|the help section of this page) because you have|\bDEBUG ?= ?True\b"
    ),
    "PHP": re.compile(
        r"\b[Ff]atal error ?: ?Uncaught\b|\.php on line \d|\bStack trace ?: ?(?:\\n)?#0 |#\d+ \S{1,300}\.php ?\(\d+\)"
    ),
    "Symfony, Laravel": re.compile(
        r"\bSymfony Exception\b|\.php \(line \d+\)|\bWhoops! There was an error\b"
        r"|\b(?:App|Doctrine|GuzzleHttp|Illuminate|Symfony|Twig)\\{1,2}[A-Z]\w"
    ),
    "Ruby": re.compile(r"\bAction Controller: Exception caught\b|\.rb:\d+:in [`'‘]|\.rb:\d+:in \w|\bRails\.root: "),
    "Node": re.compile(
        r"\bat Object\.(?:<anonymous>)? ?\(|[/\\]node_modules[/\\]"
        r"|\bat (?:[^()/]{1,120} \()?(?:file://|node:|/|[A-Z]:\\)[^\s()]{1,300}:\d+:\d+\b"
    ),
    "Java": re.compile(
        r"\bat [\w$./@<>]{1,300}\((?:[\w$]+\.(?:java|kt|scala|groovy):\d+|Native Method|Unknown Source)\)|\bCaused by ?: ?\w+(?:\.\w+){2}"
        r"|\bWhitelabel Error Page\b|\b[Tt]ype Exception [Rr]eport\b|\bException in thread \\?\""
    ),
    ".NET": re.compile(
        r"\bServer Error in '/[^']{0,200}' Application\b|\bErreur du serveur dans l['’]application '/"
        r"|\.(?:cs|vb|fs|cshtml) ?: ?(?:line|ligne) \d|\bAn unhandled exception occurred while processing the request\b"
    ),
    "Go": re.compile(r"\bgoroutine \d+ \[running\]|\.go:\d+ \+0x[0-9a-f]"),
    "SQL": re.compile(r"\bSQLSTATE\[\w{5}\]|\bORA-\d{5}: "),
}


def told(text: str) -> list[str]:
    """Who left a trace in that text."""
    return [name for name, words in STACKS.items() if words.search(text)]
