import { OpenidProvider } from '../../src/accounts/openid/openid-provider.ts';
import { browse, client, redirectUri, startProvider } from './real-provider.ts';

describe('sign-in at an OpenID provider', () => {
  let real: Awaited<ReturnType<typeof startProvider>> = undefined as never;
  let openid: OpenidProvider = undefined as never;

  beforeAll(async () => {
    real = await startProvider();
  });
  beforeEach(() => {
    real.tell(undefined);
    openid = new OpenidProvider({ issuer: real.issuer, ...client });
  });
  afterAll(() => real[Symbol.asyncDispose]());

  const start = async () => {
    const started = await openid.start(redirectUri);
    if (started === undefined) throw new Error('the provider is unreachable');
    return started;
  };

  test('the code is exchanged once, by the browser that began, for who has signed in', async () => {
    const [started, other] = [await start(), await start()];
    const { searchParams } = new URL(started.url);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('redirect_uri')).toBe(redirectUri);
    const back = await browse(started.url);
    for (const kept of [
      other,
      { ...started, state: other.state },
      { ...started, verifier: other.verifier },
    ]) {
      expect(await openid.finish(back, kept)).toMatchObject({ kind: 'refused' });
    }
    const again = await start();
    const backAgain = await browse(again.url);
    const identity = { issuer: real.issuer, subject: 'olena' };
    expect(await openid.finish(backAgain, again)).toEqual({ kind: 'identity', identity });
    expect(await openid.finish(backAgain, again)).toMatchObject({ kind: 'refused' });
  });

  test('an ID token that is not for this sign-in, expired, forged or of another issuer opens nothing', async () => {
    const lies: readonly (readonly [object, boolean?])[] = [
      [{ nonce: 'another' }],
      [{ nonce: undefined }],
      [{ aud: 'another client' }],
      [{ exp: 1 }],
      [{ iss: 'https://other.example.org' }],
      [{}, true],
    ];
    for (const [lie, isForged] of lies) {
      const started = await start();
      const back = await browse(started.url);
      real.tell({ nonce: started.nonce, ...lie }, isForged);
      expect([lie, await openid.finish(back, started)]).toMatchObject([lie, { kind: 'refused' }]);
    }
    const started = await start();
    const back = await browse(started.url);
    real.tell({ nonce: started.nonce });
    expect(await openid.finish(back, started)).toMatchObject({ kind: 'identity' });
    back.searchParams.set('iss', 'https://other.example.org');
    expect(await openid.finish(back, started)).toMatchObject({ kind: 'refused' });
  });

  test('what the person declined is refused, and a provider that is away is asked again', async () => {
    real.fail(true);
    expect(await openid.start(redirectUri)).toBeUndefined();
    real.fail(false);
    const started = await start();
    const declined = new URL(`${redirectUri}?error=access_denied&state=${started.state}`);
    declined.searchParams.set('iss', real.issuer);
    expect(await openid.finish(declined, started)).toMatchObject({ kind: 'refused' });
    const back = await browse(started.url);
    real.fail(true);
    expect(await openid.finish(back, started)).toEqual({ kind: 'unreachable' });
  });
});
