import type { Position } from '../../../src/feed/position.ts';
import type { FetchMissed } from '../connect/over-http/fetch-missed.ts';
import type { FeedMessage } from '../connect/link.ts';

/** Fetches the missed changes when the server sends a snapshot instead, so that the rows a reader looks at stay. */
export class GapFill {
  #isRunning = false;
  #isComplete = true;
  /** The view was replaced as a whole while a reader had a place in it: the missed changes could not be fetched. */
  jumped = false;

  constructor(private readonly fetchMissed: FetchMissed | undefined) {}

  /** True while the fetch runs: messages are dropped then, and asked for afterwards. */
  drops(): boolean {
    if (this.#isRunning) this.#isComplete = false;
    return this.#isRunning;
  }

  /** True when no message was dropped and the fetched changes reach the snapshot. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** True for a snapshot that would replace all rows because of a gap. */
  isNeeded({ event, body }: FeedMessage): boolean {
    return this.fetchMissed !== undefined && event === 'snapshot' && body.reset === 'gap';
  }

  /** The message to apply instead of the snapshot: a `sync` with the missed changes, or the snapshot itself. */
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
