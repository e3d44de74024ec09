import type { Database } from '../database/database.ts';
import type { MailSettings } from './mail-settings.ts';
import { MailNumbers } from './run/mail-numbers.ts';
import { Audience } from './store/audience.ts';
import { Mails } from './store/mails.ts';
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
  const seal = new Seal(settings.key);
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
