import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Snapshot } from '../../../src/feed/snapshot.ts';
import type { Report } from '../../../src/import/run/tally.ts';
import { adminToken } from '../../call.ts';
import { flatPicture } from '../../pictures-of-tests.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';

interface Answer {
  readonly status: number;
  readonly lines: readonly Record<string, unknown>[];
  readonly report?: Report;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

/** A server, and one elsewhere that has a story. */
export class ImportRoom implements AsyncDisposable {
  /** What was asked for elsewhere. */
  asked: string[] = [];

  private constructor(
    private readonly place: EmptyDatabase,
    readonly server: TestServer,
    private readonly elsewhere: Server,
    readonly address: string,
  ) {}

  static async open(): Promise<ImportRoom> {
    const place = emptyFolder();
    const server = await TestServer.start(place, { followersAllowPrivate: true });
    const file = await flatPicture('png');
    const elsewhere = createServer(({ url = '' }, response) => {
      room.asked.push(url);
      if (url === '/gate.png') return response.end(file);
      if (url === '/moved') return response.writeHead(302, { location: '/story' }).end();
      if (url === '/story') return response.end(story(room.address));
      return response.writeHead(404).end();
    });
    await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    const room = new ImportRoom(place, server, elsewhere, address);
    return room;
  }

  async importInto(
    feed: string,
    body: string | Buffer | undefined,
    query = '',
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.server.url}/api/v1/feeds/${feed}/import${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminToken}`, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    const lines = (await response.text())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const { report, detail = '', errors = [] } = (lines.at(-1) ?? {}) as Partial<Answer>;
    return { status: response.status, lines, detail, errors, ...(report && { report }) };
  }

  async snapshot(feed: string, query = ''): Promise<Snapshot> {
    const { json } = await this.server.call('GET', `/api/v1/feeds/${feed}${query}`);
    return json as unknown as Snapshot;
  }

  async exported(feed: string, query = ''): Promise<string> {
    const response = await fetch(`${this.server.url}/api/v1/feeds/${feed}/export${query}`, {
      headers: { authorization: `Bearer ${adminToken}` },
    });
    expect(response.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
    return response.text();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.elsewhere.close();
    await this.server[Symbol.asyncDispose]();
    await this.place.drop();
  }
}

/** A blog of two posts, one that has a picture at `address`, and a draft. */
export function story(address: string): string {
  const post = (id: string, time: string, text: string, more: object = {}) => ({
    _id: id,
    published_date: `2016-03-29T${time}:00Z`,
    post_status: 'open',
    groups: [{ id: 'main', refs: [{ item: { item_type: 'text', text } }] }],
    ...more,
  });
  return JSON.stringify({
    _items: [
      post('second', '13:40', '<p>All is well</p>', { sticky: true }),
      post('first', '13:30', `<p>Gate shut</p><img src="${address}/gate.png" alt="A gate">`),
      post('third', '13:50', 'no', { post_status: 'draft' }),
    ],
  });
}
