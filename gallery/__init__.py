"""CLIENTS WRONG ON PURPOSE: each one is the reference client but for one decision, and breaks one duty.

They prove the judge: a check that no member fails has never been seen to work. Listed in the order of the journey.
"""

from collections.abc import Mapping
from types import MappingProxyType

from gallery import (
    alg_none_accepte,
    annee_hors_contrat,
    annee_sans_repli,
    aud_ignore,
    code_rejoue,
    correlation_constante,
    correlation_sans_tirets,
    deconnexion_sans_jeton,
    exp_ignore,
    iss_ignore,
    jeton_en_direct,
    jeton_fc_habille,
    niveau_non_dit,
    nonce_constant,
    nonce_court,
    nonce_ignore,
    panne_en_zero,
    parametre_de_trop,
    renoncement_ignore,
    ressource_hors_contrat,
    retour_iss_ignore,
    scope_de_trop,
    scope_sans_openid,
    session_gardee,
    signature_ignoree,
    spi_dans_adresse,
    state_constant,
    state_court,
    state_ignore,
    teleservice_perdu,
    userinfo_signature_ignoree,
    userinfo_sub_ignore,
)
from gallery.member import Member

MEMBERS: Mapping[str, Member] = MappingProxyType(
    {
        "jeton-en-direct": jeton_en_direct.MEMBER,
        "parametre-de-trop": parametre_de_trop.MEMBER,
        "scope-sans-openid": scope_sans_openid.MEMBER,
        "scope-de-trop": scope_de_trop.MEMBER,
        "niveau-non-dit": niveau_non_dit.MEMBER,
        "nonce-court": nonce_court.MEMBER,
        "nonce-constant": nonce_constant.MEMBER,
        "state-court": state_court.MEMBER,
        "state-constant": state_constant.MEMBER,
        "state-ignore": state_ignore.MEMBER,
        "retour-iss-ignore": retour_iss_ignore.MEMBER,
        "renoncement-ignore": renoncement_ignore.MEMBER,
        "code-rejoue": code_rejoue.MEMBER,
        "signature-ignoree": signature_ignoree.MEMBER,
        "userinfo-signature-ignoree": userinfo_signature_ignoree.MEMBER,
        "alg-none-accepte": alg_none_accepte.MEMBER,
        "nonce-ignore": nonce_ignore.MEMBER,
        "iss-ignore": iss_ignore.MEMBER,
        "aud-ignore": aud_ignore.MEMBER,
        "exp-ignore": exp_ignore.MEMBER,
        "userinfo-sub-ignore": userinfo_sub_ignore.MEMBER,
        "correlation-sans-tirets": correlation_sans_tirets.MEMBER,
        "correlation-constante": correlation_constante.MEMBER,
        "teleservice-perdu": teleservice_perdu.MEMBER,
        "jeton-fc-habille": jeton_fc_habille.MEMBER,
        "ressource-hors-contrat": ressource_hors_contrat.MEMBER,
        "annee-hors-contrat": annee_hors_contrat.MEMBER,
        "annee-sans-repli": annee_sans_repli.MEMBER,
        "panne-en-zero": panne_en_zero.MEMBER,
        "spi-dans-adresse": spi_dans_adresse.MEMBER,
        "deconnexion-sans-jeton": deconnexion_sans_jeton.MEMBER,
        "session-gardee": session_gardee.MEMBER,
    }
)
