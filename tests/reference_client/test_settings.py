"""The environment becomes settings, or one sentence that names the variable to mend."""

from datetime import date

import pytest

from reference_client.settings import BadSetting, alone, settings_from

ENVIRON = {
    "FC_ISSUER": "http://localhost:8701/api/v2",
    "FC_CLIENT_ID": "client",
    "FC_CLIENT_SECRET": "planted-secret",
    "API_GATEWAY": "http://localhost:8703",
    "APIM_KEY": "key",
    "APIM_SECRET": "planted-apim-secret",
    "ID_TELESERVICE": "CANTINE",
}


def test_what_is_not_said_has_the_documented_value() -> None:
    """Our own address, the discovery address and today have defaults."""
    settings = settings_from(ENVIRON)
    assert settings.base_url == "http://localhost:8704"
    assert settings.redirect_uri == "http://localhost:8704/franceconnect/retour"
    assert settings.discovery == "http://localhost:8701/api/v2/.well-known/openid-configuration"
    assert settings.today is None
    assert not settings.secure


def test_what_is_said_wins() -> None:
    """A container may read the discovery document at another address than its issuer; a tester may set the day."""
    said = {
        "FC_DISCOVERY": "http://bench:8701/d",
        "UNEFOIS_TODAY": "2027-01-15",
        "CLIENT_BASE_URL": "https://c.example/",
    }
    settings = settings_from(ENVIRON | said)
    assert settings.discovery == "http://bench:8701/d"
    assert settings.today == date(2027, 1, 15)
    assert settings.redirect_uri == "https://c.example/franceconnect/retour"
    assert settings.secure


@pytest.mark.parametrize("name", sorted(ENVIRON))
def test_a_missing_variable_is_named(name: str) -> None:
    """Each required variable, absent or blank, is named in the message."""
    with pytest.raises(BadSetting, match=name):
        settings_from({key: value for key, value in ENVIRON.items() if key != name})
    with pytest.raises(BadSetting, match=name):
        settings_from(ENVIRON | {name: "  "})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FC_ISSUER", "localhost:8701"),
        ("API_GATEWAY", "ftp://localhost"),
        ("CLIENT_BASE_URL", "http://"),
        ("UNEFOIS_TODAY", "15/01/2027"),
    ],
)
def test_a_wrong_value_is_named_and_quoted(name: str, value: str) -> None:
    """An address that is not one, or a day that is not one, is quoted beside its variable."""
    with pytest.raises(BadSetting, match=rf"{name}.*{value}"):
        settings_from(ENVIRON | {name: value})


def test_secrets_do_not_print() -> None:
    """Printing the settings, as a debugger or a log would, shows no secret."""
    printed = repr(settings_from(ENVIRON))
    assert "planted" not in printed
    assert "client_id='client'" in printed


def test_a_demarche_among_several_has_variables_of_its_own() -> None:
    """What bears its name wins over what is said to all, and is nothing to the others."""
    said = ENVIRON | {"STATIONNEMENT_ID_TELESERVICE": "PARKING", "CANTINE_SFIP_ID_TELESERVICE": "SFIP_CANTINE"}
    parking, canteen = (settings_from(alone(said, name)) for name in ("stationnement", "cantine"))
    assert (parking.id_teleservice, parking.sfip_id_teleservice) == ("PARKING", "")
    assert (canteen.id_teleservice, canteen.sfip_id_teleservice) == ("CANTINE", "SFIP_CANTINE")
