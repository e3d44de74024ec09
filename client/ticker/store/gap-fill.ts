import type { Change } from '../../../src/feed/change.ts';
import type { Position } from '../../../src/feed/position.ts';
import type { FeedMessage } from '../connect/link.ts';

/**
 * What a reader at a position lacks, who is told that it is too much to send. None: nobody has begun to read, and the
 * view may be replaced. Undefined: it cannot be had.
 */
export type FetchMissed = (at: Position) => Promise<readonly Change[] | undefined>;

/** Keeps the rows under a reader who missed more than a server sends: fetches what is between. */
export class GapFill {
  #isRunning = false;
  #isComplete = true;
  /** Whether the view was replaced as a whole under a reader: more was missed than can be had. */
  jumped = false;

  constructor(private readonly fetchMissed: FetchMissed | undefined) {}

  /** Whether a message is to be dropped: until it is done, all are, and are asked for afterwards. */
  drops(): boolean {
    if (this.#isRunning) this.#isComplete = false;
    return this.#isRunning;
  }

  /** Whether all that was said meanwhile is in what was fetched. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Whether a message would take the rows away. */
  isNeeded({ event, body }: FeedMessage): boolean {
    return this.fetchMissed !== undefined && event === 'snapshot' && body.reset === 'gap';
  }

  /** What to take in instead of the snapshot: the changes between, or the snapshot after all. */
  async instead(snapshot: FeedMessage, at: Position): Promise<FeedMessage> {
    this.#isRunning = true;
    this.#isComplete = true;
    const changes = await this.fetchMissed?.(at).catch(() => undefined);
    this.#isRunning = false;
    this.jumped = changes === undefined;
    const last = changes?.at(-1);
    if (changes === undefined || last === undefined) return snapshot;
    if (last.seq < snapshot.body.seq) this.#isComplete = false;
    return { event: 'sync', body: { ...last, changes } };
  }
}
