import { sql } from 'kysely';
import { isTombstone, type Item } from '../../../src/feed/item.ts';
import type { Snapshot } from '../../../src/feed/snapshot.ts';
import { remarksOf } from '../../../src/feed/remarks.ts';
import { call } from '../../call.ts';
import { layOutEarlier, type EarlierRelease } from '../../earlier/lay-out-earlier.ts';
import { ServerProcess } from '../../process.ts';
import { databases } from '../../services/databases.ts';
import { until } from '../../until.ts';
import { VirtualReader } from '../../virtual-reader.ts';
import { freePort } from '../../services/free-port.ts';
import { Desk, done, environmentOf, scratch, serve } from './keep-room.ts';

describe.each(databases)('the data of an earlier release: %s', (name, empty) => {
  let release: EarlierRelease;

  beforeAll(() => {
    release = layOutEarlier();
  });

  afterAll(() => release.drop());

  /** What everybody sees of the feed, and what the newsroom has besides. */
  async function stateOf({ url, path }: Desk) {
    const { json } = await call(url, 'GET', path);
    const drafts = await new Desk(url).send('GET', `${path}/drafts`);
    return { snapshot: json as unknown as Snapshot, drafts };
  }

  // At SIGTERM a server writes what it still holds of its file, at SIGKILL it does not; of PostgreSQL it holds nothing.
  const signals: readonly NodeJS.Signals[] =
    name === 'PostgreSQL' ? ['SIGKILL'] : ['SIGTERM', 'SIGKILL'];
  test.each(signals)(
    'are all there in this one after %s, readers go on where they were, and the backup of before restores',
    async (signal) => {
      const place = await empty();
      const other = await empty();
      using kept = scratch();
      const PORT = String(await freePort());
      const environment = { ...environmentOf(place), PORT };
      const earlier = await ServerProcess.serving(environment, undefined, release.main);
      const before = new Desk(earlier.url);
      await before.createFeed();
      const item = await before.post('First');
      const at = `${before.path}/items/${item.id}`;
      await before.send('PATCH', at, { kind: 'correct', note: 'One.' }, 1);
      await before.send('PATCH', at, { kind: 'correct', note: 'Two.', headline: 'Second' }, 2);
      await before.send('PUT', `${at}/pin`);
      const gone = await before.post('Gone');
      await before.takeDown(gone);
      const headline = 'Not yet';
      await before.send('POST', `${before.path}/items`, { headline, draft: true });
      using reader = new VirtualReader('f', () => earlier.url);
      reader.connect();
      await until(() => reader.view !== undefined, 'the reader of before');
      const { snapshot } = await stateOf(before);
      // With the command of this release, as its notes advise: it changes nothing there.
      const path = kept.at('before-upgrade.tar.gz');
      await done(place, 'backup', path);
      await earlier.server.kill(signal);

      const present = await serve(place, { PORT });
      const here = new Desk(present.url);
      const after = await stateOf(here);
      const { epoch, seq, tag } = snapshot;
      expect(after.snapshot).toMatchObject({ epoch, seq, tag });
      expect(JSON.stringify(after.drafts)).toContain(headline);
      const entry = after.snapshot.items.find(({ id }) => id === item.id) as Item;
      expect(entry).toMatchObject({ headline: 'Second', rev: 3, pinned: true });
      expect(remarksOf(entry).map(({ note }) => note)).toEqual(['One.', 'Two.']);
      expect(after.snapshot.items.filter(isTombstone).map(({ id }) => id)).toEqual([gone.id]);
      await here.post('With this release');
      await until(() => reader.view?.seq === seq + 1, 'the reader to go on');
      expect([reader.broken, reader.resets]).toEqual([[], 0]);
      await present.server.kill('SIGTERM');

      expect(await done(other, 'verify', path)).toMatch(/^Whole/);
      await done(other, 'restore', path);
      const restored = await serve(other);
      await using _restored = restored.server;
      expect(await stateOf(new Desk(restored.url))).toEqual(after);
      // And back: the earlier release serves from what was restored.
      const back = await empty();
      await done(back, 'restore', path);
      const again = await ServerProcess.serving(environmentOf(back), undefined, release.main);
      await using _again = again.server;
      expect((await stateOf(new Desk(again.url))).snapshot).toEqual(snapshot);
      await again.server.kill('SIGTERM');
      await restored.server.kill('SIGTERM');
      for (const one of [place, other, back]) await one.drop();
    },
  );

  test('of a later release are refused at the start, with the cure', async () => {
    const place = await empty();
    const database = await place.open();
    await sql`insert into kysely_migration (name, timestamp) values ('999-later', '2099')`.execute(
      database.db,
    );
    await database.close();
    await expect(serve(place)).rejects.toThrow(
      /of a later release \(it has had 999-later\)\. Start/,
    );
    await place.drop();
  });
});
