import { pushFrom, type PushSettings } from '../../src/push/push-settings.ts';

/** A private key for tests alone. */
export const pushKey = Buffer.alloc(32, 'a key of the tests').toString('base64');

/** The settings of push in tests. */
export function pushSettings(key = pushKey, keyBefore?: string): PushSettings {
  const contact = 'mailto:news@live.example';
  const settings = pushFrom({ key, keyBefore, contact, publicUrl: undefined }, []);
  if (settings === undefined) throw new Error('The key of the tests is good.');
  return settings;
}
