// What FranceConnect demands of openid-client 6.9.0. The library makes every check but one: the level, `acr`.
import * as client from "openid-client";

const LEVEL = "eidas1";

/** FranceConnect as its discovery document tells it, and who we are there. */
export async function discover({ issuer, clientId, clientSecret }) {
  return client.discovery(
    new URL(issuer),
    clientId,
    // Both: an unsigned userinfo (application/json) is then refused.
    { id_token_signed_response_alg: "ES256", userinfo_signed_response_alg: "ES256" },
    client.ClientSecretPost(clientSecret),
    {
      execute: [
        // Without it no signature is verified: the library trusts TLS (index.d.ts, 1572).
        client.enableNonRepudiationChecks,
        // For a bench on this machine only.
        ...(new URL(issuer).hostname === "localhost" ? [client.allowInsecureRequests] : []),
      ],
      timeout: 10,
    },
  );
}

/** Where to send the citizen, and what to remember of it. No PKCE: `code_challenge` is refused like any other parameter. */
export function authorization(config, redirectUri) {
  const expected = { expectedState: client.randomState(), expectedNonce: client.randomNonce() }; // 43 characters each
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: "openid given_name family_name birthdate",
    acr_values: LEVEL,
    state: expected.expectedState,
    nonce: expected.expectedNonce,
  });
  return { url, expected };
}

/** Who came back. `url` is the public address of the callback: the library makes the `redirect_uri` of it. Throws otherwise. */
export async function citizen(config, url, expected) {
  const tokens = await client.authorizationCodeGrant(config, url, { ...expected, idTokenExpected: true });
  const login = tokens.claims();
  if (login.acr !== LEVEL) throw new Error("lower level than asked for");
  const identity = await client.fetchUserInfo(config, tokens.access_token, login.sub);
  return { idToken: tokens.id_token, identity };
}

/** FranceConnect's logout: `id_token_hint` is mandatory there. The library adds `client_id`, which is allowed. */
export function logout(config, idToken, back) {
  const state = client.randomState();
  const url = client.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: back, state });
  return { url, state };
}
