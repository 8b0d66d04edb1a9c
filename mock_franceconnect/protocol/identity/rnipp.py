"""The RNIPP's part, as a téléservice sees it: an identity made regular. Who is refused is in `verify`.

Source: `documents.published_code`, libs/rnipp: an unknown day or month becomes the first, a birth abroad has no place, given names are a list.
"""

from mock_franceconnect.protocol.identity.citizens import Told
from rulebook.formats.persona import FRANCE, Identity


def rectified(told: Told) -> Identity:
    """What the RNIPP answers to `told`, when it knows nobody better: the same, made regular."""
    given = tuple(told.given_name.split())
    return Identity.model_construct(
        family_name=told.family_name,
        given_name=" ".join(given),
        given_name_array=given,
        preferred_username=told.preferred_username or None,
        gender=told.gender,
        birthdate=told.birthdate.replace("-00", "-01"),
        idp_birthdate=told.birthdate,
        birthplace=told.birthplace if told.birthcountry == FRANCE else "",
        birthcountry=told.birthcountry,
        email=told.email,
    )
