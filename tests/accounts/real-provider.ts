import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const client = { clientId: 'dateline', clientSecret: 'a secret of the tests' };
export const redirectUri = 'http://localhost:3000/callback';

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/**
 * A real OpenID provider at which everybody is `who` at once; `tell` puts other claims into its next ID tokens. It may be
 * given the address that it leads back to later.
 */
export async function startProvider() {
  const key = newKey();
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let who = 'olena';
  let provider = providerAt(issuer, key, redirectUri);
  let answer = provider.callback();
  let [lie, signedBy]: [object | undefined, KeyObject] = [undefined, key];
  let broken = false;
  server.on('request', (request, response) => {
    if (broken) response.writeHead(503).end();
    else if (request.url?.startsWith('/interaction/')) {
      void provider.interactionFinished(request, response, { login: { accountId: who } });
    } else if (request.url === '/token' && lie !== undefined) {
      request.resume();
      const id_token = tokenOf({ ...claimsOf(issuer), ...lie }, signedBy);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ access_token: 'x', token_type: 'Bearer', id_token }));
    } else void answer(request, response);
  });
  return {
    issuer,
    leadTo: (uri: string) => {
      provider = providerAt(issuer, key, uri);
      answer = provider.callback();
    },
    become: (subject: string) => {
      who = subject;
    },
    tell: (claims: object | undefined, isForged = false) => {
      [lie, signedBy] = [claims, isForged ? newKey() : key];
    },
    fail: (fails: boolean) => {
      broken = fails;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function providerAt(issuer: string, key: KeyObject, redirectTo: string): Provider {
  const jwk = { ...key.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' };
  const { clientId: client_id, clientSecret: client_secret } = client;
  const provider: Provider = new Provider(issuer, {
    clients: [{ client_id, client_secret, redirect_uris: [redirectTo] }],
    jwks: { keys: [jwk] },
    cookies: { keys: ['of the tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    loadExistingGrant: async ({ oidc }: { oidc: { session: { accountId: string } } }) => {
      const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId: client_id });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  return provider;
}

function claimsOf(iss: string) {
  const now = Math.floor(Date.now() / 1000);
  return { iss, sub: 'olena', aud: client.clientId, iat: now, exp: now + 60 };
}

function tokenOf(claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

/** Follows the provider's redirects as a browser does, with its cookies, to the address that leads back. */
export async function browse(from: string, leadsTo = redirectUri): Promise<URL> {
  const cookies = new Map<string, string>();
  let at = new URL(from);
  for (let hops = 0; hops < 10 && !at.href.startsWith(leadsTo); hops += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    at = new URL(answer.headers.get('location') ?? '', at);
  }
  return at;
}
