"""Checks that watch an undisturbed journey, whatever its parcours: the controls share them."""

from conformance.checks import Check, apim, assiettes, information, notice, page, quota, sessions, traces, usage

# What the browser sees of any client.
BROWSER: tuple[Check, ...] = (
    page.no_technical_trace,
    sessions.cookies_are_http_only,
    sessions.cookies_say_same_site,
    sessions.cookies_are_secure,
    traces.tokens_stay_out_of_addresses,
    traces.tokens_stay_on_the_server,
    traces.addresses_do_not_leave,
)

# What the gateway sees of a client that asks for notices, and what its citizens read.
NOTICE: tuple[Check, ...] = (
    assiettes.correlation_is_a_uuid,
    assiettes.correlation_is_new_each_time,
    assiettes.teleservice_is_named,
    assiettes.resources_stay_within_the_contract,
    assiettes.years_stay_within_the_contract,
    notice.served_year_is_told,
    apim.gateway_token_is_kept,
    apim.gateway_token_is_asked_by_form,
    apim.gateway_scopes_stay_within_the_contract,
    quota.calls_keep_to_the_pace,
    quota.answered_calls_are_not_repeated,
    quota.refused_calls_are_not_repeated,
    information.tax_office_is_named_first,
    information.legal_notices_are_one_link_away,
    traces.figures_stay_out_of_addresses,
    traces.result_is_not_cached,
    usage.tax_scopes_are_used,
)
