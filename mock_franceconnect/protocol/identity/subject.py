"""Who a citizen is for one partner: the pairwise `sub`, computed from the identity of the RNIPP.

Source: `documents.published_code`, libs/cryptography-fcp. No birthplace counts outside France, and strings are hashed as Node's "binary": the low byte
of each UTF-16 unit. Who comes through the European bridge has no such identity: the bridge's own `sub` stands for it.
"""

import hashlib
from base64 import b64encode

from mock_franceconnect.protocol.identity.citizens import Citizen
from rulebook.formats.persona import FRANCE, Identity


def identity_hash(identity: Identity) -> str:
    """One hash for one person, whoever asks."""
    text = "".join(
        (
            identity.given_name,
            identity.family_name,
            identity.birthdate,
            identity.gender,
            identity.birthplace if identity.birthcountry == FRANCE else "",
            identity.birthcountry,
        )
    )
    try:
        binary = text.encode("latin-1")  # the same bytes, and all that most names need
    except UnicodeEncodeError:
        binary = text.encode("utf-16-le")[::2]
    return b64encode(hashlib.sha256(binary).digest()).decode()


def european_hash(sub: str) -> str:
    """One hash for one European citizen, whoever asks."""
    return b64encode(hashlib.sha256(sub.encode()).digest()).decode()


def sub(citizen: Citizen, partner: str, secret: str) -> str:
    """64 hexadecimal digits and `v1`; two clients of one entity share it."""
    known = european_hash(citizen.told.sub) if citizen.rnipp is None else identity_hash(citizen.rnipp)
    return hashlib.sha256((partner + known + secret).encode()).hexdigest() + "v1"
