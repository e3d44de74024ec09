import { Counter, Gauge, type Registry } from 'prom-client';
import type { PushNumbers } from '../push/run/push-numbers.ts';
import { shared } from './shared.ts';

/**
 * Measures push: browsers and what waits, of the whole deployment, and what became of this instance's attempts. While the database is
 * away the latest figures stand. Where push is not configured there is nothing to measure.
 */
export function measurePush(registry: Registry, numbers: PushNumbers): void {
  if (!numbers.isOn) return;
  const registers = [registry];
  // Every instance counts the same rows.
  const aggregator = 'max';
  const queue = shared(() => numbers.queue());
  const gaugeOf = (name: string, help: string, of: 'browsers' | 'waiting' | 'oldestSeconds') => {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers,
      aggregator,
      collect: async () => {
        const found = await queue();
        if (found !== undefined) gauge.set(found[of]);
      },
    });
  };
  gaugeOf('dateline_push_browsers', 'Browsers that are told news by push.', 'browsers');
  gaugeOf('dateline_push_waiting', 'Messages that wait to be sent to browsers.', 'waiting');
  gaugeOf(
    'dateline_push_oldest_seconds',
    'How long the message that has waited longest waits; 0: none does.',
    'oldestSeconds',
  );
  const attempts: Counter<'outcome'> = new Counter({
    name: 'dateline_push_attempts_total',
    help: 'Attempts of this instance to send a message: sent, again (later), never (it is refused), gone (the browser wants none).',
    labelNames: ['outcome'],
    registers,
    collect: () => {
      attempts.reset();
      for (const [outcome, count] of Object.entries(numbers.outcomes))
        attempts.inc({ outcome }, count);
    },
  });
}
