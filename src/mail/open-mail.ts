import type { Database } from '../database/database.ts';
import type { MailSettings } from './mail-settings.ts';
import { MailNumbers } from './run/mail-numbers.ts';
import { Audience } from './store/audience.ts';
import { Mails } from './store/mails.ts';
import { rekey } from './store/rekey.ts';
import { Requests } from './store/requests.ts';
import { Seal } from './store/seal.ts';
import { Subscribers } from './store/subscribers.ts';

/** What keeps mail, made before the framework. */
export interface MailParts {
  readonly settings: MailSettings;
  readonly seal: Seal;
  readonly requests: Requests;
  readonly subscribers: Subscribers;
  readonly mails: Mails;
  readonly audience: Audience;
  readonly numbers: MailNumbers;
}

export function openMail(database: Database, settings: MailSettings): MailParts {
  const { key, keyBefore } = settings;
  const seal = new Seal(key, keyBefore === undefined ? undefined : new Seal(keyBefore));
  const audience = new Audience(database, seal);
  return {
    settings,
    seal,
    requests: new Requests(database, seal),
    subscribers: new Subscribers(database, seal),
    mails: new Mails(database, seal),
    audience,
    numbers: new MailNumbers(audience),
  };
}

/** Encrypts addresses anew where the settings name a key of before. */
export async function takeNewKey(
  database: Database,
  { settings, seal }: Pick<MailParts, 'settings' | 'seal'>,
  tell: (words: string) => void,
): Promise<void> {
  if (settings.keyBefore === undefined) return;
  const { done, left } = await rekey(database, seal);
  if (done > 0) tell(`${done} addresses are encrypted with the new MAIL_KEY.`);
  if (left > 0) tell(`${left} addresses are not: leave MAIL_KEY_BEFORE set.`);
}
