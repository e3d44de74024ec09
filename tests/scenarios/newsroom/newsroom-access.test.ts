import { randomUUID } from 'node:crypto';
import { emptyFolder } from '../../services/databases.ts';
import { adminToken, call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { openNewsroom } from './newsroom-room.ts';

describe('who may come in', () => {
  const room = openNewsroom();

  test('nobody writes, lists or reads drafts without a token', async () => {
    const { server, feed, items, state } = room;
    const before = await state();
    const calls = [
      ['POST', items],
      ['PATCH', `${items}/${randomUUID()}`],
      ['DELETE', `${items}/${randomUUID()}`],
      ['PUT', `${items}/${randomUUID()}/pin`],
      ['GET', `${items}/${randomUUID()}/source`],
      ['POST', '/api/v1/feeds'],
      ['PATCH', `/api/v1/feeds/${feed}`],
      ['GET', '/api/v1/feeds'],
      ['GET', `/api/v1/feeds/${feed}/drafts`],
      ['POST', '/api/v1/preview'],
      ['GET', '/api/v1/session'],
    ] as const;
    const keys = ['', 'Bearer wrong', `Basic ${adminToken}`, `Bearer ${adminToken}x`];
    for (const [n, [method, path]] of calls.entries()) {
      for (const authorization of keys) {
        // From addresses of their own: one that guesses is refused as such (wrong-keys.test.ts).
        const address = { 'x-forwarded-for': `192.0.2.${n}` };
        const headers = authorization === '' ? address : { ...address, authorization };
        const body = method === 'GET' ? undefined : { headline: 'x' };
        const answer = await call(server.url, method, path, body, headers);
        expect([method, path, answer.status]).toEqual([method, path, 401]);
        expect(answer.json['code']).toBe('not_signed_in');
      }
    }
    expect(await state()).toBe(before);
  });

  test('a session from a token works from our own page alone, until it signs out', async () => {
    const { server, items } = room;
    const wrong = await call(server.url, 'POST', '/api/v1/session', { token: 'wrong' });
    expect(wrong.status).toBe(401);
    const signedIn = await call(server.url, 'POST', '/api/v1/session', { token: adminToken });
    const cookie = signedIn.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const session = { cookie: cookie.split(';')[0] ?? '' };
    expect((await call(server.url, 'GET', '/api/v1/session', undefined, session)).status).toBe(200);
    const post = (headers: Record<string, string>) =>
      call(server.url, 'POST', items, { headline: 'by session' }, { ...session, ...headers });
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ origin: server.url })).status).toBe(201);
    await call(server.url, 'DELETE', '/api/v1/session', undefined, session);
    expect((await call(server.url, 'GET', '/api/v1/session', undefined, session)).status).toBe(401);
  });

  test('without ADMIN_TOKEN the start hands out a link that signs in once', async () => {
    await using other = await TestServer.start(emptyFolder(), { adminToken: undefined });
    const code = /#signin=(.+)$/.exec(other.running.signInUrl ?? '')?.[1];
    const use = () => call(other.url, 'POST', '/api/v1/session', { code });
    const both = await Promise.all([use(), use()]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    const bearer = { authorization: 'Bearer undefined' };
    expect((await call(other.url, 'GET', '/api/v1/feeds', undefined, bearer)).status).toBe(401);
  });
});
