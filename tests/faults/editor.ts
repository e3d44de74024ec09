import { randomUUID } from 'node:crypto';
import { changeKindNames, type ChangeKind } from '../../src/feed/change-kinds.ts';
import type { Change } from '../../src/feed/change.ts';
import type { Snapshot } from '../../src/feed/snapshot.ts';
import { adminToken, call, type Answer } from '../call.ts';

/** Who calls, and what kinds of changes this person makes. */
export interface Signature {
  /** The headers of a call to a server: a token, or a session with its origin. */
  readonly headers: Readonly<Record<string, string>>;
  readonly kinds: readonly ChangeKind[];
}

const admin: Signature = {
  headers: { authorization: `Bearer ${adminToken}` },
  kinds: changeKindNames,
};

/** How long a post is tried again before the editor gives up. */
const patienceMs = 60_000;

/** How much of an editor's work each kind of change is. */
const shares: Readonly<Record<ChangeKind, number>> = {
  post: 0.51,
  edit: 0.1,
  correct: 0.1,
  strike: 0.05,
  unstrike: 0.02,
  redact: 0.02,
  takedown: 0.06,
  pin: 0.08,
  unpin: 0.04,
  feed: 0.02,
};

interface Seen {
  readonly id: string;
  rev: number;
}

/**
 * An editor whose tool repeats a call at another instance, with the same key, until it is answered; and that counts.
 */
