import { isTombstone, type Item } from '../../../src/feed/item.ts';
import type { Snapshot } from '../../../src/feed/snapshot.ts';
import { Example } from '../../example.ts';
import { databases } from '../../services/databases.ts';
import { freePort } from '../../services/free-port.ts';
import { until } from '../../until.ts';
import { VirtualReader } from '../../virtual-reader.ts';
import { Desk, done, scratch, serve } from './keep-room.ts';

/** A reader's view without what only the server's snapshot has. */
function seen({ items, pinned, epoch, seq, tag }: Snapshot) {
  return { items, pinned, epoch, seq, tag };
}

describe.each(databases)('a backup that is restored under readers: %s', (_name, empty) => {
  test('every reader, by whichever way, ends with the restored log; what was taken down since is taken down again', async () => {
    const place = await empty();
    const other = await empty();
    using kept = scratch();
    const PORT = String(await freePort());
    const first = await serve(place, { PORT });
    const desk = new Desk(first.url);
    await desk.createFeed();
    const stays = await desk.post('Stays');
    const goes = await desk.post('Goes');
    const path = kept.at('backup.tar.gz');
    await done(place, 'backup', path);
    await desk.takeDown(goes);
    const lost = await desk.post('Lost');

    using bySocket = new VirtualReader('f', () => first.url);
    bySocket.connect();
    using byStream = new Example('by-event-source', first.url, {
      node: ['--experimental-eventsource'],
    });
    using byPolling = new Example('by-polling', first.url, { more: ['100'] });
    const views = async (): Promise<readonly (Snapshot | null | undefined)[]> => [
      bySocket.view,
      (await byStream.tells()).view,
      (await byPolling.tells()).view,
    ];
    const idsOf = (view: Snapshot | null | undefined) => view?.items.map(({ id }) => id) ?? [];
    await until(
      async () => (await views()).every((view) => idsOf(view)[0] === lost.id),
      'every reader to see the last item',
    );

    await first.server.kill('SIGTERM');
    await done(other, 'restore', path);
    const second = await serve(other, { PORT });
    await using _second = second.server;
    const truth = () => desk.send('GET', desk.path) as unknown as Promise<Snapshot>;
    // A post is answered before it is announced (decision 5).
    const truthAt = async (seq: number) => {
      await until(async () => (await truth()).seq === seq, `the server to be at ${seq}`);
      return truth();
    };
    const restored = await truthAt(2);
    const areAt = async (tag: string) => (await views()).every((view) => view?.tag === tag);
    await until(() => areAt(restored.tag), 'every reader to be where the restored log is');
    for (const view of await views()) expect(idsOf(view)).toEqual([goes.id, stays.id]);

    // The log goes on under numbers that readers knew with other changes.
    for (let n = 0; n < 3; n += 1) await desk.post(`Anew ${n}`);
    const now = await truthAt(5);
    await until(() => areAt(now.tag), 'every reader to follow the restored log');
    for (const view of await views()) expect(view && seen(view)).toEqual(seen(now));
    expect(bySocket.broken).toEqual([]);

    // Nobody here knows any more that it was taken down: it is done again.
    expect(isTombstone((await desk.items()).find(({ id }) => id === goes.id) as Item)).toBe(false);
    await desk.takeDown(goes);
    const end = await truthAt(6);
    await until(() => areAt(end.tag), 'the takedown to reach every reader');
    for (const view of await views()) {
      const entry = view?.items.find(({ id }) => id === goes.id);
      expect(entry && isTombstone(entry)).toBe(true);
    }
    await place.drop();
    await other.drop();
  });

  test('what was taken down since is not in the restored log where the backup was scrubbed by the database of before', async () => {
    const place = await empty();
    const other = await empty();
    using kept = scratch();
    const first = await serve(place);
    const desk = new Desk(first.url);
    await desk.createFeed();
    const canary = 'zanzibarcanary';
    const goes = await desk.post(`The ${canary}`);
    const worded = await desk.post(`Named ${canary}`);
    const path = kept.at('backup.tar.gz');
    await done(place, 'backup', path);
    await desk.takeDown(goes);
    const words = {
      kind: 'redact',
      note: 'A name is gone.',
      headline: 'Named nobody',
      body: 'No.',
    };
    await desk.send('PATCH', `${desk.path}/items/${worded.id}`, words, 1);
    await first.server.kill('SIGTERM');
    await done(place, 'scrub', path, '--erased');
    await done(other, 'restore', path);
    const second = await serve(other);
    await using _second = second.server;
    const items = await new Desk(second.url).items();
    expect(JSON.stringify(items)).not.toContain(canary);
    expect(items.map(({ headline }) => headline)).toEqual(['Named nobody', undefined]);
    await place.drop();
    await other.drop();
  });
});
