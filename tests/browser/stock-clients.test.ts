import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Change } from '../../src/feed/change.ts';
import type { PathName } from '../../src/gateway/fan-out/path.ts';
import { pathsHere } from '../gateway/paths-here.ts';
import { emptyFolder, type EmptyDatabase } from '../services/databases.ts';
import { TestServer } from '../server.ts';
import { StockReader } from '../stock-reader.ts';
import { until } from '../until.ts';
import { openBrowser } from './browser.ts';

/** As its authors build it for browsers. */
const client = resolve(
  import.meta.dirname,
  '../../node_modules/socket.io-client/dist/socket.io.min.js',
);
const auth = { v: 1, subs: [{ feed: 'f' }] };
const sentence =
  'Der Stadtrat hat am Mittag für die „Brücke“ gestimmt — die Bauarbeiten beginnen im März 🌉, sagte die Bürgermeisterin. ';
const changes = 30;
/** What the client's types do not know: no offer at all. */
const plainly = { perMessageDeflate: false } as unknown as {
  perMessageDeflate: { threshold: number };
};

/** The wire under a stock client in Node: how many bytes came over it. */
function bytesRead(reader: StockReader): number {
  const { transport } = reader.socket.io.engine as unknown as {
    transport: { ws: { _socket: { bytesRead: number } } };
  };
  return transport.ws._socket.bytesRead;
}

describe('stock clients decode every path, compressed and plain', () => {
  let browser: Browser;
  let place: EmptyDatabase;

  beforeAll(async () => {
    browser = await openBrowser();
    place = emptyFolder();
  });

  afterAll(async () => {
    await browser.close();
    await place.drop();
  });

  test.each([...pathsHere, 'stock' as const])(
    'in Node and in Chromium, on the path "%s"',
    async (fanOut: PathName) => {
      const folder = emptyFolder();
      await using server = await TestServer.start(folder, { fanOut });
      await server.createFeed('f', { lang: 'de' });
      using plain = new StockReader(server.url, auth, plainly);
      using squeezed = new StockReader(server.url, auth);
      const page = await browser.newPage();
      // Any page of any site: the feed has no allow-list.
      await page.goto(`${server.url}/healthz`);
      await page.addScriptTag({ content: readFileSync(client, 'utf8') });
      await page.evaluate(`
      window.heard = [];
      const socket = io(location.origin, { transports: ['websocket'], auth: ${JSON.stringify(auth)} });
      socket.on('snapshot', () => { window.isThere = true; });
      socket.on('change', (change) => window.heard.push(change));
    `);
      const isThere = () => page.evaluate<boolean>('window.isThere === true');
      const are = () => plain.of('snapshot').length === 1 && squeezed.of('snapshot').length === 1;
      await until(async () => are() && (await isThere()), 'all readers');
      const before = [bytesRead(plain), bytesRead(squeezed)];

      const published: Change[] = [];
      for (let n = 0; n < changes; n += 1) {
        const item = { headline: `Meldung ${n}`, body: sentence.repeat(8) + n };
        published.push((await server.publish('f', item)).change);
      }
      const heard = () => page.evaluate<Change[]>('window.heard');
      const haveAll = async () =>
        [plain, squeezed].every((reader) => reader.of('change').length === changes) &&
        (await heard()).length === changes;
      await until(haveAll, 'all changes everywhere');
      const seqs = published.map(({ seq }) => seq);
      for (const told of [plain.of('change'), squeezed.of('change'), await heard()]) {
        expect(told.map(({ seq }) => seq)).toEqual(seqs);
        expect(told.map(({ tag }) => tag)).toEqual(published.map(({ tag }) => tag));
        expect(JSON.stringify(told)).toContain(
          '„Brücke“ gestimmt — die Bauarbeiten beginnen im März 🌉',
        );
      }
      expect(await heard()).toEqual(plain.of('change'));
      expect(squeezed.of('change')).toEqual(plain.of('change'));
      const [inPlain = 0, compressed = 0] = [plain, squeezed].map(
        (reader, n) => bytesRead(reader) - (before[n] ?? 0),
      );
      // Socket.IO's own engine compresses nothing.
      if (fanOut !== 'stock') expect(compressed).toBeLessThan(0.65 * inPlain);
      await page.close();
      await folder.drop();
    },
  );
});
