// The peer: panva's oidc-provider as its own quick start runs it (devInteractions, memory adapter), signing as FranceConnect does.
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const port = Number(process.argv[2]);
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const provider = new Provider(`http://localhost:${port}`, {
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'peer', alg: 'ES256', use: 'sig' }] },
  clients: [{
    client_id: 'bench',
    client_secret: 'bench-secret-bench-secret-bench-secret',
    redirect_uris: ['http://localhost/callback'],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: 'ES256',
    userinfo_signed_response_alg: 'ES256',
  }],
  pkce: { required: () => false },
  features: { devInteractions: { enabled: true }, jwtUserinfo: { enabled: true } },
  claims: {
    openid: ['sub'],
    profile: ['family_name', 'given_name', 'gender', 'birthdate', 'preferred_username'],
    email: ['email'],
  },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      family_name: 'DUBOIS',
      given_name: 'Angela Claire Louise',
      gender: 'female',
      birthdate: '1962-08-24',
      preferred_username: 'MARTIN',
      email: 'angela@example.org',
    }),
  }),
});

provider.listen(port, '127.0.0.1', () => console.log('ready'));
