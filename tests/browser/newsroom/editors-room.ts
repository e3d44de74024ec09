import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Config } from '../../../src/config.ts';
import { adminToken } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { madePostgres } from '../../services/empty-postgres.ts';
import { serviceUrl } from '../../services/service-url.ts';
import { until } from '../../until.ts';
import { openBrowser, openWholeBrowser } from '../browser.ts';

/** A server and a browser in which editors work, for the tests of a file. */
export interface EditorsRoom {
  readonly server: TestServer;
  readonly place: EmptyDatabase;
  /** Where two instances share one PostgreSQL and one Redis, the other one. */
  readonly other: TestServer;
  /** Makes a feed of its own for a test. */
  readonly feed: (more?: object) => Promise<string>;
  /** An editor in a browser context of its own, signed in, with the feed open. */
  readonly editor: (feed: string, viewport?: Viewport) => Promise<Desk>;
  /** A blank page in a browser context of its own. */
  readonly page: () => Promise<Page>;
}

interface Viewport {
  readonly width: number;
  readonly height: number;
}

interface RoomOptions {
  /** Two instances over one PostgreSQL and one Redis. */
  readonly shared?: boolean;
  /** A Chromium with all that a reader's has: the other shows no notifications. */
  readonly whole?: boolean;
  /** Asked before the server starts. */
  readonly config?: () => Promise<Partial<Config>>;
}

/** One instance with its own files, or two that share theirs. */
export function openEditorsRoom({
  shared = false,
  whole = false,
  config,
}: RoomOptions = {}): EditorsRoom {
  let place: EmptyDatabase;
  let server: TestServer;
  let other: TestServer;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  let feeds = 0;

  beforeAll(async () => {
    place = shared ? await madePostgres() : emptyFolder();
    const more = {
      ...(shared ? { redisUrl: serviceUrl('TEST_REDIS_URL') } : {}),
      ...(await config?.()),
    };
    server = await TestServer.start(place, more);
    other = shared ? await TestServer.start(place, more) : server;
    browser = await (whole ? openWholeBrowser() : openBrowser());
  });

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  afterAll(async () => {
    await browser.close();
    if (other !== server) await other[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  return {
    get server() {
      return server;
    },
    get place() {
      return place;
    },
    get other() {
      return other;
    },
    feed: async (more = {}) => {
      feeds += 1;
      await server.createFeed(`feed-${feeds}`, { timezone: 'Europe/Berlin', ...more });
      return `feed-${feeds}`;
    },
    editor: async (feed, viewport = { width: 1280, height: 900 }) => {
      const context = await browser.newContext({ viewport, locale: 'en-GB' });
      contexts.push(context);
      // The form for it has tests of its own.
      await signInAt(server, context);
      const desk = await Desk.open(context, server, feed);
      await desk.body.waitFor();
      return desk;
    },
    page: async () => {
      const context = await browser.newContext({ locale: 'en-GB' });
      contexts.push(context);
      return context.newPage();
    },
  };
}

/** Gives a browser the session of an admin, as the sign-in form would. */
async function signInAt(server: TestServer, context: BrowserContext): Promise<void> {
  const data = { token: adminToken };
  const answer = await context.request.post(`${server.url}/api/v1/session`, { data });
  if (!answer.ok()) throw new Error(`signing in answered ${answer.status()}`);
}

/** A tab of the newsroom, with one feed. */
export class Desk {
  private constructor(
    readonly page: Page,
    readonly server: TestServer,
    readonly feed: string,
  ) {}

  static async open(context: BrowserContext, server: TestServer, feed: string): Promise<Desk> {
    const page = await context.newPage();
    await page.goto(`${server.url}/newsroom?feed=${feed}`);
    return new Desk(page, server, feed);
  }

  async signIn(): Promise<void> {
    await this.page.getByLabel('Token').fill(adminToken);
    await this.page.keyboard.press('Enter');
    await this.body.waitFor();
  }

  /** Another tab of the same browser, at the same feed. */
  async another(): Promise<Desk> {
    const desk = await Desk.open(this.page.context(), this.server, this.feed);
    await desk.body.waitFor();
    return desk;
  }

  get body(): Locator {
    return this.page.locator('#composer').getByLabel('Text, in Markdown');
  }

  /** The row of an item or a draft, by its words. */
  row(words: string): Locator {
    return this.page.locator('.nr-row', { hasText: words });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  dialog(title: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name: title });
  }

  /** Opens the folded fields of a form. */
  async moreFields(within: Locator = this.page.locator('#composer')): Promise<void> {
    await within.getByText('More fields').click();
  }

  /** Waits until the status line shows the text, and returns the whole line. */
  async says(words: string | RegExp): Promise<string> {
    const said = this.page.locator('.nr-said', { hasText: words });
    await said.waitFor().catch(async (thrown: unknown) => {
      throw new Error(`It does not say "${words}". ${await this.seen()}`, { cause: thrown });
    });
    return (await this.page.locator('.nr-said').textContent()) ?? '';
  }

  /** What an editor sees of the page, for the message of a test that fails. */
  private seen(): Promise<string> {
    const seen = this.page.evaluate(() => {
      const focus = document.activeElement?.outerHTML.slice(0, 200);
      return `The focus is at ${focus}; the page has:\n${document.body.innerText}`;
    });
    const silent = new Promise<string>((done) =>
      setTimeout(() => done('The page does not answer.'), 10_000).unref(),
    );
    return Promise.race([seen, silent]);
  }

  /** Waits until this device has kept a text with these words. */
  async keeps(words: string): Promise<void> {
    await until(() => this.hasKept(words), `"${words}" on the device`);
  }

  hasKept(words: string): Promise<boolean> {
    return this.page.evaluate(
      (text) => Object.values(localStorage).some((kept) => String(kept).includes(text)),
      words,
    );
  }

  call(method: string, path: string, body?: unknown, headers?: Record<string, string>) {
    return this.server.call(method, `/api/v1/feeds/${this.feed}${path}`, body, headers);
  }

  async publish(headline: string, more: object = {}): Promise<string> {
    const { item } = await this.server.publish(this.feed, { headline, ...more });
    return item.id;
  }

  async draft(headline: string, more: object = {}): Promise<string> {
    const { json } = await this.call('POST', '/items', { headline, draft: true, ...more });
    return (json['item'] as { id: string }).id;
  }

  /** The feed's drafts as the server has them. */
  async drafts(): Promise<readonly Record<string, unknown>[]> {
    return (await this.call('GET', '/drafts')).json['items'] as Record<string, unknown>[];
  }

  /** The feed's newest items as readers have them. */
  async items(): Promise<readonly Record<string, unknown>[]> {
    return (await this.call('GET', '')).json['items'] as Record<string, unknown>[];
  }
}
