import { createECDH } from 'node:crypto';
import { Config } from '../../src/config.ts';
import { encrypt } from '../../src/push/send/encrypt.ts';
import { Vapid } from '../../src/push/send/vapid.ts';
import { decrypt } from './decrypt.ts';
import { pushKey, pushSettings } from './keys.ts';
import { configFault } from '../config/config-fault.ts';

test('push needs a key, and an address under which push services reach the operator; what is wrong is named with its cure, and not the key', () => {
  const read = (environment: Record<string, string>) => Config.fromEnvironment(environment).push;
  expect(read({})).toBeUndefined();
  const contact = 'mailto:news@example.org';
  const given = read({ PUSH_KEY: pushKey, PUSH_CONTACT: contact });
  expect(given).toMatchObject({ key: pushKey, contact });
  expect(given?.vapid.publicKey).toMatch(/^B[\w-]{86}$/);
  // The two forms of one key.
  const url = Buffer.from(pushKey, 'base64').toString('base64url');
  const other = read({ PUSH_KEY: url, PUBLIC_URL: 'https://live.example.org/news' });
  expect(other?.vapid.publicKey).toBe(given?.vapid.publicKey);
  expect(other?.contact).toBe('https://live.example.org/news');
  for (const key of ['hush', `${pushKey}hush`, Buffer.alloc(32, 255).toString('base64')]) {
    const fault = configFault({ PUSH_KEY: key, PUSH_CONTACT: 'ana' });
    expect(fault).toMatch(/PUSH_KEY: must be[^]*rand -base64 32[^]*PUSH_CONTACT: must be/);
    expect(fault).not.toContain(key);
  }
  expect(configFault({ PUSH_KEY: pushKey })).toContain('PUSH_CONTACT: is missing');
  expect(configFault({ PUSH_KEY: pushKey, PUBLIC_URL: 'http://live.example' })).toContain(
    'is missing',
  );
  expect(configFault({ PUSH_CONTACT: contact })).toContain('PUSH_KEY: is missing');
  const all = { PUSH_KEY: pushKey, PUSH_CONTACT: contact };
  const before = Buffer.alloc(32, 'the key of before').toString('base64');
  const both = read({ ...all, PUSH_KEY_BEFORE: before });
  expect(both).toMatchObject({ key: pushKey, before: { key: before } });
  expect(both?.before?.vapid.publicKey).not.toBe(both?.vapid.publicKey);
  for (const same of [pushKey, url]) {
    const fault = configFault({ ...all, PUSH_KEY_BEFORE: same });
    expect(fault).toContain('PUSH_KEY_BEFORE: is the same as PUSH_KEY');
  }
  expect(configFault({ ...all, PUSH_KEY_BEFORE: 'hush' })).toContain(
    'PUSH_KEY_BEFORE: is no such key',
  );
  expect(configFault({ PUSH_KEY_BEFORE: before })).toContain('PUSH_KEY: is missing');
});

test('a message is read by its browser alone; the reading itself is that of RFC 8291', () => {
  const browser = createECDH('prime256v1');
  const bytes = (text: string) => Buffer.from(text, 'base64url');
  // RFC 8291, appendix A.
  browser.setPrivateKey(bytes('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94'));
  const auth = 'BTBZMqHH6r4Tts7J_aSIgg';
  const sent =
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
  expect(decrypt(bytes(sent), browser, bytes(auth))).toBe(
    'When I grow up, I want to be a watermelon',
  );
  const address = { endpoint: '', p256dh: browser.getPublicKey('base64url'), auth };
  const text = 'Gates shut: كل البوابات مغلقة '.repeat(40);
  const [one, two] = [encrypt(text, address), encrypt(text, address)];
  expect(decrypt(one, browser, bytes(auth))).toBe(text);
  expect(one.equals(two)).toBe(false);
  const other = createECDH('prime256v1');
  other.generateKeys();
  expect(() => decrypt(one, other, bytes(auth))).toThrow();
});

test('who sends is proved to each push service apart, anew before the proof is over', () => {
  const { vapid, contact } = pushSettings();
  const proofs = new Vapid(contact);
  const day = Date.parse('2030-01-01T00:00:00Z');
  const claimsAt = (endpoint: string, ms: number) => {
    const [, token = ''] =
      /t=[^.]+\.([^.]+)\./.exec(proofs.authorization(endpoint, vapid, ms)) ?? [];
    return JSON.parse(Buffer.from(token, 'base64url').toString()) as Record<string, unknown>;
  };
  const first = claimsAt('https://push.example/a', day);
  expect(first).toEqual({
    aud: 'https://push.example',
    exp: day / 1_000 + 12 * 3_600,
    sub: contact,
  });
  expect(claimsAt('https://push.example/b', day + 3_600_000)).toEqual(first);
  expect(claimsAt('https://other.example/b', day)['aud']).toBe('https://other.example');
  expect(claimsAt('https://push.example/a', day + 7 * 3_600_000)['exp']).toBe(
    day / 1_000 + 19 * 3_600,
  );
});
