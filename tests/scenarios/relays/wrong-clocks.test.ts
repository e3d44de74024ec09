import type { HeadMessage } from '../../../src/feed/messages.ts';
import { adminToken, call } from '../../call.ts';
import { Cable } from '../../faults/cable.ts';
import { ServerProcess } from '../../process.ts';
import { startRelay } from '../../relay-tree.ts';
import { emptyFolder } from '../../services/databases.ts';
import { clockThatIs } from '../../services/wrong-clock.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';

const hourMs = 3_600_000;
const bearer = { authorization: `Bearer ${adminToken}` };

describe('a relay whose upstreams have wrong clocks', () => {
  test.each([hourMs, -hourMs])(
    'says by its own since when nothing can have come, also where the line broke before them (%i ms)',
    async (aheadMs) => {
      const places = [emptyFolder(), emptyFolder(), emptyFolder()];
      const [first, second] = places.map(({ where }) => where.dataDir);
      const root = await ServerProcess.serving({
        ADMIN_TOKEN: adminToken,
        DATA_DIR: first ?? '',
        NODE_OPTIONS: clockThatIs(aheadMs),
      });
      await using _root = root.server;
      await using cable = await Cable.to(Number(new URL(root.url).port));
      const middle = await ServerProcess.serving({
        UPSTREAM_URL: `http://127.0.0.1:${cable.port}`,
        DATA_DIR: second ?? '',
        NODE_OPTIONS: clockThatIs(-aheadMs),
      });
      await using _middle = middle.server;
      const [, , place] = places;
      if (place === undefined) throw new Error('There are three.');
      await using leaf = await startRelay(place, middle.url);
      await call(root.url, 'POST', '/api/v1/feeds', { slug: 'storm', title: 'Storm' }, bearer);
      const post = (headline: string) =>
        call(root.url, 'POST', '/api/v1/feeds/storm/items', { headline }, bearer);
      using reader = new StockReader(leaf.url, { v: 1, subs: [{ feed: 'storm' }] });
      const head = (): HeadMessage | undefined => reader.of('head').at(-1);
      await until(() => head() !== undefined, 'the reader to have joined');
      const beganMs = Date.now();
      await post('Before the cut');
      await until(() => reader.of('change').length === 1, 'the change');
      expect(head()?.staleSince).toBeUndefined();
      cable.pullOut();
      await until(() => head()?.staleSince !== undefined, 'the reader to be told');
      const { now = '', staleSince = '' } = head() ?? {};
      for (const time of [now, staleSince]) {
        // The last greeting may be some seconds older than the change.
        expect(Date.parse(time)).toBeGreaterThan(beganMs - hourMs / 2);
        expect(Date.parse(time)).toBeLessThanOrEqual(Date.now());
      }
      expect(staleSince <= now).toBe(true);
      expect((await call(leaf.url, 'GET', '/readyz')).status).toBe(200);
      cable.putIn();
      await post('After the cut');
      await until(() => reader.of('change').length === 2, 'the next change');
      await until(() => head()?.staleSince === undefined, 'the reader to be told that it is back');
      for (const one of places) await one.drop();
    },
  );
});
