import { randomUUID } from 'node:crypto';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from 'playwright-core';
import { adminToken, call, type Answer } from '../../call.ts';
import {
  browserOptions,
  findChromium,
  findChromiumShell,
} from '../../services/browsers/chromium.ts';
import { freePort } from '../../services/free-port.ts';
import { startPostgres, type PostgresServer } from '../../services/postgres.ts';
import { startRedis, type RedisServer } from '../../services/redis.ts';
import { until } from '../../until.ts';
import { Cluster } from '../cluster.ts';

const password = 'nine grey herons at the pier';

/** Two instances over one PostgreSQL and one Redis, each of which can be taken away, and a real Chromium. */
export class PressRoom implements AsyncDisposable {
  private constructor(
    readonly cluster: Cluster,
    readonly postgres: PostgresServer,
    private redis: RedisServer,
    readonly browser: Browser,
  ) {}

  static async open(): Promise<PressRoom> {
    const redis = await startRedis(await freePort());
    const postgres = await startPostgres();
    const executablePath = findChromiumShell(findChromium());
    const browser = await chromium.launch({ executablePath, ...browserOptions });
    const cluster = await Cluster.start(2, { redisUrl: redis.url, databaseUrl: postgres.url });
    return new PressRoom(cluster, postgres, redis, browser);
  }

  /** The instance the page under test is at, and the one it is not at. */
  get here(): string {
    return this.cluster.urls[0] ?? '';
  }

  get there(): string {
    return this.cluster.urls[1] ?? '';
  }

  stopRedis(): Promise<void> {
    return this.redis.stop();
  }

  async startRedis(): Promise<void> {
    this.redis = await startRedis(this.redis.port);
  }

  /** A call with the admin's token, at the instance the page is not at. */
  call(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
    const authorization = `Bearer ${adminToken}`;
    return call(this.there, method, `/api/v1${path}`, body, { authorization, ...headers });
  }

  /** The same, where any other answer than success is a fault of the round itself. */
  async mustCall(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
    const answer = await this.call(method, path, body, headers);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    }
    return answer;
  }

  /** Waits until both instances can write again, and have their Redis. */
  async isWhole(): Promise<void> {
    await until(async () => {
      const asked = this.cluster.urls.map((url) => call(url, 'GET', '/readyz'));
      const answers = await Promise.all(asked).catch(() => []);
      return (
        answers.length > 0 &&
        answers.every(({ status, json }) => status === 200 && json['bus'] === true)
      );
    }, 'both instances to be ready');
  }

  /** A new person with this role, signed in at the first instance with the feed open. */
  async join(role: string, feed: string): Promise<Seat> {
    const asked = await this.mustCall('POST', '/invitations', { role });
    const code = String(asked.json['url']).split('=')[1];
    const name = `Vera ${randomUUID().slice(0, 8)}`;
    await this.mustCall('POST', `/invitations/${code}`, { name, password });
    const context = await this.browser.newContext({ locale: 'en-GB' });
    context.setDefaultTimeout(15_000);
    const seat = new Seat(this, context, name, feed);
    await seat.open();
    return seat;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.cluster[Symbol.asyncDispose]();
    await this.redis.stop();
    await this.postgres.stop();
  }
}

/** A person at a browser of its own: the page may die, what the browser keeps stays. */
export class Seat {
  #page: Page | undefined;
  #writes = 0;
  #isDead = false;
  /** Readers must not have the words before this time: RFC 3339, UTC. */
  notBefore: string | undefined;

  constructor(
    readonly room: PressRoom,
    readonly context: BrowserContext,
    readonly name: string,
    readonly feed: string,
  ) {}

  get page(): Page {
    if (this.#page === undefined) throw new Error('The page was not opened.');
    return this.#page;
  }

  get body(): Locator {
    return this.page.locator('#composer').getByLabel('Text, in Markdown');
  }

  /** Opens the newsroom in a new page in place of the one before, and signs in where that is asked for. */
  async open(): Promise<void> {
    await this.#page?.close();
    this.#isDead = false;
    this.#page = await this.context.newPage();
    await this.page.goto(`${this.room.here}/newsroom/feeds/${this.feed}`);
    const field = this.page.getByLabel('Password');
    await this.body.or(field).first().waitFor();
    if (await field.isVisible()) {
      await this.page.getByLabel('Name').fill(this.name);
      await field.fill(password);
      await this.page.keyboard.press('Enter');
    }
    await this.body.waitFor();
    this.#writes = 0;
    this.page.on('request', (request) => {
      if (request.method() !== 'GET') this.#writes += 1;
    });
  }

  /** Waits until a call that writes is on its way from this page. */
  isWriting(): Promise<void> {
    return until(async () => this.#writes > 0, 'a call of the page');
  }

  /** Waits until the page has told what became of its call; rejects after 5 s, and at once where the page is dead. */
  async isAnswered(): Promise<void> {
    if (this.#isDead) throw new Error('The page is dead.');
    await this.page
      .locator('.nr-said:not(:empty), .nr-problem')
      .first()
      .waitFor({ timeout: 5_000 });
  }

  row(words: string): Locator {
    return this.page.locator('.nr-row', { hasText: words });
  }

  /** The text of the draft whose form is open. */
  get draftText(): Locator {
    return this.page.locator('.nr-drafts').getByLabel('Text, in Markdown');
  }

  /** Waits until the device has kept these words. */
  keeps(words: string): Promise<void> {
    const isKept = () =>
      this.page.evaluate(
        (text) => Object.values(localStorage).some((kept) => String(kept).includes(text)),
        words,
      );
    return until(isKept, `"${words}" on the device`);
  }

  /** The process of the page ends: nothing in it can say a last word. */
  async crash(): Promise<void> {
    const crashed = this.page.waitForEvent('crash');
    const devtools = await this.context.newCDPSession(this.page);
    devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    this.#isDead = true;
  }

  /** The person ends all sessions, from another device. */
  async endSession(): Promise<void> {
    const who = { name: this.name, password };
    const opened = await call(this.room.there, 'POST', '/api/v1/session', who);
    const [cookie = ''] = (opened.headers.get('set-cookie') ?? '').split(';');
    const origin = this.room.there;
    const ended = await call(origin, 'DELETE', '/api/v1/sessions', undefined, { cookie, origin });
    if (ended.status >= 300) throw new Error(`ending all sessions answered ${ended.status}`);
  }

  /** Everything a person sees in the page, words in fields included. */
  shown(): Promise<string> {
    return this.page.evaluate(() =>
      [
        document.body.innerText,
        ...[...document.querySelectorAll('textarea, input')].map(
          (field) => (field as HTMLInputElement).value,
        ),
        ...[...document.querySelectorAll('.nr-markdown')].map(
          ({ shadowRoot }) => shadowRoot?.querySelector<HTMLElement>('.cm-content')?.innerText,
        ),
      ].join('\n'),
    );
  }
}
