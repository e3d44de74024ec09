import type { MailRow } from '../../database/rows/subscriber-rows.ts';

/** The row of a mail that nobody has tried to send yet. */
export function mailRow(
  mail: Pick<MailRow, 'subscription' | 'feed' | 'kind' | 'key' | 'at'>,
): MailRow {
  return {
    id: mailId(mail),
    ...mail,
    lease: null,
    lease_until: null,
    tries: 0,
    wait_until: null,
    dead: 0,
    reason: null,
  };
}

/** The same whenever the same mail is handed over. */
export function mailId(mail: Pick<MailRow, 'subscription' | 'kind' | 'key'>): string {
  return `${mail.subscription}:${mail.kind}:${mail.key}`;
}
