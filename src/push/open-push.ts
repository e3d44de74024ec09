import type { Database } from '../database/database.ts';
import { PushKeys } from './push-keys.ts';
import type { PushSettings } from './push-settings.ts';
import { PushNumbers } from './run/push-numbers.ts';
import { PushAudience } from './store/audience.ts';
import { Browsers } from './store/browsers.ts';
import { Pauses } from './store/pauses.ts';
import { Pushes } from './store/pushes.ts';

/** What keeps browsers and what they are told, made before the framework. */
export interface PushParts {
  readonly settings: PushSettings;
  readonly keys: PushKeys;
  readonly browsers: Browsers;
  readonly pushes: Pushes;
  readonly pauses: Pauses;
  readonly audience: PushAudience;
  readonly numbers: PushNumbers;
}

export function openPush(database: Database, settings: PushSettings): PushParts {
  const keys = PushKeys.of(settings);
  const audience = new PushAudience(database);
  return {
    settings,
    keys,
    browsers: new Browsers(database, keys),
    pushes: new Pushes(database, keys),
    pauses: new Pauses(database),
    audience,
    numbers: new PushNumbers(audience),
  };
}

/** Tells how many browsers are still told by the key of before, where the settings name one. */
export async function tellOfKeyBefore(
  { keys, browsers }: Pick<PushParts, 'keys' | 'browsers'>,
  tell: (words: string) => void,
): Promise<void> {
  if (keys.before === undefined) return;
  const count = await browsers.countOfKeyBefore();
  tell(
    count === 0
      ? 'No browser is told by PUSH_KEY_BEFORE any more: it can be left out.'
      : `Browsers that are told by PUSH_KEY_BEFORE until their readers open a page: ${count}. Leave it set.`,
  );
}
