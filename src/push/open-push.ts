import type { Database } from '../database/database.ts';
import { Vault } from '../outbox/vault.ts';
import type { PushSettings } from './push-settings.ts';
import { PushNumbers } from './run/push-numbers.ts';
import { PushAudience } from './store/audience.ts';
import { Browsers } from './store/browsers.ts';
import { Pauses } from './store/pauses.ts';
import { Pushes } from './store/pushes.ts';

/** What keeps browsers and what they are told, made before the framework. */
export interface PushParts {
  readonly settings: PushSettings;
  readonly vault: Vault;
  readonly browsers: Browsers;
  readonly pushes: Pushes;
  readonly pauses: Pauses;
  readonly audience: PushAudience;
  readonly numbers: PushNumbers;
}

export function openPush(database: Database, settings: PushSettings): PushParts {
  const vault = new Vault(settings.key, 'push');
  const audience = new PushAudience(database);
  return {
    settings,
    vault,
    browsers: new Browsers(database, vault),
    pushes: new Pushes(database, vault),
    pauses: new Pauses(database),
    audience,
    numbers: new PushNumbers(audience),
  };
}
