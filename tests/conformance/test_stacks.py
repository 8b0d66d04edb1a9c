"""Technical traces, as each framework prints them: one line a marker. Sentences to a citizen have none."""

import pytest
from judge_journeys import CLIENT, at_client, journey

from conformance.checks import CHECKS
from conformance.checks.stacks import STACKS
from rulebook.formats.report import Result

TRACES = [
    ("Python", "<pre>Traceback (most recent call last):\n  File &quot;app.py&quot;</pre>"),
    ("Python", "<p>File &quot;/srv/app.py&quot;, line <b>12</b>, in &lt;module&gt;</p>"),
    ("Werkzeug, Starlette", "<title>KeyError: 'sub' // Werkzeug Debugger</title>"),
    ("Werkzeug, Starlette", "<title>Starlette Debugger</title>"),
    ("Django", "<p>You’re seeing this error because you have <code>DEBUG = True</code> in\n your Django settings file.</p>"),
    ("Django", "<p>You're seeing this error because you have <code>DEBUG = True</code> in your Django settings file.</p>"),
    ("Django", "<p>You’re seeing the help section of this page because you have <code>DEBUG =\n True</code></p>"),
    ("Django", '<p>You are seeing this page because <a href="/">DEBUG=True</a> is in your settings file</p>'),
    ("PHP", "<br />\n<b>Fatal error</b>:  Uncaught PDOException: x"),
    ("PHP", "<b>Warning</b>:  Undefined variable $a in <b>/var/www/index.php</b> on line <b>12</b><br />"),
    ("PHP", "<p>Stack trace:\n#0 {main}</p>"),
    ("PHP", "<p>#1 /var/www/index.php(12): PDO-&gt;__construct()</p>"),
    ("Symfony, Laravel", "<h2>Symfony Exception</h2>"),
    ("Symfony, Laravel", "<span>in <a>src/Controller/<b>Home.php</b></a> (line 12)</span>"),
    ("Symfony, Laravel", "<title>Whoops! There was an error.</title>"),
    ("Symfony, Laravel", "<h1>Illuminate\\Database\\QueryException</h1>"),
    ("Ruby", "<title>Action Controller: Exception caught</title>"),
    ("Ruby", "<pre>app/controllers/home_controller.rb:12:in 'HomeController#show'</pre>"),
    ("Ruby", "<pre>app/models/a.rb:12:in `each&#39;</pre>"),
    ("Ruby", "<code>Rails.root: /srv/app</code>"),
    ("Node", "<pre>Error: x<br> &nbsp; &nbsp;at Object.&lt;anonymous&gt; (/app/x.js:1:2)</pre>"),
    ("Node", "<pre>at async lire (file:///app/x.mjs:10:21)</pre>"),
    ("Node", "<pre>at node:internal/main/run_main_module:17:47</pre>"),
    ("Node", "<pre>at Layer.handle (C:\\app\\node_modules\\express\\lib\\x.js:95:5)</pre>"),
    ("Java", "<pre>java.lang.NullPointerException\n\tat com.x.Y(Y.java:12)</pre>"),
    ("Java", "<pre>at java.base/java.lang.Thread.run(Thread.java:829)</pre>"),
    ("Java", "<pre>at fr.ville.Compte.&lt;init&gt;(Compte.kt:7)</pre>"),
    ("Java", "<pre>at sun.reflect.NativeMethodAccessorImpl.invoke0(Native Method)</pre>"),
    ("Java", "<pre>Caused by: java.net.ConnectException: refused</pre>"),
    ("Java", "<h1>Whitelabel Error Page</h1>"),
    ("Java", "<p><b>Type</b> Exception Report</p>"),
    ("Java", '<pre>Exception in thread "main" x</pre>'),
    (".NET", "<h1>Server Error in '/' Application.</h1>"),
    (".NET", "<h1>Erreur du serveur dans l'application '/'.</h1>"),
    (".NET", "<pre>at Ville.Compte.Lire(String s) in C:\\src\\Compte.cs:line 12</pre>"),
    (".NET", "<pre>à Ville.Compte.Lire(String s) dans C:\\src\\Compte.cs:ligne 12</pre>"),
    (".NET", "<h1>An unhandled exception occurred while processing the request.</h1>"),
    ("Go", "<pre>goroutine 1 [running]:\nmain.main()</pre>"),
    ("Go", "<pre>/srv/main.go:12 +0x1d</pre>"),
    ("SQL", "<p>SQLSTATE[HY000] [2002]</p>"),
    ("SQL", "<p>ORA-00942: table or view does not exist</p>"),
]  # fmt: skip

SENTENCES = [
    "Une erreur est survenue à 12:30:15 (référence 4f2a:12:7). Réessayez dans quelques minutes.",
    "Erreur fatale ? Non : votre dossier est enregistré, ligne 12 du formulaire, voir le fichier dossier.php.",
    "Le service n’a pas répondu. At noon (10:30:15), call us. Rendez-vous at https://ville.example:8443/aide",
    "Trace de votre demande : #0 Cantine, #1 École. Notice : pensez à la pièce d’identité.",
    "Mode de mise au point : non. Concert : Symfony Exceptionnelle. Whoops, something went wrong.",
    "You are seeing this page because you have no child at school. Caused by: your browser.",
    "La route de Java (Indonésie) est fermée. Type d’exception : garde alternée. HTTP 500, Internal Server Error.",
    "Oracle de Delphes, ORA-12 ; rubis.rb ; cs:12",
]


def pages(text: str, **answer: str) -> Result:
    """What the check says of a page."""
    return CHECKS["FS-PAGE-01a"].judge(journey(at_client(1, f"{CLIENT}/", text=text, answer=answer))).result


@pytest.mark.parametrize(("who", "html"), TRACES)
def test_a_trace_is_seen_in_the_page(who: str, html: str) -> None:
    """And the verdict says whose it is."""
    verdict = CHECKS["FS-PAGE-01a"].judge(journey(at_client(1, f"{CLIENT}/", text=html)))
    assert verdict.result is Result.WARNING
    assert who in verdict.received.fr


def test_every_marker_has_its_lines() -> None:
    """None stands in the table unproven."""
    assert {who for who, _ in TRACES} == set(STACKS)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_is_no_trace(text: str) -> None:
    """Times, references, product names, paths: citizens read them every day."""
    assert pages(f"<html><body><p>{text}</p></body></html>") is Result.PASS


def test_what_nobody_reads_is_no_trace() -> None:
    """Addresses of scripts, their code, comments."""
    html = '<script src="/node_modules/dsfr/dsfr.js"></script><script>s="DEBUG=True"</script><!-- DEBUG = True -->'
    assert pages(f"<html>{html}<p>Bonjour</p></html>") is Result.PASS


def test_a_trace_that_is_no_html_is_read_as_it_is_printed() -> None:
    """Plain text and JSON have no tags to take out."""
    node = "Error: x\n    at Object.<anonymous> (/app/x.js:1:2)"
    assert pages(node, **{"content-type": "text/plain"}) is Result.WARNING
    json = '{"stack": "Error: x\\n    at Object.<anonymous> (/app/x.js:1:2)"}'
    assert pages(json, **{"content-type": "application/json"}) is Result.WARNING
