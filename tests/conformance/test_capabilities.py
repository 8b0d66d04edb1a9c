"""What a client declares decides what is judged where: nobody is asked, on one parcours, for what is done on the other."""

from judged_client import canteen

from rulebook.duty import Capability


def test_a_client_that_calls_the_api_by_tax_number_only_owes_no_call_to_its_login(bench_port: int) -> None:
    """Logging in, and apart from it the typed tax number: both controls pass, each with its own checks."""
    with canteen(bench_port, "connexion-et-spi") as client:
        recipes = client.application.driver.http
        assert recipes.franceconnect is not None
        login = recipes.franceconnect.model_copy(update={"steps": recipes.franceconnect.steps[:2]})
        driver = client.application.driver.model_copy(
            update={"http": recipes.model_copy(update={"franceconnect": login})}
        )
        declared = (Capability.FRANCECONNECT, Capability.API_SPI)
        client.application = client.application.model_copy(update={"capabilities": declared, "driver": driver})
        judged = client.judged("fs-parcours", "api-spi")
    assert {module.id: module.result for module in judged.report.modules} == {"fs-parcours": "PASS", "api-spi": "PASS"}
    checks = {module.id: {check.id for check in module.checks} for module in judged.report.modules}
    assert "FS-COOKIE-01a" in checks["fs-parcours"] & checks["api-spi"]
    assert not {id_ for id_ in checks["fs-parcours"] if id_.startswith("API-CORRELATION")}
    assert "API-CORRELATION-01a" in checks["api-spi"]
    assert judged.exit_code == 0
