import type { Item } from '../../../src/feed/item.ts';
import { TestServer } from '../../server.ts';
import { freePort } from '../../services/free-port.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';
import { HostSite } from '../embed/host-site.ts';
import type { Engine, Run } from './engine.ts';
import { LatePictures } from './late-pictures.ts';

/** A server, somebody else's site with pictures that come late, and a browser of another engine. */
export interface EngineRoom {
  readonly server: TestServer;
  readonly host: HostSite;
  readonly pictures: LatePictures;
  readonly engine: Engine;
  /** A new feed with as many items of some length, oldest first. */
  readonly filled: (count: number, item?: object) => Promise<Filled>;
  /** Opens a page, and waits until its ticker is live. */
  readonly openLive: (url: string) => Promise<void>;
  readonly isLive: (run?: Run) => Promise<void>;
  /** Leaves the page by a link in it. */
  readonly leaveBy: (selector: string) => Promise<void>;
  /** A page of the host with the ticker between words of its own. */
  readonly hostPage: (feed: string, attributes?: string) => string;
}

export interface Filled {
  readonly feed: string;
  readonly url: string;
  readonly items: readonly Item[];
}

export function openEngineRoom(openEngine: () => Promise<Engine>): EngineRoom {
  const place = emptyFolder();
  let server: TestServer;
  let host: HostSite;
  let pictures: LatePictures;
  let engine: Engine;
  let feeds = 0;

  beforeAll(async () => {
    const port = await freePort();
    server = await TestServer.start(place, { port, publicUrl: `http://127.0.0.1:${port}` });
    host = await HostSite.open();
    pictures = await LatePictures.open();
    engine = await openEngine();
  });

  afterAll(async () => {
    await engine[Symbol.asyncDispose]();
    await pictures[Symbol.asyncDispose]();
    await host[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const isLive = async (run: Run = engine.run) => {
    const status = () => run(statusInPage, undefined);
    await until(async () => (await status()) === 'live', 'the ticker to be live');
  };

  return {
    get server() {
      return server;
    },
    get host() {
      return host;
    },
    get pictures() {
      return pictures;
    },
    get engine() {
      return engine;
    },
    filled: async (count, more = {}) => {
      feeds += 1;
      const feed = `feed-${feeds}`;
      await server.createFeed(feed);
      const items: Item[] = [];
      for (let n = 1; n <= count; n += 1) {
        const body = 'Words. '.repeat(60);
        const { item } = await server.publish(feed, { headline: `Headline ${n}`, body, ...more });
        items.push(item);
      }
      return { feed, items, url: `${server.url}/feeds/${feed}` };
    },
    openLive: async (url) => {
      await engine.open(url);
      await isLive();
    },
    isLive,
    leaveBy: async (selector) => {
      const from = await engine.run(() => location.href, undefined);
      await engine.click(selector);
      const where = () =>
        engine.run(() => (document.readyState === 'complete' ? location.href : null), undefined);
      // While it is between two pages, a browser answers nothing.
      await until(async () => ![from, null].includes(await where().catch(() => null)), selector);
    },
    hostPage: (feed, attributes = '') =>
      host.page(
        `<p>${'Other words. '.repeat(80)}</p>
         <live-ticker feed="${feed}" ${attributes}></live-ticker>
         <p>${'Other words. '.repeat(80)}</p>
         <script src="${server.url}/v1/ticker.js"></script>`,
      ),
  };
}

function statusInPage(): string | undefined {
  const root = document.querySelector('live-ticker')?.shadowRoot;
  return root?.querySelector<HTMLElement>('[part=status]')?.dataset['status'];
}
