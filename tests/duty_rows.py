"""The rows of the facts that state duties of a téléservice, written by hand.

`I` is the table of rules on the service provider (FranceConnect), `G` that of obligations (API Impôt particulier), in their order.
"""

FRANCECONNECT = (
    "authorization code flow only",
    "acr_values, nonce of 22 characters, state, exact redirect_uri, no unsupported parameter",
    "state and nonce unique, and verified",
    "signatures of id_token and userinfo verified",
    "keys fetched regularly; refetch and retry",
    "no HS256",
    "returned acr at least the one asked",
    "amr checked if needed",
    "errors on the callback handled",
    "extra iss tolerated, and checked",
    "code within 30 s, userinfo right after, no code twice",
    "the key of an account is sub",
    "no refresh token, at_hash or identity claim expected",
    "missing and unusual identities handled",
    "logout by the browser, registered return, state checked",
    "FranceConnect+: keys published, JWE decrypted",
    "no real personal data in the sandbox",
    "https redirect addresses outside the low sandbox",
    "button, mention, TLS, token storage, production checklist",
)
API_IMPOT = (
    "the citizen is told which data, from where, for what",
    "consent, before the call",
    "legal notices from every screen",
    "contracted resources, years and purposes only",
    "the SPI kept for the transaction only",
    "LEP: the bank erases the SPI",
    "never the NIR as key",
    "one ID_Teleservice a use case, at each call",
    "fresh X-Correlation-ID",
    "OAuth 2.0 rules: secret on the server, TLS, tokens not logged",
    "client certificate and declared IP",
    "secured silo, authorised agents",
    "traceability and periodic controls",
    "retention as declared",
    "year availability handled, evolving codes",
    "an error is never no income",
    "quota respected",
    "homologation",
    "acceptance attested before production",
    "data breach",
    "subcontracting announced",
    "contacts kept current",
    "DGFiP contact points never given to users",
    "changes announced",
    "civil status: SFiP rather than R2P",
    "staff secrecy and training",
)
ROWS = {
    f"{table}.{n}": says for table, rows in (("I", FRANCECONNECT), ("G", API_IMPOT)) for n, says in enumerate(rows, 1)
}
