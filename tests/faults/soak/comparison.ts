import type { Snapshot } from '../../../src/feed/snapshot.ts';
import { call } from '../../call.ts';
import { until } from '../../until.ts';
import { LogAudit } from './log-audit.ts';
import { feedNames, type FeedName } from './feeds.ts';
import type { NewsroomAtWork } from './newsroom-at-work.ts';
import type { Population } from './population.ts';

/** How long views and the log may take, in milliseconds. Pollers ask every ten seconds. */
const patienceMs = { live: 10_000, pollers: 60_000 } as const;

/** Compares every view with what the server says, and the log with what the newsroom was told is in it. */
export class Comparison {
  /** Views compared; of these wrong; acknowledged posts that were missing. */
  views = 0;
  wrong = 0;
  lost = 0;
  worstHealMs = 0;
  #audits: ReadonlyMap<FeedName, LogAudit>;

  constructor(
    private readonly url: string,
    private readonly newsroom: NewsroomAtWork,
    private readonly populations: ReadonlyMap<FeedName, Population>,
  ) {
    this.#audits = new Map(feedNames.map((feed) => [feed, new LogAudit(feed, url)] as const));
  }

  /** Of all but pollers, who may be a poll behind. Nobody writes meanwhile. */
  async ofLive(): Promise<void> {
    const isDue = (atMs: number) => atMs < Date.now() - patienceMs.live;
    await this.#compare(isDue, false, patienceMs.live);
  }

  /** Of everybody, when nobody writes any more, and every scheduled post is due. */
  async ofAll(): Promise<void> {
    await this.#compare(() => true, true, patienceMs.pollers);
  }

  /** How many changes the log has, as of the latest comparison. */
  get changes(): number {
    return [...this.#audits.values()].reduce((sum, { seq }) => sum + seq, 0);
  }

  get faults(): readonly string[] {
    const { wrong, lost } = this;
    const early = feedNames.flatMap(
      (feed) => this.#audits.get(feed)?.early(this.newsroom.scheduled(feed)) ?? [],
    );
    return [
      ...[...this.#audits.values()].flatMap(({ faults }) => faults),
      ...(wrong === 0 ? [] : [`${wrong} wrong views`]),
      ...(lost === 0 ? [] : [`${lost} lost posts`]),
      ...(early.length === 0 ? [] : [`${early.length} posts before their time`]),
    ];
  }

  async #compare(
    isDue: (atMs: number) => boolean,
    withPollers: boolean,
    withinMs: number,
  ): Promise<void> {
    for (const [feed, population] of this.populations) {
      const due = [...this.newsroom.scheduled(feed)].filter(([, atMs]) => isDue(atMs));
      const ids = [...this.newsroom.posted(feed), ...due.map(([id]) => id)];
      this.lost += (await this.#missing(feed, ids, withinMs)).length;
      const startedMs = performance.now();
      this.wrong += await this.#wrongViews(population, withPollers, withinMs);
      const healMs = performance.now() - startedMs;
      // A poller's time is the time to its next poll.
      if (!withPollers) this.worstHealMs = Math.max(this.worstHealMs, healMs);
      this.views += population.count(withPollers);
    }
  }

  async #missing(feed: FeedName, ids: readonly string[], withinMs: number) {
    const audit = this.#audits.get(feed);
    const isWhole = async () => {
      await audit?.readOn();
      return audit?.lost(ids).length === 0;
    };
    // An answer may be a second old.
    await until(isWhole, 'the log', withinMs).catch(() => undefined);
    return audit?.lost(ids) ?? ids;
  }

  async #wrongViews(population: Population, withPollers: boolean, withinMs: number) {
    let wrong = population.count(withPollers);
    const isRight = async () => {
      const path = `/api/v1/feeds/${population.feed}`;
      const truth = (await call(this.url, 'GET', path)).json as unknown as Snapshot;
      // Looked at entry by entry when all have come; a scheduled post may have come out since the answer.
      if (!population.haveCome(truth, withPollers)) return false;
      wrong = population.wrong(truth, withPollers);
      return wrong === 0;
    };
    await until(isRight, 'every view to be right', withinMs).catch(() => undefined);
    return wrong;
  }
}
