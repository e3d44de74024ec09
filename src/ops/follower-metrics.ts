import { Gauge, type Registry } from 'prom-client';
import type { Leases } from '../followers/store/leases.ts';
import { countOwn } from './metric-parts.ts';
import { shared } from './shared.ts';

interface Outcomes {
  readonly outcomes: Readonly<Record<'done' | 'again' | 'never' | 'gone', number>>;
}

/**
 * Measures followers: how many are in which state and how far the last one is behind, of the whole deployment, and what
 * became of this instance's attempts. While the database is away the latest figures stand.
 */
export function measureFollowers(
  registry: Registry,
  leases: Pick<Leases, 'counts'>,
  runners: readonly Outcomes[],
): void {
  const registers = [registry];
  // Every instance counts the same rows.
  const aggregator = 'max';
  const counts = shared(() => leases.counts());
  const behind: Gauge = new Gauge({
    name: 'dateline_followers_behind',
    help: 'Changes that the running follower which is furthest behind has not told.',
    registers,
    aggregator,
    collect: async () => {
      const running = (await counts())?.filter(({ state }) => state !== 'paused');
      if (running !== undefined) behind.set(Math.max(0, ...running.map((one) => one.behind)));
    },
  });
  const followers: Gauge<'state'> = new Gauge({
    name: 'dateline_followers',
    help: 'Followers of all feeds, by state: running, down (their target does not answer), paused.',
    labelNames: ['state'],
    registers,
    aggregator,
    collect: async () => {
      const found = await counts();
      if (found === undefined) return;
      for (const state of ['running', 'down', 'paused'] as const) {
        followers.set({ state }, found.find((one) => one.state === state)?.count ?? 0);
      }
    },
  });
  const help =
    'Attempts of this instance to tell a target a change: done, again (later), never (a dead letter), gone.';
  countOwn(registry, ['dateline_followers_attempts_total', help], 'outcome', () =>
    runners.map(({ outcomes }) => outcomes),
  );
}
