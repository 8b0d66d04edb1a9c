"""Is registered with an address to come back to that anybody on the way can read."""

from gallery.member import Member

MEMBER = Member(
    duty="FS-REDIRECT-02",
    module="fs-parcours",
    fr="Son adresse de retour est en http.",
    en="Its address to come back to is http.",
    registered={"franceconnect": {"redirect_uris": ["http://cantine.villefictive.example/franceconnect/retour"]}},
    stopped_by="https",
)
