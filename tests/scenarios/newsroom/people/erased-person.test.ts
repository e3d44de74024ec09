import { call } from '../../../call.ts';
import { emptyFolder } from '../../../services/databases.ts';
import { bearer, dateline, Desk, serve } from '../../keep/keep-room.ts';

const password = 'nine grey herons at the pier';

test('a person is erased by name from a terminal, or by who manages people: signed out, and named no more', async () => {
  const place = emptyFolder();
  const { server, url } = await serve(place);
  await using _server = server;
  const desk = new Desk(url);
  await desk.createFeed();
  const join = async (name: string, role: string) => {
    const { json } = await call(url, 'POST', '/api/v1/invitations', { role }, bearer);
    const code = String(json['url']).split('=').at(-1);
    const made = await call(url, 'POST', `/api/v1/invitations/${code}`, { name, password });
    const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? '';
    return { id: String(made.json['id']), headers: { cookie, origin: url } };
  };
  const vera = await join('Vera', 'editor');
  const ida = await join('Ida', 'editor');
  const body = { headline: 'By Vera', bylines: ['Vera'] };
  expect((await call(url, 'POST', `${desk.path}/items`, body, vera.headers)).status).toBe(201);

  const address = `/api/v1/people/${vera.id}/erase`;
  expect((await call(url, 'POST', address, {}, ida.headers)).status).toBe(403);
  expect((await call(url, 'POST', address, {})).status).toBe(401);
  const mara = await join('Mara', 'admin');
  const own = await call(url, 'POST', `/api/v1/people/${mara.id}/erase`, {}, mara.headers);
  expect([own.status, own.json['code']]).toEqual([403, 'not_allowed']);
  expect(own.json['detail']).toContain('Ask another admin');
  expect((await call(url, 'GET', '/api/v1/session', undefined, mara.headers)).status).toBe(200);
  const environment = { DATELINE_URL: url, DATELINE_TOKEN: bearer.authorization.slice(7) };
  const erased = await dateline(place, ['erase-person', 'Vera'], environment);
  expect([erased.code, erased.out.trim()]).toEqual([0, vera.id]);

  expect((await call(url, 'GET', '/api/v1/session', undefined, vera.headers)).status).toBe(401);
  const audit = await call(url, 'GET', '/api/v1/audit?limit=100', undefined, bearer);
  expect(audit.text).not.toContain('Vera');
  expect(audit.text).toContain('erased person');
  const people = await call(url, 'GET', '/api/v1/people', undefined, bearer);
  expect(people.text).not.toContain('Vera');
  // What readers have is the newsroom's.
  expect((await desk.items())[0]?.bylines).toEqual(['Vera']);
  const nobody = await dateline(place, ['erase-person', 'Nobody'], environment);
  expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('(not_found)')]);
  await server.kill('SIGTERM');
  await place.drop();
});
