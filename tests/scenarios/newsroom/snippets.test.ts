import { call } from '../../call.ts';
import { faults, openNewsroom } from './newsroom-room.ts';

const room = openNewsroom();
const path = `/api/v1/feeds/${room.feed}/snippets`;
const pier = { name: 'Pier', text: 'The **pier** is closed.' };

async function tokenOf(role: string): Promise<Readonly<Record<string, string>>> {
  const { json } = await room.server.call('POST', '/api/v1/tokens', { name: role, role });
  return { authorization: `Bearer ${String(json['secret'])}` };
}

test('who may change the feed keeps its snippets, who writes there reads them, and no reader gets one', async () => {
  const { server } = room;
  const before = await room.state();
  expect((await server.call('GET', path)).json).toEqual({ rev: 0, snippets: [] });
  const kept = await server.call('PUT', path, { snippets: [pier] }, { 'if-match': '"0"' });
  expect([kept.status, kept.json]).toEqual([200, { rev: 1, snippets: [pier] }]);
  const [reporter, editor, nobody] = [
    await tokenOf('reporter'),
    await tokenOf('editor'),
    await tokenOf('none'),
  ];
  expect((await call(server.url, 'GET', path, undefined, reporter)).json).toEqual(kept.json);
  for (const headers of [reporter, editor]) {
    const more = { ...headers, 'if-match': '"1"' };
    expect((await call(server.url, 'PUT', path, { snippets: [] }, more)).status).toBe(403);
  }
  expect((await call(server.url, 'GET', path, undefined, nobody)).status).toBe(403);
  expect((await call(server.url, 'GET', path)).status).toBe(401);
  expect(await room.state()).toBe(before);
});

test('bad snippets are refused, every fault by its place; nothing is changed', async () => {
  const { server } = room;
  const before = (await server.call('GET', path)).json;
  const current = { 'if-match': `"${String(before['rev'])}"` };
  const bad = { snippets: [pier, { name: 'PIER', text: ' ' }, { name: 'x'.repeat(61) }, 7] };
  const refused = await server.call('PUT', path, bad, current);
  expect(refused.status).toBe(422);
  expect(faults(refused)).toEqual([
    '/snippets/1/text',
    '/snippets/2/name',
    '/snippets/2/text',
    '/snippets/3',
  ]);
  const twice = { snippets: [pier, { ...pier, name: 'pier' }] };
  expect(faults(await server.call('PUT', path, twice, current))).toEqual(['/snippets/1/name']);
  const many = Array.from({ length: 51 }, (_, index) => ({ name: `n${index}`, text: 't' }));
  expect(faults(await server.call('PUT', path, { snippets: many }, current))).toEqual([
    '/snippets',
  ]);
  expect((await server.call('PUT', path, { snippets: [pier] })).status).toBe(428);
  const stale = await server.call('PUT', path, { snippets: [pier] }, { 'if-match': '"99"' });
  expect([stale.status, stale.json['code']]).toEqual([412, 'stale_revision']);
  expect((await server.call('GET', path.replace(room.feed, 'nowhere'))).status).toBe(404);
  expect((await server.call('GET', path)).json).toEqual(before);
});