export class Editor {
  /** The headlines of acknowledged posts: each is to be in the log once. */
  readonly acknowledged = new Set<string>();
  /** The ids of the same posts. */
  readonly posted = new Set<string>();
  /** Answers that ask for a retry, and calls without an answer. */
  refusals = 0;
  /** What the first of them was. */
  firstRefusal: string | undefined;
  #items: Seen[] = [];
  #pinned: string | undefined;
  #feed: string;
  #urls: readonly string[];
  #random: () => number;
  #signature: Signature;
  #acts: Readonly<Record<ChangeKind, (item: Seen) => Promise<void>>> = {
    post: () => this.post('word '.repeat(40)),
    edit: (item) => this.#revise(item, { kind: 'edit', body: `${Date.now()}` }),
    correct: (item) => this.#revise(item, { kind: 'correct', note: 'It was two.' }),
    strike: (item) => this.#revise(item, { kind: 'strike', note: 'Wrong.' }),
    unstrike: async (item) => {
      await this.#revise(item, { kind: 'strike', note: 'Wrong.' });
      await this.#revise(item, { kind: 'unstrike', note: 'It was right.' });
    },
    redact: (item) =>
      this.#revise(item, { kind: 'redact', note: 'A name.', body: `${Date.now()}` }),
    takedown: (item) => this.#takeDown(item),
    pin: ({ id }) => this.#pin(id),
    unpin: () => this.#unpin(),
    feed: async () => {
      const path = `/api/v1/feeds/${this.#feed}`;
      await this.#send('PATCH', path, { description: `As of ${Date.now()}` });
    },
  };

  constructor(
    feed: string,
    urls: readonly string[],
    random: () => number = Math.random,
    signature = admin,
  ) {
    this.#feed = feed;
    this.#urls = urls;
    this.#random = random;
    this.#signature = signature;
  }

  async createFeed(): Promise<void> {
    await this.#send('POST', '/api/v1/feeds', { slug: this.#feed, title: this.#feed });
  }

  /** Posts; the headline says when that was first tried. `fields`: more of the item. */
  async post(body?: string, fields: object = {}): Promise<void> {
    const headline = `at ${Date.now()} ${randomUUID()}`;
    const more = body === undefined ? fields : { body, ...fields };
    const { json } = await this.#send('POST', this.#path(''), { headline, ...more });
    this.acknowledged.add(headline);
    const { id, rev } = json['item'] as { id: string; rev: number };
    this.posted.add(id);
    this.#items = [...this.#items.slice(-30), { id, rev }];
  }

  /** Anything this editor does: mostly posts; every other kind of change among them. */
  async doSomething(): Promise<void> {
    const item = this.#items[Math.floor(this.#random() * this.#items.length)];
    if (item === undefined) return this.post('word '.repeat(40));
    await this.#acts[this.#drawn()](item);
  }

  #drawn(): ChangeKind {
    let upTo = 0;
    const drawn = this.#random();
    const { kinds } = this.#signature;
    return kinds.find((kind) => drawn < (upTo += shares[kind])) ?? 'post';
  }

  /** The log's fold. */
  async truth(): Promise<Snapshot> {
    const { json } = await this.#send('GET', `/api/v1/feeds/${this.#feed}`);
    return json as unknown as Snapshot;
  }

  /** What is wrong with the log: acknowledged posts that are not in it exactly once, holes in `seq`. */
  async faultsOfLog(): Promise<readonly string[]> {
    const base = `/api/v1/feeds/${this.#feed}`;
    const { json: head } = await this.#send('GET', `${base}/head`);
    const changes: Change[] = [];
    for (let n = 0; n * 64 < Number(head['seq']); n += 1) {
      const { json } = await this.#send('GET', `${base}/log/${String(head['epoch'])}/${n}`);
      changes.push(...(json['changes'] as readonly Change[]));
    }
    const posts = changes.filter(({ kind }) => kind === 'post').length;
    const times = new Map<string, number>();
    for (const change of changes) {
      if (change.kind !== 'post' || !('headline' in change.item)) continue;
      const { headline = '' } = change.item;
      times.set(headline, (times.get(headline) ?? 0) + 1);
    }
    const kept = [...this.acknowledged].filter((headline) => times.has(headline)).length;
    const twice = [...times].filter(([, count]) => count !== 1);
    // A takedown erases the headline, so taken-down posts are compared by number.
    const taken = posts - [...times.values()].reduce((sum, count) => sum + count, 0);
    return [
      ...twice.map(([headline, count]) => `posted ${count} times: ${headline}`),
      ...(kept + taken === this.acknowledged.size
        ? []
        : ['an acknowledged post is not in the log']),
      ...changes.flatMap(({ seq }, index) => (seq === index + 1 ? [] : [`a hole at ${index + 1}`])),
    ];
  }

  async #takeDown({ id }: Seen): Promise<void> {
    await this.#send('DELETE', this.#path(`/${id}`), { reason: 'asked for' });
    this.#items = this.#items.filter((other) => other.id !== id);
    if (this.#pinned === id) this.#pinned = undefined;
  }

  async #pin(id: string): Promise<void> {
    await this.#send('PUT', `${this.#path(`/${id}`)}/pin`);
    this.#pinned = id;
  }

  async #unpin(): Promise<void> {
    if (this.#pinned === undefined) return;
    await this.#send('DELETE', `${this.#path(`/${this.#pinned}`)}/pin`);
    this.#pinned = undefined;
  }

  async #revise(item: Seen, change: object): Promise<void> {
    const ifMatch = { 'if-match': `"${item.rev}"` };
    const { json } = await this.#send('PATCH', this.#path(`/${item.id}`), change, ifMatch);
    item.rev = (json['item'] as { rev: number }).rev;
  }

  #path(rest: string): string {
    return `/api/v1/feeds/${this.#feed}/items${rest}`;
  }

  async #send(method: string, path: string, body?: unknown, more = {}): Promise<Answer> {
    const headers = { ...this.#signature.headers, 'idempotency-key': randomUUID(), ...more };
    const endMs = Date.now() + patienceMs;
    for (;;) {
      const url = this.#urls[Math.floor(this.#random() * this.#urls.length)] ?? '';
      let why = '';
      const answer = await call(url, method, path, body, headers).catch((error: unknown) => {
        const { message, cause } = error as Error;
        why = `${message} ${cause instanceof Error ? cause.message : ''}`;
        return undefined;
      });
      if (answer !== undefined && answer.status < 300) return answer;
      if (Date.now() > endMs || (answer !== undefined && answer.status < 500)) {
        throw new Error(`${method} ${path}: ${answer?.status} ${answer?.text}`);
      }
      this.refusals += 1;
      this.firstRefusal ??= `${method} ${path}: ${answer === undefined ? why : `${answer.status} ${answer.text}`}`;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}
