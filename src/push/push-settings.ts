import { isContact } from '../outbox/contact.ts';
import { vapidKeysOf, type VapidKeys } from './send/vapid-keys.ts';

/** How news goes to browsers. */
export interface PushSettings {
  /** The private key, as it was given: what guards endpoints is made of it. */
  readonly key: string;
  readonly vapid: VapidKeys;
  /** Where push services reach the operator: a mailto: or https: address. */
  readonly contact: string;
}

/** The variables as they stand in the environment, and the address that readers know. */
export interface PushTexts {
  readonly key: string | undefined;
  readonly contact: string | undefined;
  readonly publicUrl: string | undefined;
}

/** The settings of push; undefined without PUSH_KEY. Faults are added to the list, each with its cure; the key is not repeated. */
export function pushFrom(
  { key, contact, publicUrl }: PushTexts,
  faults: string[],
): PushSettings | undefined {
  if (key === undefined) {
    if (contact !== undefined) faults.push('PUSH_KEY: is missing; PUSH_CONTACT needs it');
    return undefined;
  }
  const vapid = vapidKeysOf(key);
  if (vapid === undefined) {
    faults.push(
      'PUSH_KEY: must be a private key of 32 random bytes in base64; make one with: openssl rand -base64 32',
    );
  }
  const reached = contact ?? (publicUrl?.startsWith('https:') === true ? publicUrl : undefined);
  if (reached === undefined) {
    faults.push(
      'PUSH_CONTACT: is missing; give an address like mailto:news@example.org under which push services reach you, or a PUBLIC_URL with https:',
    );
  } else if (!isContact(reached)) {
    faults.push(
      'PUSH_CONTACT: must be an address like mailto:news@example.org or https://example.org/',
    );
  }
  if (vapid === undefined || reached === undefined || !isContact(reached)) return undefined;
  return { key, vapid, contact: reached };
}
