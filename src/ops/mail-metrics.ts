import { Counter, Gauge, type Registry } from 'prom-client';
import type { MailNumbers } from '../mail/run/mail-numbers.ts';
import { shared } from './shared.ts';

/**
 * Measures mail: what waits and what was refused, of the whole deployment, and what became of this instance's attempts. While
 * the database is away the latest figures stand. Where mail is not configured there is nothing to measure.
 */
export function measureMail(registry: Registry, numbers: MailNumbers): void {
  if (!numbers.isOn) return;
  const registers = [registry];
  // Every instance counts the same rows.
  const aggregator = 'max';
  const queue = shared(() => numbers.queue());
  const gaugeOf = (name: string, help: string, of: 'waiting' | 'refused' | 'oldestSeconds') => {
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
  gaugeOf('dateline_mail_waiting', 'Mails that wait to be sent.', 'waiting');
  gaugeOf(
    'dateline_mail_oldest_seconds',
    'How long the mail that has waited longest waits; 0: none does.',
    'oldestSeconds',
  );
  gaugeOf(
    'dateline_mail_refused',
    'Mails that were refused for good, or had waited for a day, in the last week.',
    'refused',
  );
  const attempts: Counter<'outcome'> = new Counter({
    name: 'dateline_mail_attempts_total',
    help: 'Attempts of this instance to send a mail: sent, down (the server), again (later), refused (the address), never (the mail).',
    labelNames: ['outcome'],
    registers,
    collect: () => {
      attempts.reset();
      for (const [outcome, count] of Object.entries(numbers.outcomes))
        attempts.inc({ outcome }, count);
    },
  });
  const reports: Counter<'kind'> = new Counter({
    name: 'dateline_mail_reports_total',
    help: 'Bounces and complaints that the mail provider has reported to this instance.',
    labelNames: ['kind'],
    registers,
    collect: () => {
      reports.reset();
      for (const [kind, count] of Object.entries(numbers.reports)) reports.inc({ kind }, count);
    },
  });
}
