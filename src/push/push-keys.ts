import { Vault } from '../outbox/vault.ts';
import type { PushSettings } from './push-settings.ts';
import type { VapidKeys } from './send/vapid-keys.ts';
import type { BrowserAddress } from './store/browser-address.ts';

/** A key that browsers subscribe with, and what guards the addresses of those that did. */
export interface PushKey {
  /** Proves to push services who sends: they take messages to a browser by the key that it subscribed with, and by no other. */
  readonly vapid: VapidKeys;
  readonly vault: Vault;
}

/** Where a browser is reached, and the key that it subscribed with. */
export interface ReachedBrowser extends BrowserAddress {
  readonly key: PushKey;
}

/**
 * The key that browsers subscribe with now, and the one before, by which those that subscribed with it are told until they
 * subscribe anew. The row of a browser is encrypted with the key that the browser subscribed with, which says which it is.
 */
export class PushKeys {
  constructor(
    readonly now: PushKey,
    readonly before?: PushKey,
  ) {}

  static of({ key, vapid, before }: Pick<PushSettings, 'key' | 'vapid' | 'before'>): PushKeys {
    return new PushKeys(keyOf(key, vapid), before && keyOf(before.key, before.vapid));
  }

  get all(): readonly PushKey[] {
    return this.before === undefined ? [this.now] : [this.now, this.before];
  }

  /** The key with this public half; undefined where it is none of ours. */
  named(publicKey: string): PushKey | undefined {
    return this.all.find(({ vapid }) => vapid.publicKey === publicKey);
  }

  /** The keyed hashes by which an endpoint is found, of each key. */
  hashes(endpoint: string): readonly string[] {
    return this.all.map(({ vault }) => vault.hash(endpoint));
  }

  /** Undefined for what was encrypted with another key. */
  open(sealed: string): ReachedBrowser | undefined {
    for (const key of this.all) {
      const text = key.vault.open(sealed);
      // The store alone writes the column, so its JSON is not validated.
      if (text !== undefined) return { ...(JSON.parse(text) as BrowserAddress), key };
    }
    return undefined;
  }
}

function keyOf(secret: string, vapid: VapidKeys): PushKey {
  return { vapid, vault: new Vault(secret, 'push') };
}
