import { roles, type Role } from '../../../../src/accounts/principal.ts';
import { passwordTries } from '../../../../src/admin/session/session-door.ts';
import { adminToken, call, type Answer } from '../../../call.ts';
import { faults, item, openNewsroom } from '../newsroom-room.ts';

const password = 'nine grey herons at the pier';

describe('people of the newsroom', () => {
  const room = openNewsroom();
  let count = 0;

  /** A request as a person's own page makes it. */
  const as = (cookie: string, method: string, path: string, body?: unknown, more = {}) =>
    call(room.server.url, method, path, body, { cookie, origin: room.server.url, ...more });

  const cookieOf = ({ headers }: Answer) => headers.get('set-cookie')?.split(';')[0] ?? '';

  async function codeOf(asked: object): Promise<string> {
    const { status, json } = await room.server.call('POST', '/api/v1/invitations', asked);
    expect(status).toBe(201);
    return (
      /^http:\/\/127\.0\.0\.1:\d+\/newsroom#invitation=([\w-]{43})$/.exec(
        String(json['url']),
      )?.[1] ?? ''
    );
  }

  async function join(asked: { role: Role; feeds?: Record<string, Role> }) {
    const name = `Person ${(count += 1)}`;
    const there = `/api/v1/invitations/${await codeOf(asked)}`;
    const answer = await call(room.server.url, 'POST', there, { name, password });
    expect([answer.status, answer.json['name']]).toEqual([201, name]);
    return { name, id: String(answer.json['id']), cookie: cookieOf(answer) };
  }

  test('who is invited chooses a name and a password, is signed in, and signs in again by them', async () => {
    const { name, cookie } = await join({ role: 'editor' });
    expect((await as(cookie, 'GET', '/api/v1/session')).json).toMatchObject({
      name,
      role: 'editor',
    });
    const again = { name: name.toUpperCase(), password };
    const signedIn = await call(room.server.url, 'POST', '/api/v1/session', again);
    expect(signedIn.json).toMatchObject({ name });
    expect((await as(cookieOf(signedIn), 'GET', '/api/v1/feeds')).status).toBe(200);
    for (const wrong of [
      { name, password: `${password}.` },
      { name: 'Nobody', password },
    ]) {
      const { status, json } = await call(room.server.url, 'POST', '/api/v1/session', wrong);
      // The same words for both, so that names cannot be found out.
      expect([status, json['detail']]).toEqual([401, 'Name and password do not belong together.']);
    }
  });

  test('a password that is easily guessed is refused with the cure, and the invitation holds', async () => {
    const code = await codeOf({ role: 'reporter' });
    const accept = (name: string, chosen: string) =>
      call(room.server.url, 'POST', `/api/v1/invitations/${code}`, { name, password: chosen });
    for (const weak of ['short', 'password123', 'qwertyuiop', 'aaaaaaaaaaaaaa', 'x'.repeat(300)]) {
      const answer = await accept('Vera', weak);
      expect([weak, answer.status, faults(answer)]).toEqual([weak, 422, ['/password']]);
    }
    expect(faults(await accept('Vera Petrenko', 'Vera Petrenko'))).toEqual(['/password']);
    expect((await accept('Vera', password)).status).toBe(201);
    expect((await accept('Vera 2', password)).status).toBe(401);
  });

  test('each role does what it may, in the house and in its feeds', async () => {
    await room.server.createFeed('storm');
    const { feed } = room;
    const people = {
      none: await join({ role: 'none', feeds: { storm: 'editor' } }),
      reporter: await join({ role: 'reporter' }),
      editor: await join({ role: 'editor', feeds: { storm: 'reporter' } }),
      admin: await join({ role: 'admin' }),
    };
    const post = async (role: Role, there: string, body: object) => {
      const { cookie } = people[role];
      return (await as(cookie, 'POST', `/api/v1/feeds/${there}/items`, body)).status;
    };
    const table = [];
    for (const role of roles) {
      const draft = { headline: 'x', draft: true };
      table.push([
        role,
        await post(role, feed, draft),
        await post(role, feed, { headline: 'x' }),
        await post(role, 'storm', { headline: 'x' }),
        (await as(people[role].cookie, 'GET', '/api/v1/people')).status,
        (await as(people[role].cookie, 'PATCH', `/api/v1/feeds/${feed}`, { title: 'T' })).status,
      ]);
    }
    expect(table).toEqual([
      ['none', 403, 403, 201, 403, 403],
      ['reporter', 201, 403, 403, 403, 403],
      ['editor', 201, 201, 403, 403, 403],
      ['admin', 201, 201, 201, 200, 200],
    ]);
  });

  test('a changed role and a removed person count from the next call on, in open sessions too', async () => {
    const { server, items } = room;
    const { id, cookie } = await join({ role: 'editor' });
    expect((await as(cookie, 'POST', items, { headline: 'x' })).status).toBe(201);
    await server.call('PATCH', `/api/v1/people/${id}`, { role: 'reporter' });
    expect((await as(cookie, 'POST', items, { headline: 'x' })).status).toBe(403);
    expect((await server.call('DELETE', `/api/v1/people/${id}`)).status).toBe(204);
    expect((await as(cookie, 'GET', '/api/v1/session')).status).toBe(401);
    expect((await server.call('DELETE', `/api/v1/people/${id}`)).status).toBe(404);
  });

  test('a person sees and ends sessions of their own alone, and another password ends the others', async () => {
    const [one, other] = [await join({ role: 'editor' }), await join({ role: 'editor' })];
    const key = { name: one.name, password };
    const second = cookieOf(await call(room.server.url, 'POST', '/api/v1/session', key));
    const listed = (await as(one.cookie, 'GET', '/api/v1/sessions')).json['sessions'] as {
      id: string;
    }[];
    expect(listed).toHaveLength(2);
    const first = listed.at(-1)?.id ?? '';
    expect((await as(other.cookie, 'DELETE', `/api/v1/sessions/${first}`)).status).toBe(404);
    expect((await as(second, 'DELETE', `/api/v1/sessions/${first}`)).status).toBe(204);
    expect((await as(one.cookie, 'GET', '/api/v1/session')).status).toBe(401);
    const third = cookieOf(await call(room.server.url, 'POST', '/api/v1/session', key));
    const change = (current: string, next: string) =>
      as(second, 'PUT', '/api/v1/session/password', { current, password: next });
    expect((await change('wrong', `${password} too`)).status).toBe(401);
    expect((await change(password, `${password} too`)).status).toBe(204);
    expect((await as(third, 'GET', '/api/v1/session')).status).toBe(401);
    expect((await as(second, 'GET', '/api/v1/session')).status).toBe(200);
    expect((await call(room.server.url, 'POST', '/api/v1/session', key)).status).toBe(401);
  });

  test('a token does what its role allows, is shown once, and ends', async () => {
    const { server, items, feed } = room;
    const made = await server.call('POST', '/api/v1/tokens', {
      name: 'Importer',
      role: 'none',
      feeds: { [feed]: 'editor' },
    });
    const secret = String(made.json['secret']);
    const bearer = { authorization: `Bearer ${secret}` };
    const posted = await call(server.url, 'POST', items, { headline: 'From a program' }, bearer);
    expect(item(posted).headline).toBe('From a program');
    const elsewhere = await call(server.url, 'POST', '/api/v1/feeds/storm/items', {}, bearer);
    expect(elsewhere.status).toBe(403);
    // The sessions of whoever has ADMIN_TOKEN are none of a token's business.
    const admins = (await call(server.url, 'POST', '/api/v1/session', { token: adminToken }))
      .headers;
    const session = { cookie: admins.get('set-cookie')?.split(';')[0] ?? '' };
    const [theirs] = (await call(server.url, 'GET', '/api/v1/sessions', undefined, session)).json[
      'sessions'
    ] as { id: string }[];
    const own = await call(server.url, 'GET', '/api/v1/sessions', undefined, bearer);
    expect(own.json['sessions']).toEqual([]);
    const there = `/api/v1/sessions/${theirs?.id}`;
    expect((await call(server.url, 'DELETE', there, undefined, bearer)).status).toBe(404);
    expect((await call(server.url, 'GET', '/api/v1/session', undefined, session)).status).toBe(200);
    const preview = await call(server.url, 'POST', '/api/v1/preview', { body: 'x' }, bearer);
    expect(preview.status).toBe(200);
    const { text } = await server.call('GET', '/api/v1/tokens');
    expect(text).toContain('Importer');
    expect(text).not.toContain(secret);
    await server.call('DELETE', `/api/v1/tokens/${String(made.json['id'])}`);
    expect((await call(server.url, 'GET', '/api/v1/feeds', undefined, bearer)).status).toBe(401);
  });

  test('an address that tries passwords without end is stopped before they are looked at, and no other', async () => {
    const { name } = await join({ role: 'editor' });
    const attempt = (address: string, tried: string) =>
      call(
        room.server.url,
        'POST',
        '/api/v1/session',
        { name, password: tried },
        { 'x-forwarded-for': address },
      );
    const all = Array.from({ length: passwordTries.burst + 20 }, () => attempt('192.0.2.9', 'no'));
    const answers = await Promise.all(all);
    const stopped = answers.filter(({ text }) => text.includes('Too many passwords'));
    expect(stopped.length).toBeGreaterThan(0);
    expect(
      stopped.every(({ status, headers }) => status === 429 && headers.has('retry-after')),
    ).toBe(true);
    const looked = answers.length - stopped.length;
    expect(looked).toBeGreaterThanOrEqual(passwordTries.burst);
    expect((await attempt('192.0.2.10', password)).status).toBe(200);
  });

  test('bad input names every fault', async () => {
    const { server } = room;
    const invite = await server.call('POST', '/api/v1/invitations', {
      role: 'boss',
      email: 'nowhere',
      feeds: { 'No Slug': 'editor', storm: 'king' },
      more: 1,
    });
    expect([invite.status, faults(invite)]).toEqual([
      422,
      ['/email', '/feeds/No Slug', '/feeds/storm', '/more', '/role'],
    ]);
    const token = await server.call('POST', '/api/v1/tokens', { name: '', expires: 'soon' });
    expect(faults(token)).toEqual(['/expires', '/name', '/role']);
  });
});
