import type { Registry } from 'prom-client';
import type { MailNumbers } from '../mail/run/mail-numbers.ts';
import { countOwn, gaugeQueue } from './metric-parts.ts';

/**
 * Measures mail: what waits and what was refused, of the whole deployment, and what became of this instance's attempts. Where
 * mail is not configured there is nothing to measure.
 */
export function measureMail(registry: Registry, numbers: MailNumbers): void {
  if (!numbers.isOn) return;
  gaugeQueue(registry, () => numbers.queue(), {
    waiting: ['dateline_mail_waiting', 'Mails that wait to be sent.'],
    oldestSeconds: [
      'dateline_mail_oldest_seconds',
      'How long the mail that has waited longest waits; 0: none does.',
    ],
    refused: [
      'dateline_mail_refused',
      'Mails that were refused for good, or had waited for a day, in the last week.',
    ],
  });
  const attempts =
    'Attempts of this instance to send a mail: sent, down (the server), again (later), refused (the address), never (the mail).';
  countOwn(registry, ['dateline_mail_attempts_total', attempts], 'outcome', () => [
    numbers.outcomes,
  ]);
  const reports = 'Bounces and complaints that the mail provider has reported to this instance.';
  countOwn(registry, ['dateline_mail_reports_total', reports], 'kind', () => [numbers.reports]);
}
