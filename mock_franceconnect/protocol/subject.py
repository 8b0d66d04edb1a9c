"""Who a citizen is for one partner: the pairwise `sub`, computed from the pivot identity.

Source: franceconnect fact sheet E. No birthplace counts outside France, and strings are hashed as Node's "binary": the low byte
of each UTF-16 unit.
"""

import hashlib
from base64 import b64encode

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
    return b64encode(hashlib.sha256(text.encode("utf-16-le")[::2]).digest()).decode()


def sub(identity: Identity, partner: str, secret: str) -> str:
    """64 hexadecimal digits and `v1`; two clients of one entity share it."""
    return hashlib.sha256((partner + identity_hash(identity) + secret).encode()).hexdigest() + "v1"
