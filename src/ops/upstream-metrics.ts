import { Gauge, type Registry } from 'prom-client';
import type { UpstreamLeases } from '../log/upstreams/upstream-leases.ts';
import { shared } from './shared.ts';

/**
 * Measures upstreams: how many are in which state and how far the last one is behind, of the whole deployment. While the database
 * is away the latest figures stand.
 */
export function measureUpstreams(registry: Registry, leases: Pick<UpstreamLeases, 'counts'>): void {
  const registers = [registry];
  // Every instance counts the same rows.
  const aggregator = 'max';
  const counts = shared(() => leases.counts());
  const behind: Gauge = new Gauge({
    name: 'dateline_upstreams_behind',
    help: 'Changes of the upstream which is furthest behind that are not here, as of its latest answer.',
    registers,
    aggregator,
    collect: async () => {
      const read = (await counts())?.filter(
        ({ state }) => state === 'running' || state === 'failing',
      );
      if (read !== undefined) behind.set(Math.max(0, ...read.map((one) => one.behind)));
    },
  });
  const upstreams: Gauge<'state'> = new Gauge({
    name: 'dateline_upstreams',
    help: 'Upstreams of all feeds, by state: running, failing (the latest look failed), paused, ended (by the other newsroom).',
    labelNames: ['state'],
    registers,
    aggregator,
    collect: async () => {
      const found = await counts();
      if (found === undefined) return;
      for (const state of ['running', 'failing', 'paused', 'ended'] as const) {
        upstreams.set({ state }, found.find((one) => one.state === state)?.count ?? 0);
      }
    },
  });
}
