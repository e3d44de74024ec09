import { Refusal } from '../feed/refusal.ts';
import type { Undo } from '../bus/bus.ts';
import type { Reply } from '../followers/send/safe-client.ts';
import { parsed } from '../remote/remote-client.ts';
import { RemoteFault } from '../remote/remote-fault.ts';
import { chainFrom, chainHeader } from './chain.ts';
import type { ByteStream, Line } from './line.ts';
import { systemTime, timeIn, type RelayTime } from './time.ts';
import { Turnstile } from './turnstile.ts';

/** What an operator is told of the upstream, in a few words. */
export interface UpstreamReport {
  readonly away: (reason: string) => void;
  readonly back: () => void;
}

/** Calls that run at a time, and that wait: whatever readers ask, an upstream has no more to do. */
const maxAtOnce = 16;
const maxWaiting = 200;
/** An upstream that is away is looked for this often. */
const lookEveryMs = 1_000;
/** In how many looks it is asked who it is: a circle, and an upstream that hangs, are noticed within 5 s. */
const greetEvery = 5;

const chainFaults = {
  circle: 'has its news from this relay: set UPSTREAM_URL to another server',
  round: 'is one of relays that have their news from each other',
  long: 'is behind too many relays',
} as const;

/**
 * The upstream of a relay: its public addresses, asked as a reader asks them. Knows whether it is there, and since when it is
 * not. Redirects are not followed: nobody leads a relay elsewhere.
 */
export class Upstream {
  private readonly turnstile = new Turnstile(maxAtOnce, maxWaiting);
  private chain: readonly string[];
  private greeting: Promise<void> | undefined;
  private stop: Undo = () => undefined;
  private looks = 0;
  private isClosed = false;
  private lost: { readonly since: string; readonly reason: string } | undefined;
  private heardAt: string;
  private hasAnswered = false;
  private calls = 0;

  constructor(
    /** Without a slash at its end. */
    readonly url: string,
    private readonly ownId: string,
    private readonly line: Line,
    private readonly report: UpstreamReport,
    private readonly time: RelayTime = systemTime,
  ) {
    this.chain = [ownId];
    this.heardAt = timeIn(time.now());
  }

  /** Begins to look whether it is there. Resolves after the first look, whatever it found. */
  async open(): Promise<void> {
    await this.greet().catch(() => undefined);
    this.lookLater();
  }

  close(): void {
    this.isClosed = true;
    this.stop();
    this.line.close();
  }

  /** Since when it has not been heard of (RFC 3339); undefined while it is there. */
  get awaySince(): string | undefined {
    return this.lost?.since;
  }

  /** Why it is away, in a few words. */
  get awayBecause(): string | undefined {
    return this.lost?.reason;
  }

  /** This relay and those before it, the nearest first. */
  get relays(): readonly string[] {
    return this.chain;
  }

  /** Calls and streams since the start. */
  get asked(): number {
    return this.calls;
  }

  /** Asks who it is. Throws a RemoteFault when it is not there, or would have its news from here. */
  greet(): Promise<void> {
    this.greeting ??= this.askWho().finally(() => {
      this.greeting = undefined;
    });
    return this.greeting;
  }

  /**
   * The answer to a reader's call. Throws the Refusal `unavailable` where there is none, and while the upstream is away:
   * nobody waits for what was just found silent.
   */
  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    if (this.lost !== undefined) throw unavailable(this.lost.reason);
    try {
      return await this.turnstile.pass(() => this.ask(path, headers));
    } catch (error) {
      throw error instanceof RemoteFault ? unavailable(error.reason) : error;
    }
  }

  /** The JSON of an answer; undefined where there is nothing (404). */
  async json(path: string, headers?: Readonly<Record<string, string>>): Promise<unknown> {
    const reply = await this.get(path, headers);
    if (reply.status === 404) return undefined;
    return jsonOf(reply);
  }

  /** Whether there is such a file. */
  async has(path: string): Promise<boolean> {
    const { status } = await this.turnstile.pass(() => this.ask(path, {}, 'HEAD'));
    return status === 200;
  }

  /** Opens a stream of events. Throws a RemoteFault where none begins. The caller destroys it. */
  async stream(path: string): Promise<ByteStream> {
    // Nothing is asked of an upstream that would ask here again.
    if (this.lost !== undefined || !this.hasAnswered) await this.greet();
    this.calls += 1;
    try {
      return await this.line.stream(`/api/v1${path}`);
    } catch (error) {
      // Whether the upstream is away, or this stream alone broke.
      void this.greet().catch(() => undefined);
      throw error;
    }
  }

  private lookLater(): void {
    if (this.isClosed) return;
    this.stop = this.time.after(lookEveryMs, () => {
      this.looks += 1;
      const isDue = this.lost !== undefined || this.looks % greetEvery === 0;
      if (isDue) void this.greet().catch(() => undefined);
      this.lookLater();
    });
  }

  private async askWho(): Promise<void> {
    try {
      const { status, headers = {} } = await this.ask('/healthz');
      if (status >= 500) throw new RemoteFault(`answers ${status}`);
      if (status === 401) throw new RemoteFault('answers 401: it asks for another UPSTREAM_TOKEN');
      const found = chainFrom(this.ownId, headers[chainHeader]);
      this.chain = found.chain;
      if (found.kind !== 'fine') throw new RemoteFault(chainFaults[found.kind]);
      this.heard();
    } catch (error) {
      if (!this.isClosed) this.lose(reasonOf(error));
      throw error;
    }
  }

  private ask(path: string, headers = {}, method: 'GET' | 'HEAD' = 'GET'): Promise<Reply> {
    this.calls += 1;
    return this.line.ask(method, path, headers);
  }

  private heard(): void {
    this.heardAt = timeIn(this.time.now());
    this.hasAnswered = true;
    if (this.lost === undefined) return;
    this.lost = undefined;
    this.report.back();
  }

  private lose(reason: string): void {
    const isNew = this.lost === undefined;
    this.lost = { since: this.lost?.since ?? this.heardAt, reason };
    if (!isNew) return;
    this.report.away(reason);
    // A line that passes nothing any more says so to nobody.
    this.line.hangUp();
  }
}

/** The JSON of an answer. Throws the Refusal `unavailable` for any that is none. */
export function jsonOf(reply: Reply): unknown {
  try {
    return parsed(reply);
  } catch (error) {
    if (asksForToken(reply)) throw new Refusal('token_required', notOnRelays);
    throw unavailable(reasonOf(error));
  }
}

const notOnRelays = 'A relay shows no feed for signed-in readers.';

/** The feed is for signed-in readers; any other 401 is of a proxy that asks for another UPSTREAM_TOKEN. */
function asksForToken({ status, body }: Reply): boolean {
  return status === 401 && body?.includes('"code":"token_required"') === true;
}

export function reasonOf(error: unknown): string {
  if (error instanceof RemoteFault || error instanceof Unavailable) return error.reason;
  return error instanceof Error ? error.message : String(error);
}

class Unavailable extends Refusal {
  constructor(readonly reason: string) {
    super('unavailable', `The upstream of this relay ${reason}.`);
  }
}

export function unavailable(reason: string): Refusal {
  return new Unavailable(reason);
}
