import { Counter, Gauge, type Registry } from 'prom-client';
import type { Mirrors } from '../relay/mirrors/mirrors.ts';
import type { Upstream } from '../relay/upstream.ts';

/** Measures a relay: whether its upstream is there, and what it asks of the upstream. */
export function measureRelay(
  registry: Registry,
  upstream: Pick<Upstream, 'awaySince' | 'asked' | 'relays'>,
  mirrors: Pick<Mirrors, 'all'>,
): void {
  const registers = [registry];
  const away: Gauge = new Gauge({
    name: 'dateline_relay_away_seconds',
    help: 'For how long the upstream of this relay has not been heard of; 0 while it is there.',
    registers,
    aggregator: 'max',
    collect: () => {
      const { awaySince } = upstream;
      away.set(awaySince === undefined ? 0 : (Date.now() - Date.parse(awaySince)) / 1_000);
    },
  });
  const depth: Gauge = new Gauge({
    name: 'dateline_relay_depth',
    help: 'Relays between readers and the log, this one included.',
    registers,
    aggregator: 'max',
    collect: () => depth.set(upstream.relays.length),
  });
  const feeds: Gauge<'state'> = new Gauge({
    name: 'dateline_relay_feeds',
    help: 'Feeds that this relay follows: current, or behind: the stream broke, here or at a relay before this one.',
    labelNames: ['state'],
    registers,
    collect: () => {
      const all = mirrors.all;
      const behind = all.filter(({ staleSince }) => staleSince !== undefined).length;
      feeds.set({ state: 'current' }, all.length - behind);
      feeds.set({ state: 'behind' }, behind);
    },
  });
  const asked: Counter = new Counter({
    name: 'dateline_relay_asked_total',
    help: 'Calls and streams that this relay has asked its upstream for: they grow with feeds, not with readers.',
    registers,
    collect: () => {
      asked.reset();
      asked.inc(upstream.asked);
    },
  });
}
