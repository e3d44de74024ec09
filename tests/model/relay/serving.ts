import { Refusal, unknownFeed } from '../../../src/feed/refusal.ts';
import { positionOf } from '../../../src/feed/position.ts';
import type { Reply } from '../../../src/followers/send/safe-client.ts';
import { LogSegments, type Memory } from '../../../src/gateway/api/log-segments.ts';
import { PlainPath } from '../../../src/gateway/fan-out/path.ts';
import { HeadMessages } from '../../../src/gateway/numbers/head-messages.ts';
import { silenceMs } from '../../../src/gateway/reader-bounds.ts';
import {
  openingFrame,
  readEventId,
  refusedFrame,
} from '../../../src/gateway/streams/event-framing.ts';
import { EventStreams } from '../../../src/gateway/streams/event-streams.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import type { LogReads } from '../../../src/log/log-reads.ts';
import { FeedReader } from '../../../src/reading/feed-reader.ts';
import { TakedownMarks } from '../../../src/reading/takedown-marks.ts';
import { chainHeader } from '../../../src/relay/chain.ts';
import type { VirtualTime } from '../virtual-time.ts';
import type { Pipe } from './pipe.ts';

/** What a cache between may do with an answer (see caching.ts). */
export interface Served {
  readonly reply: Reply;
  readonly keptForMs: number;
}

const momentMs = 1_000;
const asked = /^\/api\/v1\/feeds\/([\w-]+)\/(?:head|log\/([^/]+)\/(\d+)\?v=([^&]*)(?:&.*)?)$/;
const streamed = /^\/api\/v1\/feeds\/([\w-]+)\/stream(?:\?lastEventId=(.*))?$/;

/** The public addresses of a server that relays ask: the real streams, heads and segments, without HTTP. */
export class Serving {
  private readonly streams: EventStreams;
  private readonly pipes = new Set<Pipe>();
  private readonly reader: FeedReader;
  private readonly marks: TakedownMarks;
  private readonly segments: LogSegments;
  private skippedMs = 0;
  private kill: (nothing: undefined) => void = () => undefined;
  private readonly killed = new Promise<undefined>((done) => (this.kill = done));

  constructor(
    private readonly hub: Hub,
    log: LogReads,
    time: VirtualTime,
    /** See Upstream; none for a server on the log. */
    private readonly relays: () => readonly string[],
  ) {
    const heads = new HeadMessages({ share: () => 1 }, { ms: 0 }, hub, () => time.dateMs);
    const clock = {
      now: () => time.nowMs + this.skippedMs,
      soon: (task: () => void) => void time.after(0, task),
    };
    this.streams = new EventStreams(
      hub,
      new PlainPath('node'),
      heads,
      { ms: 0 },
      () => undefined,
      clock,
    );
    this.streams.open();
    this.reader = new FeedReader(hub, log);
    this.marks = new TakedownMarks(hub, log);
    this.segments = new LogSegments(hub, log, this.marks, memory(time), memory(time));
  }

  /** As StreamController. */
  async stream(path: string, pipe: Pipe): Promise<void> {
    const [, feed = '', id] = streamed.exec(path) ?? [];
    const { response } = pipe;
    this.pipes.add(pipe);
    response.on('close', () => this.pipes.delete(pipe));
    try {
      await this.reader.snapshot(feed);
      response.write(openingFrame(feed, momentMs));
      const position = id === undefined ? undefined : readEventId(decodeURIComponent(id));
      await this.streams.join(feed, '', position, response);
    } catch (error) {
      const { code, message, retry } =
        error instanceof Refusal ? error : new Refusal('unexpected', String(error));
      response.end(refusedFrame({ feed, code, message, retry }, momentMs));
    }
  }

  /** As LogController, and `/healthz`. Undefined: the server was killed meanwhile. */
  ask(path: string, goesPastCaches: boolean): Promise<Served | undefined> {
    return Promise.race([this.answered(path, goesPastCaches), this.killed]);
  }

  private async answered(path: string, goesPastCaches: boolean): Promise<Served> {
    if (path === '/healthz') {
      const chain = this.relays().join(', ');
      return { reply: { status: 200, headers: { [chainHeader]: chain } }, keptForMs: 0 };
    }
    try {
      return await this.answer(path, goesPastCaches);
    } catch (error) {
      const status = error instanceof Refusal ? error.status : 500;
      return { reply: { status }, keptForMs: status === 404 || status === 410 ? momentMs : 0 };
    }
  }

  /** As after a silence: where each feed stands. */
  beacon(): void {
    this.skippedMs += silenceMs;
    this.streams.look();
  }

  /** Once a second. */
  look(): void {
    this.streams.look();
  }

  close(): void {
    this.kill(undefined);
    for (const pipe of this.pipes) pipe.kill();
    this.streams.close();
  }

  private async answer(path: string, goesPastCaches: boolean): Promise<Served> {
    const [, feed = '', epoch, n, v] = asked.exec(path) ?? [];
    if (feed === '') throw unknownFeed('');
    if (epoch === undefined) {
      if (goesPastCaches) await this.reader.look(feed);
      const snapshot = await this.reader.snapshot(feed);
      const { tag: scrubbed } = await this.marks.of(feed, snapshot);
      return served({ feed, ...positionOf(snapshot), scrubbed }, momentMs);
    }
    const snapshot = await this.reader.snapshot(feed);
    const segment = await this.segments.segment(snapshot, epoch, Number(n));
    const isForGood = segment.lasting && v === segment.mark;
    return served(segment.written.bytes, isForGood ? Infinity : momentMs);
  }
}

function served(body: Buffer | object, keptForMs: number): Served {
  const text = Buffer.isBuffer(body) ? body.toString() : JSON.stringify(body);
  const headers = { 'content-type': 'application/json' };
  return { reply: { status: 200, body: text, headers }, keptForMs };
}

/** As ShortMemory, in the model's time. */
function memory<T>(time: VirtualTime): Memory<T> {
  const kept = new Map<string, { readonly answer: Promise<T>; readonly untilMs: number }>();
  return {
    get: (key, ask) => {
      const known = kept.get(key);
      if (known !== undefined && time.nowMs < known.untilMs) return known.answer;
      const answer = ask();
      kept.set(key, { answer, untilMs: time.nowMs + momentMs });
      answer.catch(() => kept.delete(key));
      return answer;
    },
  };
}
