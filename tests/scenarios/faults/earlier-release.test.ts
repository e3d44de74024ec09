import type { Browser, Page } from 'playwright-core';
import type { Item } from '../../../src/feed/item.ts';
import { isStruck, remarksOf } from '../../../src/feed/remarks.ts';
import { newest, snapshotItems, type Snapshot } from '../../../src/feed/snapshot.ts';
import { openBrowser } from '../../browser/browser.ts';
import { adminToken, call } from '../../call.ts';
import { Cable } from '../../faults/cable.ts';
import { layOutEarlier, type EarlierRelease } from '../../earlier/lay-out-earlier.ts';
import { ServerProcess } from '../../process.ts';
import type { EmptyDatabase } from '../../services/databases.ts';
import { emptyPostgres } from '../../services/empty-postgres.ts';
import { startRedis } from '../../services/redis.ts';
import { until } from '../../until.ts';
import { VirtualReader } from '../../virtual-reader.ts';
import { StreamReader } from '../reading/stream-reader.ts';

const api = '/api/v1/feeds/f';

/** A newsroom's tool that works at one server. */
class Desk {
  constructor(readonly url: string) {}

  async send(method: string, path: string, body?: object, rev?: number): Promise<Item> {
    const headers = {
      authorization: `Bearer ${adminToken}`,
      ...(rev === undefined ? {} : { 'if-match': `"${rev}"` }),
    };
    const { status, text, json } = await call(this.url, method, `${api}${path}`, body, headers);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return (json as { item: Item }).item;
  }

  post(headline: string): Promise<Item> {
    return this.send('POST', '/items', { headline, body: `${headline}.` });
  }

  change({ id, rev }: Item, kind: string, more: object): Promise<Item> {
    return this.send('PATCH', `/items/${id}`, { kind, ...more }, rev);
  }

  async truth(): Promise<Snapshot> {
    return (await call(this.url, 'GET', api)).json as unknown as Snapshot;
  }
}

