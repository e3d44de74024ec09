import { until } from '../../../until.ts';
import { faults, item, openNewsroom } from '../newsroom-room.ts';

interface Act {
  readonly name: string;
  readonly action: string;
  readonly address?: string;
  readonly seq?: number;
}

describe('the audit', () => {
  const room = openNewsroom();

  const acts = async (query: string) => {
    const { json } = await room.server.call('GET', `/api/v1/audit?${query}`);
    return json['acts'] as readonly Act[];
  };

  test('tells who did what to an item, from where, once for each act, and no word of its text', async () => {
    const { server, items, feed } = room;
    const there = { 'x-forwarded-for': '192.0.2.7' };
    const key = { 'idempotency-key': 'once', ...there };
    const word = 'unmistakable';
    const posted = await server.call('POST', items, { headline: word }, key);
    await server.call('POST', items, { headline: word }, key);
    const { id } = item(posted);
    const path = `${items}/${id}`;
    const seen = (rev: number) => ({ 'if-match': `"${rev}"`, ...there });
    await server.call('PATCH', path, { kind: 'edit', headline: `${word} 2` }, seen(1));
    // Refused: it is of another revision.
    await server.call('PATCH', path, { kind: 'edit', headline: `${word} 3` }, seen(1));
    await server.call('PUT', `${path}/pin`, undefined, there);
    await server.call('DELETE', path, { reason: word }, there);
    const found = await acts(`item=${id}`);
    expect(found.map(({ name, action, address }) => [name, action, address])).toEqual([
      ['admin', 'takedown', '192.0.2.7'],
      ['admin', 'pin', '192.0.2.7'],
      ['admin', 'edit', '192.0.2.7'],
      ['admin', 'post', '192.0.2.7'],
    ]);
    expect(found.map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
    expect((await server.call('GET', `/api/v1/audit?feed=${feed}&limit=200`)).text).not.toContain(
      word,
    );
  });

  test('tells of drafts, and that the server itself published what was due', async () => {
    const { server, items } = room;
    const embargo = new Date(Date.now() + 2_000).toISOString();
    const { id } = item(await server.call('POST', items, { headline: 'Due', embargo }));
    await until(async () => (await acts(`item=${id}`)).length === 2, 'the release');
    expect((await acts(`item=${id}`)).map(({ name, action }) => [name, action])).toEqual([
      ['Dateline', 'post'],
      ['admin', 'keep draft'],
    ]);
    const draft = item(await server.call('POST', items, { headline: 'x', draft: true }));
    await server.call('PATCH', `${items}/${draft.id}`, { headline: 'y' }, { 'if-match': '"1"' });
    await server.call('DELETE', `${items}/${draft.id}`);
    expect((await acts(`item=${draft.id}`)).map(({ action }) => action)).toEqual([
      'discard draft',
      'change draft',
      'keep draft',
    ]);
  });

  test('is searched by feed, person and action, in pages, and refuses a bad query with every fault', async () => {
    const { server, feed } = room;
    expect((await acts(`feed=${feed}&action=create`)).map(({ name }) => name)).toEqual(['admin']);
    expect(await acts('person=nobody')).toEqual([]);
    const everything = (await acts(`feed=${feed}&limit=200`)) as readonly (Act & { at: string })[];
    const [newest, oldest] = [everything.at(0)?.at ?? '', everything.at(-1)?.at ?? ''];
    expect(newest > oldest).toBe(true);
    const since = await acts(`feed=${feed}&limit=200&from=${newest}`);
    expect(since).toEqual(everything.filter(({ at }) => at === newest));
    // An offset is of the same instant.
    const early = encodeURIComponent(oldest.replace('Z', '+00:00'));
    expect(await acts(`feed=${feed}&limit=200&until=${early}`)).toEqual(
      everything.filter(({ at }) => at === oldest),
    );
    const first = await server.call('GET', `/api/v1/audit?feed=${feed}&limit=3`);
    const rest = await acts(`feed=${feed}&limit=200&before=${String(first.json['next'])}`);
    const all = await acts(`feed=${feed}&limit=200`);
    expect([...(first.json['acts'] as Act[]), ...rest]).toEqual(all);
    const bad = await server.call('GET', '/api/v1/audit?limit=0&since=now&from=now');
    expect([bad.status, faults(bad)]).toEqual([422, ['/from', '/limit', '/since']]);
  });
});
