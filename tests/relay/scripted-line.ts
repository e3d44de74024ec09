import type { Change } from '../../src/feed/change.ts';
import { segmentChanges } from '../../src/feed/messages.ts';
import { positionOf } from '../../src/feed/position.ts';
import { emptySnapshot } from '../../src/feed/snapshot.ts';
import type { Reply } from '../../src/followers/send/safe-client.ts';
import { Tail } from '../../src/log/tail.ts';
import { Line, type ByteStream } from '../../src/relay/line.ts';

const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;

/** An upstream with this log of one feed, whose answers a test may replace. */
export class ScriptedLine extends Line {
  /** Undefined: as the log says. */
  instead: (path: string) => object | undefined = () => undefined;
  readonly asked: string[] = [];
  /** Segments are answered when this resolves. */
  held: Promise<void> = Promise.resolve();
  /** Streams say nothing but that they are there. */
  saysNothing = false;
  open = 0;
  streams = 0;
  private readonly ends: (() => void)[] = [];

  constructor(
    private readonly feed: string,
    readonly log: readonly Change[],
  ) {
    super();
  }

  async ask(_method: 'GET' | 'HEAD', path: string): Promise<Reply> {
    this.asked.push(path);
    if (path.includes('/log/')) await this.held;
    const body = JSON.stringify(this.instead(path) ?? this.answer(path));
    return { status: 200, body, headers: { 'content-type': 'application/json' } };
  }

  async stream(): Promise<ByteStream> {
    const first = this.saysNothing ? Buffer.from(': here\n\n') : this.first;
    this.streams += 1;
    this.open += 1;
    const ended = new Promise<void>((done) => {
      this.ends.push(() => {
        this.open -= 1;
        done();
      });
    });
    return {
      destroy: () => this.hangUp(),
      async *[Symbol.asyncIterator]() {
        yield first;
        await ended;
      },
    };
  }

  hangUp(): void {
    for (const end of this.ends.splice(0)) end();
  }

  close(): void {
    this.hangUp();
  }

  /** Changes as a segment has them. */
  segment(n: number, changes: readonly Change[]): object {
    const last = changes.at(-1) ?? this.log.at(-1);
    const full = changes.length === segmentChanges;
    return last === undefined ? {} : { feed: this.feed, ...positionOf(last), n, full, changes };
  }

  private answer(path: string): object {
    const last = this.log.at(-1);
    const [, n] = /\/log\/\w+\/(\d+)/.exec(path) ?? [];
    if (n !== undefined) {
      const from = Number(n) * segmentChanges;
      return this.segment(Number(n), this.log.slice(from, from + segmentChanges));
    }
    if (!path.endsWith('/head') || last === undefined) return { status: 'alive' };
    const scrubbed = this.log.findLast(({ kind }) => kind === 'takedown')?.tag ?? '0';
    return { feed: this.feed, ...positionOf(last), scrubbed };
  }

  private get first(): Uint8Array {
    const { feed, log } = this;
    const root = { epoch: 'e', seq: 0, tag: log[0]?.prev ?? '' };
    const tail = Tail.of(emptySnapshot(feed, root, info), []);
    for (const change of log) tail.ingest(change);
    return Buffer.from(`event: snapshot\ndata: ${JSON.stringify(tail.snapshot)}\n\n`);
  }
}
