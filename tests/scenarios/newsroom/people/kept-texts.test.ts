import { call } from '../../../call.ts';
import { openNewsroom } from '../newsroom-room.ts';

const password = 'nine grey herons at the pier';
const path = '/api/v1/kept/tab-1:composer:newsroom';

describe('unsent texts on the server', () => {
  const room = openNewsroom();

  const join = async (name: string) => {
    const { server } = room;
    const asked = await server.call('POST', '/api/v1/invitations', { role: 'reporter' });
    const code = String(asked.json['url']).split('=')[1];
    const made = await call(server.url, 'POST', `/api/v1/invitations/${code}`, { name, password });
    const headers = {
      cookie: made.headers.get('set-cookie')?.split(';')[0] ?? '',
      origin: server.url,
    };
    const asks = (method: string, at: string, body?: unknown) =>
      call(server.url, method, at, body, headers);
    const { json } = await asks('GET', '/api/v1/session');
    return { id: String(json['id']), asks };
  };

  test('are of who is signed in, and of nobody else: not of an admin, not of a page of somebody else', async () => {
    const [ana, bea] = [await join('Ana'), await join('Bea')];
    const value = { fields: { body: 'Half a sentence' }, key: 'k' };
    expect((await ana.asks('PUT', path, { person: ana.id, value })).status).toBe(204);
    // A page of Ana's, after Bea has signed in at the same device.
    const other = await bea.asks('PUT', path, { person: ana.id, value });
    expect([other.status, other.json['code']]).toEqual([403, 'not_allowed']);
    expect((await bea.asks('GET', '/api/v1/kept')).json).toEqual({ texts: [] });
    expect((await bea.asks('DELETE', path)).status).toBe(204);
    expect((await ana.asks('GET', '/api/v1/kept')).json).toEqual({
      texts: [{ name: 'tab-1:composer:newsroom', value, at: expect.any(String) }],
    });
    // Whoever ADMIN_TOKEN stands for has none, and keeps none.
    expect((await room.server.call('GET', '/api/v1/kept')).json).toEqual({ texts: [] });
    const admin = await room.server.call('PUT', path, { person: 'admin', value });
    expect([admin.status, admin.json['code']]).toEqual([403, 'not_allowed']);
    const audit = await room.server.call('GET', '/api/v1/audit?limit=200');
    expect(audit.text).not.toContain('Half a sentence');
    expect((await ana.asks('DELETE', path)).status).toBe(204);
    expect((await ana.asks('GET', '/api/v1/kept')).json).toEqual({ texts: [] });
  });

  test('need a name and a value; whatever else comes is refused, and changes nothing', async () => {
    const vera = await join('Vera');
    const value = { words: 'x' };
    for (const [at, body, status] of [
      ['/api/v1/kept/nameless', { person: vera.id, value }, 422],
      ['/api/v1/kept/a:b:C%20D', { person: vera.id, value }, 422],
      [`/api/v1/kept/${'t'.repeat(65)}:composer:newsroom`, { person: vera.id, value }, 422],
      [path, {}, 422],
      [path, { person: vera.id, value: 'text' }, 422],
      [path, { person: vera.id, value, more: 1 }, 422],
      [path, { person: vera.id, value: { words: 'x'.repeat(300_000) } }, 413],
    ] as const) {
      const answer = await vera.asks('PUT', at, body);
      expect([at, answer.status]).toEqual([at, status]);
    }
    expect((await vera.asks('GET', '/api/v1/kept')).json).toEqual({ texts: [] });
  });
});
