import type { Item } from '../../../src/feed/item.ts';
import type { Position } from '../../../src/feed/position.ts';
import type { LogSegment } from '../../../src/feed/messages.ts';
import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';

test('a change that a later version beside this one has appended reaches every reader, and harms nobody (A7)', async () => {
  const place = emptyFolder();
  await using server = await TestServer.start(place);
  await server.createFeed('storm');
  const { item, change } = await server.publish('storm', { headline: 'Gates shut', body: 'All.' });
  using live = new StockReader(server.url, { v: 1, subs: [{ feed: 'storm' }], later: { v: 2 } });
  await until(() => live.of('snapshot').length === 1, 'the snapshot');
  const leaving = new AbortController();
  const stream = await fetch(`${server.url}/api/v1/feeds/storm/stream`, { signal: leaving.signal });
  let streamed = '';
  const reading = (async () => {
    for await (const bytes of stream.body ?? []) streamed += Buffer.from(bytes).toString();
  })().catch(() => undefined);
  await until(() => streamed.includes('event: snapshot'), 'the stream');

  const entry = { ...item, rev: 2, headline: 'Gates to be shut', mood: 'grave' };
  await appendFuture(place, change, { kind: 'future', item: entry, quote: 'Gates to be shut' });

  await until(() => live.of('change').length === 1, 'the change by the socket');
  expect(live.of('change')[0]).toMatchObject({ kind: 'future', seq: 2, item: entry });
  await until(() => streamed.includes('event: future'), 'the change by the stream');
  const ask = (path: string) => call(server.url, 'GET', path);
  const api = '/api/v1/feeds/storm';
  expect((await ask(api)).json).toMatchObject({ seq: 2, tag: 'future', items: [entry] });
  expect((await ask(`${api}/log/${change.epoch}/0`)).json).toMatchObject({
    seq: 2,
    changes: [{ kind: 'post' }, { kind: 'future', item: entry }],
  } satisfies { seq: number; changes: object[] });
  for (const path of ['/feeds/storm', `/feeds/storm/items/${item.id}`]) {
    expect(await ask(path)).toMatchObject({
      status: 200,
      text: expect.stringContaining('Gates to be shut'),
    });
  }
  for (const path of ['/items', `/items/${item.id}`, `/items/${item.id}/history`]) {
    expect((await ask(`${api}${path}`)).status).toBe(200);
  }
  expect((await ask(`${api}?at=${item.postedAt}`)).status).toBe(200);

  // Work goes on, and a takedown reaches what is not known.
  await server.call('DELETE', `${api}/items/${item.id}`, { reason: 'wrong' });
  await until(() => live.of('change').length === 2, 'the takedown');
  const log = (await ask(`${api}/log/${change.epoch}/0`)).json as unknown as LogSegment;
  expect(log.changes.map(({ kind }) => kind as string)).toEqual(['post', 'future', 'takedown']);
  expect(JSON.stringify(log)).not.toContain('Gates');
  leaving.abort();
  await reading;
  await place.drop();
});

/** What a later version does in its transaction, as far as this one can see. */
async function appendFuture(
  place: ReturnType<typeof emptyFolder>,
  { seq, tag }: Position,
  content: { readonly kind: string; readonly item: Item; readonly quote: string },
): Promise<void> {
  const database = await place.open();
  const [feed, at] = ['storm', content.item.postedAt];
  const entry = JSON.stringify(content.item);
  await database.write(async (tx) => {
    await tx
      .insertInto('changes')
      .values({
        feed,
        seq: seq + 1,
        tag: 'future',
        prev: tag,
        kind: content.kind,
        at,
        item: content.item.id,
        content: JSON.stringify(content),
      })
      .execute();
    await tx.updateTable('items').set({ entry }).where('id', '=', content.item.id).execute();
    await tx
      .updateTable('feeds')
      .set({ head: seq + 1, tag: 'future' })
      .where('slug', '=', feed)
      .execute();
  });
  await database.close();
}
