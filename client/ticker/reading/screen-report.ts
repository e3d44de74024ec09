import type { Undo } from '../clock.ts';
import type { FeedStore } from '../store/feed-store.ts';
import type { ScreenEvent, StoreEvent } from '../store/store-event.ts';

/** A time that is not known to this many milliseconds is not reported. */
const certainMs = 50;
/** The first question opens a connection, and takes longer. */
const maxQuestions = 3;
/** A screen that is painted later than this was not looked at: browsers paint no frame that is out of sight. */
const maxPaintMs = 5_000;
const longestMs = 60_000;
/** The next report comes no sooner, however many items do. */
const pauseMs = 10_000;

/**
 * Tells the server how long an item took from its publishing to this screen (PROTOCOL.md §3): of an item that came
 * live, by the chance that the server names, by the server's clock. It tells a number, and nothing of the reader.
 */
export function reportScreenTimes(server: string, store: FeedStore): Undo {
  const report = new ScreenReport(server, store);
  return store.listen((event) => report.happened(event));
}

class ScreenReport {
  #wasLive: boolean;
  #rests = false;

  constructor(
    private readonly server: string,
    private readonly store: FeedStore,
  ) {
    this.#wasLive = store.status === 'live';
  }

  happened(event: StoreEvent): void {
    // What was missed comes before the status is live again: it did not come live.
    if (event.kind === 'status') this.#wasLive = this.store.status === 'live';
    else if (this.#wasLive) this.#came(event);
  }

  #came({ changes: [change, ...more], arrived }: ScreenEvent): void {
    if (change?.kind !== 'post' || more.length > 0 || arrived.length === 0) return;
    const { share = 0, paused } = this.store;
    if (this.#rests || paused || document.hidden || Math.random() >= share) return;
    this.#rests = true;
    const goOn = () => {
      this.#rests = false;
    };
    this.#report(Date.parse(change.at)).then(
      (isSent) => setTimeout(goOn, isSent ? pauseMs : 0),
      // Whatever failed: nobody waits for a report.
      goOn,
    );
  }

  /** False where the time is not certain, or not the reader's. */
  async #report(publishedMs: number): Promise<boolean> {
    const cameMs = performance.now();
    const paintedMs = await painted();
    if (document.hidden || paintedMs - cameMs > maxPaintMs) return false;
    const aheadMs = await this.#serverAheadMs();
    if (aheadMs === undefined) return false;
    const ms = Math.round(paintedMs + aheadMs - publishedMs);
    if (!(ms >= 0 && ms <= longestMs)) return false;
    await fetch(this.#url(`reports?ms=${ms}`), {
      method: 'POST',
      mode: 'no-cors',
      credentials: 'omit',
      keepalive: true,
    });
    return true;
  }

  /** The server's clock less this page's, from the quickest of a few answers; undefined where it is not certain. */
  async #serverAheadMs(): Promise<number | undefined> {
    for (let asked = 0; asked < maxQuestions; asked += 1) {
      const before = performance.now();
      const answer = await fetch(this.#url('clock'), { cache: 'no-store', credentials: 'omit' });
      const halfMs = (performance.now() - before) / 2;
      const { now, withinMs } = (await answer.json()) as { now: string; withinMs: number };
      if (halfMs + withinMs <= certainMs) return Date.parse(now) - (before + halfMs);
    }
    return undefined;
  }

  #url(path: string): URL {
    const { feed, token } = this.store;
    const url = new URL(`api/v1/feeds/${feed}/${path}`, this.server);
    if (token) url.searchParams.set('token', token);
    return url;
  }
}

/** When what was drawn is on the screen, by the page's clock. */
function painted(): Promise<number> {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  });
}
