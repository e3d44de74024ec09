import { browse, client, startProvider } from '../../../accounts/real-provider.ts';
import { call, type Answer } from '../../../call.ts';
import { codeIn } from '../../../codes-app.ts';
import { TestServer } from '../../../server.ts';
import { emptyFolder } from '../../../services/databases.ts';

const password = 'nine grey herons at the pier';
const path = '/api/v1/session/openid';

describe('sign-in at an OpenID provider', () => {
  const place = emptyFolder();
  let server: TestServer;
  let real: Awaited<ReturnType<typeof startProvider>>;
  let count = 0;

  beforeAll(async () => {
    real = await startProvider();
    const openid = { issuer: real.issuer, ...client, name: 'City Desk' };
    server = await TestServer.start(place, { openid, trustProxy: ['loopback'] });
    real.leadTo(`${server.url}${path}/callback`);
  });
  beforeEach(() => real.tell(undefined));

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await real[Symbol.asyncDispose]();
    await place.drop();
  });

  const cookieOf = ({ headers }: Answer) => headers.get('set-cookie')?.split(';')[0] ?? '';
  const told = ({ status, json }: Answer) => [status, json['code']];
  // Each from an address of its own, so that the count of tries is no reason.
  const ask = (method: string, at: string, body?: unknown, headers = {}) =>
    call(server.url, method, at, body, {
      'x-forwarded-for': `192.0.2.${(count += 1)}`,
      ...headers,
    });

  async function join() {
    const name = `Person ${(count += 1)}`;
    const invited = await server.call('POST', '/api/v1/invitations', { role: 'editor' });
    const code = String(invited.json['url']).split('=')[1] ?? '';
    const answer = await ask('POST', `/api/v1/invitations/${code}`, { name, password });
    const session = { cookie: cookieOf(answer), origin: server.url };
    const own = (method: string, at: string, body?: unknown) =>
      ask(method, `/api/v1/session${at}`, body, session);
    return { name, id: String(answer.json['id']), own };
  }

  /** What a browser brings back from the provider, and the cookie it has. */
  async function visit(begun: Answer, as: string) {
    expect(begun.status).toBe(200);
    real.become(as);
    const back = await browse(String(begun.json['url']), `${server.url}${path}/callback`);
    return { back, cookie: cookieOf(begun) };
  }

  async function end({ back, cookie }: { readonly back: URL; readonly cookie: string }) {
    const answer = await fetch(back, {
      redirect: 'manual',
      headers: { cookie, 'x-forwarded-for': `192.0.2.${(count += 1)}` },
    });
    const set = answer.headers.getSetCookie().find((one) => one.includes('dateline_session'));
    return [answer.status, answer.headers.get('location'), set?.split(';')[0]] as const;
  }

  const begin = () => ask('POST', path, {});
  const newsroom = '../../../../newsroom';
  const failed = (code: string, at = newsroom) => [303, `${at}#openid=${code}`, undefined];

  async function link(person: Awaited<ReturnType<typeof join>>, as: string, code?: string) {
    const begun = await person.own('POST', '/openid/link', { password, ...(code && { code }) });
    return end(await visit(begun, as));
  }

  test('who is linked signs in, who is not does not, and an unlinked identity opens nothing', async () => {
    const [one, other] = [await join(), await join()];
    expect((await ask('GET', path)).json).toEqual({ name: 'City Desk' });
    expect(await end(await visit(await begin(), 'one'))).toEqual(failed('not_linked'));
    const wrong = await one.own('POST', '/openid/link', { password: 'wrong' });
    expect(told(wrong)).toEqual([403, 'wrong_password']);
    expect(await link(one, 'one')).toEqual([303, `${newsroom}/settings`, undefined]);
    expect(await link(other, 'one')).toEqual(failed('identity_taken', `${newsroom}/settings`));
    const [status, location, session = ''] = await end(await visit(await begin(), 'one'));
    expect([status, location]).toEqual([303, newsroom]);
    const me = await ask('GET', '/api/v1/session', undefined, { cookie: session });
    expect(me.json['name']).toBe(one.name);
    expect((await one.own('GET', '/openid/link')).json).toEqual({
      linked: { linkedAt: expect.any(String), usedAt: expect.any(String) },
    });
    expect(told(await one.own('DELETE', '/openid/link', { password: 'wrong' }))).toEqual([
      403,
      'wrong_password',
    ]);
    expect((await other.own('DELETE', '/openid/link', { password })).status).toBe(404);
    expect((await one.own('DELETE', '/openid/link', { password })).status).toBe(204);
    expect(await end(await visit(await begin(), 'one'))).toEqual(failed('not_linked'));
    const { json } = await server.call('GET', '/api/v1/audit?limit=3');
    expect(json['acts']).toMatchObject([
      { name: 'one', action: 'refuse identity', about: real.issuer, address: expect.any(String) },
      { name: one.name, action: 'unlink identity' },
      { name: one.name, action: 'sign in', address: expect.any(String) },
    ]);
  });

  test('only the browser that began ends it, once, as it was begun, and is led to the newsroom alone', async () => {
    const person = await join();
    await link(person, 'two');
    const begun = await visit(await begin(), 'two');
    const strange = await visit(await begin(), 'two');
    const over = failed('openid_over');
    // Login CSRF: a link that carries somebody else's code and state.
    expect(await end({ back: strange.back, cookie: begun.cookie })).toEqual(over);
    expect(await end({ back: begun.back, cookie: '' })).toEqual(over);
    expect(await end({ back: begun.back, cookie: `${begun.cookie}.${person.id}.eA` })).toEqual(
      failed('openid_over', `${newsroom}/settings`),
    );
    const elsewhere = new URL(begun.back);
    elsewhere.searchParams.set('return', 'https://evil.example');
    const both = await Promise.all([end({ ...begun, back: elsewhere }), end(begun)]);
    expect(both.map(([, location]) => `${location}`).toSorted()).toEqual(
      [newsroom, `${over[1]}`].toSorted(),
    );
    expect(await end(begun)).toEqual(over);
    // A provider's answer for another issuer, or that lies.
    strange.back.searchParams.set('iss', 'https://evil.example');
    expect(await end(strange)).toEqual(failed('provider_refused'));
    const lied = await visit(await begin(), 'two');
    real.tell({ sub: 'two', nonce: 'another' });
    expect(await end(lied)).toEqual(failed('provider_refused'));
  });

  test('who has a second factor proves it when linking, and a removed person comes in no more', async () => {
    const person = await join();
    const { json } = await person.own('POST', '/second-factor', { password });
    const secret = String(json['secret']);
    await person.own('PUT', '/second-factor', { code: codeIn(0, secret) });
    expect(told(await person.own('POST', '/openid/link', { password }))).toEqual([
      401,
      'code_required',
    ]);
    const guess = { password, code: '000000' };
    expect(told(await person.own('POST', '/openid/link', guess))).toEqual([401, 'wrong_code']);
    expect(await link(person, 'three', codeIn(1, secret))).toEqual([
      303,
      `${newsroom}/settings`,
      undefined,
    ]);
    expect((await end(await visit(await begin(), 'three')))[1]).toBe(newsroom);
    const begun = await visit(await begin(), 'three');
    expect((await server.call('DELETE', `/api/v1/people/${person.id}`)).status).toBe(204);
    expect(await end(begun)).toEqual(failed('not_linked'));
  });

  test('a provider that is away is told from one that refuses, and tries are counted', async () => {
    const begun = await visit(await begin(), 'four');
    real.fail(true);
    expect(await end(begun)).toEqual(failed('provider_unreachable'));
    const elsewhere = emptyFolder();
    const publicUrl = 'https://example.org/news/live';
    const openid = { issuer: real.issuer, ...client, name: 'City Desk' };
    await using below = await TestServer.start(elsewhere, { publicUrl, openid });
    const started = () => call(below.url, 'POST', `/news/live${path}`, {});
    expect(told(await started())).toEqual([503, 'provider_unreachable']);
    real.fail(false);
    const { headers, json } = await started();
    expect(new URL(String(json['url'])).searchParams.get('redirect_uri')).toBe(
      `${publicUrl}${path}/callback`,
    );
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-dateline_openid=.*Path=\/;.*HttpOnly; Secure; SameSite=Lax$/,
    );
    let last = await started();
    for (let tries = 0; tries < 60 && last.status === 200; tries += 1) last = await started();
    expect(told(last)).toEqual([429, 'too_many_requests']);
    const without = emptyFolder();
    await using plain = await TestServer.start(without);
    expect((await call(plain.url, 'GET', path)).json).toEqual({});
    expect(told(await call(plain.url, 'POST', path, {}))).toEqual([404, 'not_found']);
    await elsewhere.drop();
    await without.drop();
  });
});
