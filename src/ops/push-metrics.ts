import type { Registry } from 'prom-client';
import type { PushNumbers } from '../push/run/push-numbers.ts';
import { countOwn, gaugeQueue } from './metric-parts.ts';

/**
 * Measures push: browsers and what waits, of the whole deployment, and what became of this instance's attempts. Where push is not
 * configured there is nothing to measure.
 */
export function measurePush(registry: Registry, numbers: PushNumbers): void {
  if (!numbers.isOn) return;
  gaugeQueue(registry, () => numbers.queue(), {
    browsers: ['dateline_push_browsers', 'Browsers that are told news by push.'],
    waiting: ['dateline_push_waiting', 'Messages that wait to be sent to browsers.'],
    oldestSeconds: [
      'dateline_push_oldest_seconds',
      'How long the message that has waited longest waits; 0: none does.',
    ],
  });
  const help =
    'Attempts of this instance to send a message: sent, again (later), never (it is refused), gone (the browser wants none).';
  countOwn(registry, ['dateline_push_attempts_total', help], 'outcome', () => [numbers.outcomes]);
}
