"""Is registered for tokens signed with the secret that it shares with FranceConnect."""

from gallery.member import Member

MEMBER = Member(
    duty="FS-ALG-02",
    module="fs-parcours",
    fr="Il est enregistré pour des jetons signés HS256.",
    en="It is registered for tokens signed HS256.",
    registered={"franceconnect": {"id_token_alg": "HS256"}},
)
