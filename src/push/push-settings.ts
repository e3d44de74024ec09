import { isContact } from '../outbox/contact.ts';
import { vapidKeysOf, type VapidKeys } from './send/vapid-keys.ts';

/** How news goes to browsers. */
export interface PushSettings {
  /** The private key, as it was given: what guards endpoints is made of it. */
  readonly key: string;
  readonly vapid: VapidKeys;
  /** The key that it takes the place of: browsers that subscribed with it are told by it until they subscribe anew. */
  readonly before?: { readonly key: string; readonly vapid: VapidKeys };
  /** Where push services reach the operator: a mailto: or https: address. */
  readonly contact: string;
}

/** The variables as they stand in the environment, and the address that readers know. */
export interface PushTexts {
  readonly key: string | undefined;
  readonly keyBefore?: string | undefined;
  readonly contact: string | undefined;
  readonly publicUrl: string | undefined;
}

/** The settings of push; undefined without PUSH_KEY. Faults are added to the list, each with its cure; the key is not repeated. */
export function pushFrom(
  { key, keyBefore, contact, publicUrl }: PushTexts,
  faults: string[],
): PushSettings | undefined {
  if (key === undefined) {
    if (contact !== undefined) faults.push('PUSH_KEY: is missing; PUSH_CONTACT needs it');
    if (keyBefore !== undefined) faults.push('PUSH_KEY: is missing; PUSH_KEY_BEFORE needs it');
    return undefined;
  }
  const vapid = vapidKeysOf(key);
  if (vapid === undefined) {
    faults.push(
      'PUSH_KEY: must be a private key of 32 random bytes in base64; make one with: openssl rand -base64 32',
    );
  }
  const vapidBefore = keyBefore === undefined ? undefined : vapidKeysOf(keyBefore);
  if (keyBefore !== undefined && vapidBefore === undefined) {
    faults.push('PUSH_KEY_BEFORE: is no such key; give the PUSH_KEY of before, as it was written');
  } else if (vapid !== undefined && vapidBefore?.publicKey === vapid.publicKey) {
    faults.push(
      'PUSH_KEY_BEFORE: is the same as PUSH_KEY; leave it out, or give the key of before',
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
  const before = keyBefore && vapidBefore && { key: keyBefore, vapid: vapidBefore };
  return { key, vapid, ...(before && { before }), contact: reached };
}
