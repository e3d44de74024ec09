import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Change } from '../../../src/feed/change.ts';
import { emptySnapshot } from '../../../src/feed/snapshot.ts';
import { changeOf } from '../../contract/buses/buses.ts';

const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
/** Above all that a relay takes. */
const tooMuch = Buffer.alloc(34 * 1024 * 1024, 'x');

/** The last is right, and those before it are of another history. */
function forged(changes: readonly Change[]): readonly Change[] {
  return changes.map((change, n) =>
    n === 2 ? change : { ...change, tag: `f${n}`, prev: `f${n}` },
  );
}

/** An upstream of three changes, whose feeds are each as false as their name says. */
export class LyingUpstream implements AsyncDisposable {
  /** Names the history: another one is a log that was set back and went on. */
  history = 'a';
  readonly #streams = new Set<ServerResponse>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<LyingUpstream> {
    const server = createServer((request, response) => {
      upstream.#answer(new URL(request.url ?? '', 'http://x'), response);
    });
    const upstream = new LyingUpstream(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  hangUp(): void {
    for (const stream of this.#streams) stream.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.hangUp();
    await new Promise((done) => this.server.close(done));
  }

  #answer({ pathname, searchParams }: URL, response: ServerResponse): void {
    const [, feed = '', rest = ''] = /^\/api\/v1\/feeds\/([^/]+)\/(\w+)/.exec(pathname) ?? [];
    const json = (body: object) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    };
    const changes = [1, 2, 3].map((seq) => this.#change(feed, seq));
    const at = { feed, epoch: 'e', seq: 3, tag: changes.at(-1)?.tag ?? '' };
    if (feed === 'moved' && rest === 'stream') {
      response.writeHead(302, { location: 'http://169.254.1.1/' }).end();
    } else if (rest === 'stream') {
      this.#streams.add(response);
      response.setHeader('content-type', 'text/event-stream');
      if (feed === 'endless') return void response.write(tooMuch);
      const tag = feed === 'crooked' ? 'other' : at.tag;
      const snapshot = { ...emptySnapshot(feed, { ...at, tag }, info), reset: 'fork' };
      const body = feed === 'strange' ? { feed } : snapshot;
      const isKnown = searchParams.get('lastEventId') === `e:3:${tag}`;
      const [event, data] = isKnown ? ['head', at] : ['snapshot', body];
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    } else if (rest === 'log') {
      if (feed === 'huge') response.end(tooMuch);
      else if (feed === 'forged') json({ ...at, n: 0, full: false, changes: forged(changes) });
      else json({ ...at, n: 0, full: false, changes });
    } else if (rest === 'head') json({ ...at, scrubbed: '0' });
    else json({ status: 'alive' });
  }

  #change(feed: string, seq: number): Change {
    const name = (n: number) => `${this.history}${n}`;
    return { ...changeOf(feed, seq), epoch: 'e', tag: name(seq), prev: name(seq - 1) };
  }
}