describe('the release before, beside this one on one Redis and one database', () => {
  let place: EmptyDatabase;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let release: EarlierRelease;
  let earlier: ServerProcess;
  let present: ServerProcess;
  let before: Desk;
  let here: Desk;
  let browser: Browser;

  beforeAll(async () => {
    place = await emptyPostgres();
    redis = await startRedis();
    browser = await openBrowser();
    const { databaseUrl = '' } = place.where;
    const shared = { REDIS_URL: redis.url, DATABASE_URL: databaseUrl, ADMIN_TOKEN: adminToken };
    // It makes the database, and has remarks of its own in it before the other comes and migrates.
    release = layOutEarlier();
    const first = await ServerProcess.serving(shared, undefined, release.main);
    [earlier, before] = [first.server, new Desk(first.url)];
    const body = { slug: 'f', title: 'F' };
    await call(first.url, 'POST', '/api/v1/feeds', body, { authorization: `Bearer ${adminToken}` });
    const old = await before.post('Of before');
    const once = await before.change(old, 'correct', { note: 'Three.' });
    await before.change(once, 'correct', { note: 'Four.' });
    // Its announcements have a part of which the other knows nothing; there is no collector there.
    const traced = { ...shared, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
    const second = await ServerProcess.serving(traced);
    [present, here] = [second.server, new Desk(second.url)];
  });

  afterAll(async () => {
    await browser.close();
    await earlier.kill();
    await present.kill();
    release.drop();
    await redis.stop();
    await place.drop();
  });

  test('both publish, every reader of both sees the same, and remarks of either are all there', async () => {
    using byOld = new VirtualReader('f', () => before.url);
    using byNew = new VirtualReader('f', () => here.url);
    const streams = [before, here].map(({ url }) => {
      const stream = new StreamReader('f');
      stream.connect(url);
      return stream;
    });
    for (const reader of [byOld, byNew]) reader.connect();
    await until(() => byOld.view !== undefined && byNew.view !== undefined, 'both views');

    const last: Item[] = [];
    for (let round = 0; round < 8; round += 1) {
      const [a, b] = await Promise.all([before.post(`A${round}`), here.post(`B${round}`)]);
      let one = await here.change(a, 'correct', {
        note: 'First.',
        headline: `A${round}, corrected`,
      });
      one = await before.change(one, 'strike', { note: 'Wrong.' });
      one = await here.change(one, 'unstrike', { note: 'Right.' });
      one = await before.change(one, 'edit', { headline: `A${round}, mended` });
      let other = await here.change(b, 'strike', { note: 'Wrong.' });
      other = await here.change(other, 'unstrike', { note: 'Right.' });
      other = await before.change(other, 'correct', { note: 'Of a reinstated one.' });
      await before.send('PUT', `/items/${one.id}/pin`);
      if (round % 2 === 1) {
        const taker = round % 4 === 1 ? before : here;
        await taker.send('DELETE', `/items/${other.id}`, { reason: 'asked for' });
      }
      last.splice(0, 2, one, other);
    }
    const isLevel = async () => {
      const truth = await here.truth();
      const views = [byOld.newest, byNew.newest, ...streams.map(newestOf)];
      return views.every((view) => view?.tag === truth.tag);
    };
    await until(isLevel, 'every view to be at the end');
    const truth = await here.truth();
    expect(await before.truth()).toEqual(truth);
    for (const view of [byOld.newest, byNew.newest, ...streams.map(newestOf)]) {
      expect(view).toEqual(truth);
    }
    expect([byOld.broken, byNew.broken, ...streams.map(({ broken }) => broken)].flat()).toEqual([]);

    const [one] = last;
    const item = truth.items.find(({ id }) => id === one?.id) as Item;
    expect(remarksOf(item).map(({ kind }) => kind)).toEqual(['correct', 'strike', 'unstrike']);
    expect(isStruck(item)).toBe(false);
    // The first correction, which was hidden before, too.
    const history = await call(here.url, 'GET', `${api}/items?limit=100`);
    const items = history.json['items'] as Item[];
    const migrated = items.find((entry) => entry.headline === 'Of before');
    expect(migrated?.remarks?.map(({ note }) => note)).toEqual(['Three.', 'Four.']);
    for (const { url } of [before, here]) {
      for (const path of [
        '/feeds/f',
        `/feeds/f/items/${item.id}`,
        `${api}/items/${item.id}/history`,
      ]) {
        expect((await call(url, 'GET', path)).status).toBe(200);
      }
    }
    // One line for the operator of the older one, not one for each change.
    expect(earlier.output.split('\n').filter((line) => line.includes('"unstrike"'))).toHaveLength(
      1,
    );
    for (const stream of streams) stream.leave();
  });

  test('a held post goes out at its time and once, though the release before knows of no holding', async () => {
    const auth = { authorization: `Bearer ${adminToken}` };
    const set = (undoSeconds: number) => call(here.url, 'PATCH', api, { undoSeconds }, auth);
    await set(3);
    const seq = (await here.truth()).seq;
    const held = await here.post('Held beside the release before');
    const { until: time } = held as Item & { until: string };
    expect(JSON.stringify(await before.truth())).not.toContain('Held beside');
    const taken = await here.post('Taken back beside it');
    await here.send('POST', `/items/${taken.id}/recall`);
    await until(async () => (await before.truth()).seq > seq, 'the held post');
    const truth = await before.truth();
    expect(truth.items[0]).toMatchObject({ id: held.id, rev: 1 });
    expect((truth.items[0] as Item).postedAt >= time).toBe(true);
    // One look of each at what is due, and nothing more comes.
    const last = await before.post('After it');
    await until(async () => (await here.truth()).items[0]?.id === last.id, 'the last');
    expect((await here.truth()).seq).toBe(seq + 2);
    await set(0);
    await here.send('DELETE', `/items/${taken.id}`);
  });

  test('an open page and a server of before show an item of whose writer the present one knows more', async () => {
    const page = await browser.newPage();
    const errors = errorsOf(page);
    await page.goto(`${before.url}/feeds/f`);
    await page.locator('live-ticker [part=status][data-status=live]').waitFor();
    const ida = { name: 'Ida', role: 'reporter' };
    await here.send('POST', '/items', { headline: 'By Ida', bylines: [ida] });
    await page.locator('live-ticker [part=pill]').click();
    await shown(page, 'By Ida').waitFor();
    expect(await shown(page, 'By Ida').textContent()).toContain('Ida');
    expect(errors).toEqual([]);
    expect((await call(before.url, 'GET', '/feeds/f')).status).toBe(200);
    await page.close();
  });

  test.each([
    ['of before goes on with the present server', () => [before, here] as const],
    ['of the present goes on with a server of before', () => [here, before] as const],
  ])('an open page %s: a strike, its undoing and a takedown reach it', async (_, pair) => {
    const [from, to] = pair();
    await using cable = await Cable.to(Number(new URL(from.url).port));
    const page = await browser.newPage();
    const errors = errorsOf(page);
    const name = `Seen by ${from.url}`;
    const item = await here.post(name);
    await until(
      async () => (await from.truth()).items.some(({ id }) => id === item.id),
      'the item',
    );
    await page.goto(`http://127.0.0.1:${cable.port}/feeds/f`);
    await shown(page, name).waitFor();

    cable.leadTo(Number(new URL(to.url).port));
    cable.cut();
    const struck = await here.change(item, 'strike', { note: 'A hoax.' });
    await page.locator('.lt-item.lt-struck', { hasText: name }).waitFor();
    await here.change(struck, 'unstrike', { note: 'It holds.' });
    await page.locator('.lt-item:not(.lt-struck)', { hasText: name }).waitFor();
    await before.send('DELETE', `/items/${item.id}`, { reason: 'asked for' });
    await shown(page, name).waitFor({ state: 'detached' });
    // A server of before has no reader’s tools: the ticker goes without. One that ends may leave a question open.
    const expected = /WebSocket connection|\/v1\/reading\.js|\/tempo$/;
    expect(errors.filter((text) => !expected.test(text))).toEqual([]);
    await page.close();
  });
});

function newestOf({ view }: StreamReader): Snapshot | undefined {
  return view && newest(view, snapshotItems);
}

function shown(page: Page, name: string) {
  return page.locator('live-ticker .lt-item', { hasText: name });
}

function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  });
  return errors;
}
