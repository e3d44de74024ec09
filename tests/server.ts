import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { Config } from '../src/config.ts';
import type { Change } from '../src/feed/change.ts';
import type { Item } from '../src/feed/item.ts';
import type { ClientEvents, ServerEvents } from '../src/feed/wire.ts';
import { start, type Running } from '../src/start.ts';
import type { EmptyDatabase } from './services/databases.ts';

export const adminToken = 'a-token-of-the-tests';

/** A real server in this process, on a free port. */
export class TestServer implements AsyncDisposable {
  private constructor(
    readonly running: Running,
    readonly url: string,
  ) {}

  static async start(place: EmptyDatabase, more: Partial<Config> = {}): Promise<TestServer> {
    const config = new Config({ port: 0, host: '127.0.0.1', adminToken, ...place.where, ...more });
    const running = await start(config);
    return new TestServer(running, running.url.replace('localhost', '127.0.0.1'));
  }

  /** A call as the newsroom's automation makes it. */
  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return call(this.url, method, path, body, {
      authorization: `Bearer ${adminToken}`,
      ...headers,
    });
  }

  async createFeed(slug: string, more: object = {}): Promise<void> {
    const { status, text } = await this.call('POST', '/api/v1/feeds', {
      slug,
      title: slug,
      ...more,
    });
    if (status !== 201) throw new Error(`creating ${slug} answered ${status}: ${text}`);
  }

  async publish(feed: string, item: object): Promise<{ item: Item; change: Change }> {
    const answer = await this.call('POST', `/api/v1/feeds/${feed}/items`, item);
    if (answer.status !== 201)
      throw new Error(`publishing answered ${answer.status}: ${answer.text}`);
    return answer.json as { item: Item; change: Change };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.running.close();
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

/** One HTTP call; a body that is not a string is sent as JSON. */
export async function call(
  base: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(base + path, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const json = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, text, json };
}

export type StockSocket = Socket<ServerEvents, ClientEvents>;

/** A stock client with nothing of ours, and everything it was sent, in order. */
export class StockReader implements Disposable {
  readonly events: { readonly event: keyof ServerEvents; readonly message: unknown }[] = [];
  readonly socket: StockSocket;

  constructor(url: string, auth?: object, options: Partial<ManagerOptions & SocketOptions> = {}) {
    this.socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      ...(auth === undefined ? {} : { auth }),
      ...options,
    });
    for (const event of ['snapshot', 'sync', 'change', 'head', 'refused', 'bye'] as const) {
      this.socket.on(event, (message: unknown) => this.events.push({ event, message }));
    }
  }

  /** The messages of one kind, as they came. */
  of<Event extends keyof ServerEvents>(event: Event): Parameters<ServerEvents[Event]>[0][] {
    type Message = Parameters<ServerEvents[Event]>[0];
    return this.events
      .filter((told) => told.event === event)
      .map(({ message }) => message as Message);
  }

  [Symbol.dispose](): void {
    this.socket.close();
  }
}
