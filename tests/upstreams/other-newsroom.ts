import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Change } from '../../src/feed/change.ts';
import { isTombstone, newestFirst, type Entry, type Item } from '../../src/feed/item.ts';
import { contentOf } from '../contract/commands.ts';

/** What is wrong with an answer. */
export type Strangeness =
  | 'silent'
  | 'page'
  | 'script'
  | 'other JSON'
  | 'too much'
  | 'endless'
  | 'moved'
  | 'broken'
  | 'packed'
  | 'holes'
  | 'wrong tags';

/** A newsroom elsewhere whose log is what a test says, and whose answers are as strange as it likes. */
export class OtherNewsroom implements AsyncDisposable {
  epoch = 'there';
  strange: Strangeness | undefined;
  asked: string[] = [];
  /** Who it says that it is in its JSON Feed, and the status of that answer. */
  authors: unknown;
  feedStatus = 200;
  changes: Change[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<OtherNewsroom> {
    const server = createServer((request, response) => {
      newsroom.asked.push(request.url ?? '');
      newsroom.answer(new URL(request.url ?? '', 'http://x').pathname, response);
    });
    const newsroom = new OtherNewsroom(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return newsroom;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/feeds/storm`;
  }

  /** Appends a change of an item. */
  add(kind: Change['kind'], id: string, headline: string, more: Partial<Item> = {}): Item {
    const held = this.entries().find((entry) => entry.id === id);
    const rev = held === undefined || isTombstone(held) ? 1 : held.rev + 1;
    const at = new Date(Date.UTC(2021, 1, 19, 10, this.changes.length)).toISOString();
    const postedAt = held?.postedAt ?? at;
    const times = { postedAt, updatedAt: at };
    const item: Item = { id, rev, ...contentOf(headline), pinned: false, ...times, ...more };
    this.append({ kind, item, ...(kind === 'correct' && { note: headline }) });
    return item;
  }

  append(content: object): void {
    const seq = this.changes.length + 1;
    const prev = this.changes.at(-1)?.tag ?? 'root';
    const tag = `${this.epoch}-${seq}-${Math.random().toString(36).slice(2, 8)}`;
    const row = { feed: 'storm', epoch: this.epoch, seq, tag, prev, at: new Date().toISOString() };
    this.changes.push({ ...row, ...content } as unknown as Change);
  }

  /** The log is as it was after so many changes. */
  restore(seq: number): void {
    this.changes = this.changes.slice(0, seq);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private get position() {
    const { seq = 0, tag = 'root' } = this.changes.at(-1) ?? {};
    return { feed: 'storm', epoch: this.epoch, seq, tag };
  }

  private entries(): readonly Entry[] {
    const entries = new Map<string, Entry>();
    for (const change of this.changes) {
      if ('item' in change) entries.set(change.item.id, change.item);
    }
    return [...entries.values()].sort(newestFirst);
  }

  private answer(path: string, response: ServerResponse): void {
    if (this.strange !== undefined && this.beStrange(this.strange, response)) return;
    const calls = '/api/v1/feeds/storm';
    const say = (value: object) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
    const [, n] = new RegExp(`^${calls}/log/${this.epoch}/(\\d+)$`).exec(path) ?? [];
    const [, id] = new RegExp(`^${calls}/items/([^/]+)/history$`).exec(path) ?? [];
    const info = { title: 'Storm', lang: 'en', timezone: 'UTC', coverage: 'open' };
    if (path === '/feeds/storm/feed.json') {
      response.statusCode = this.feedStatus;
      say({ version: 'https://jsonfeed.org/version/1.1', authors: this.authors, items: [] });
    } else if (path === `${calls}/head`) say({ ...this.position, scrubbed: '0' });
    else if (path === calls) say({ ...this.position, info, items: this.entries(), more: null });
    else if (id !== undefined) say({ wordings: this.wordings(id) });
    else if (n !== undefined) {
      const changes = this.changes.slice(Number(n) * 64, Number(n) * 64 + 64).map((change) => {
        if (this.strange === 'wrong tags') return { ...change, prev: 'lie' };
        return this.strange === 'holes' ? { ...change, seq: change.seq + 1 } : change;
      });
      say({ ...this.position, n: Number(n), full: false, changes });
    } else response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{}');
  }

  private wordings(id: string): readonly object[] {
    return this.changes.flatMap((change) => {
      if (!('item' in change) || change.item.id !== id || isTombstone(change.item)) return [];
      const { item, kind } = change;
      return [
        {
          rev: item.rev,
          kind,
          at: item.updatedAt,
          item,
          ...('note' in change && { note: change.note }),
        },
      ];
    });
  }

  /** False where only a part of an answer is strange. */
  private beStrange(strange: Strangeness, response: ServerResponse): boolean {
    const json = { 'content-type': 'application/json' };
    switch (strange) {
      case 'silent':
        return true;
      case 'page':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Storm</h1>');
        return true;
      case 'script':
        response.writeHead(200, { 'content-type': 'text/javascript' }).end('{"seq": 1}');
        return true;
      case 'other JSON':
        response.writeHead(200, json).end('{"seq": "1", "items": {}}');
        return true;
      case 'too much':
        response.writeHead(200, json).end(`"${'x'.repeat(200_000)}"`);
        return true;
      case 'endless': {
        response.writeHead(200, json);
        const timer = setInterval(() => response.write(' '), 20);
        response.once('close', () => clearInterval(timer));
        return true;
      }
      case 'moved':
        response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
        return true;
      case 'broken':
        response.writeHead(200, json).write('{"seq":');
        setImmediate(() => response.destroy());
        return true;
      case 'packed':
        response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end('no gzip');
        return true;
      case 'holes':
      case 'wrong tags':
        return false;
    }
  }
}
