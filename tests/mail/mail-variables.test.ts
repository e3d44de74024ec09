import { generateKeyPairSync } from 'node:crypto';
import { Config } from '../../src/config.ts';
import { configFault } from '../config/config-fault.ts';

const read = (environment: Record<string, string>) => Config.fromEnvironment(environment).mail;

test('mail needs a server, an address, a key and the public address; what is wrong is named with its cure, and no secret', () => {
  const all = {
    SMTP_URL: 'smtps://ana:hush@mail.example.org',
    MAIL_FROM: 'news@Example.org',
    MAIL_KEY: 'a key of the tests'.replaceAll(' ', '-'),
    PUBLIC_URL: 'https://live.example.org',
  };
  expect(read({})).toBeUndefined();
  expect(read(all)).toEqual({ url: all.SMTP_URL, from: 'news@example.org', key: all.MAIL_KEY });
  const MAIL_KEY_BEFORE = 'the-key-of-before';
  expect(read({ ...all, MAIL_KEY_BEFORE })).toMatchObject({ keyBefore: MAIL_KEY_BEFORE });
  expect(configFault({ ...all, MAIL_KEY_BEFORE: all.MAIL_KEY })).toMatch(
    /MAIL_KEY_BEFORE: is the same/,
  );
  const token = 'a-token-of-reports';
  expect(read({ ...all, MAIL_REPORTS_TOKEN: token })).toMatchObject({ reportsToken: token });
  expect(configFault({ ...all, MAIL_REPORTS_TOKEN: 'hush' })).toContain(
    'REPORTS_TOKEN: can be guessed',
  );
  expect(configFault({ ...all, MAIL_REPORTS_TOKEN: `${token}/hush` })).toContain('rand -hex 32');
  const bare = configFault({ SMTP_URL: 'mail.example.org' });
  for (const name of ['SMTP_URL', 'MAIL_FROM', 'MAIL_KEY', 'PUBLIC_URL']) {
    expect(bare).toContain(`  ${name}: `);
  }
  expect(configFault({ MAIL_FROM: 'news@example.org' })).toContain('SMTP_URL: is missing');
  const weak = configFault({ ...all, MAIL_KEY: 'hush', MAIL_FROM: 'News <n@example.org>' });
  expect(weak).toMatch(/MAIL_FROM: must be[^]*MAIL_KEY: can be guessed/);
  expect(weak + configFault({ ...all, SMTP_URL: 'http://ana:hush@x' })).not.toContain('hush');
});

test('DKIM needs a domain of the address, a selector and an RSA key, whose lines may stand in one; what is wrong is named, and not the key', () => {
  const all = {
    SMTP_URL: 'smtp://mail.example.org',
    MAIL_FROM: 'news@mail.Example.org',
    MAIL_KEY: 'a-key-of-the-tests',
    PUBLIC_URL: 'https://live.example.org',
  };
  const pem = (bits: number) =>
    generateKeyPairSync('rsa', { modulusLength: bits })
      .privateKey.export({ type: 'pkcs1', format: 'pem' })
      .toString();
  const key = pem(2_048);
  const dkim = { DKIM_DOMAIN: 'Example.org', DKIM_SELECTOR: 'mail2026', DKIM_KEY: key };
  const expected = { domain: 'example.org', selector: 'mail2026', key: key.trim() };
  expect(read({ ...all, ...dkim })?.dkim).toEqual(expected);
  const oneLine = key.replaceAll('\n', '\\n');
  expect(read({ ...all, ...dkim, DKIM_KEY: oneLine })?.dkim?.key.trim()).toBe(key.trim());
  expect(read(all)).not.toHaveProperty('dkim');
  const none = configFault({ ...all, DKIM_SELECTOR: 'two words' });
  expect(none).toMatch(/DKIM_DOMAIN: must be[^]*DKIM_SELECTOR: must be[^]*DKIM_KEY: must be/);
  for (const other of ['ample.org', 'example.com', 'news.mail.example.org']) {
    expect(configFault({ ...all, ...dkim, DKIM_DOMAIN: other })).toContain(
      'the domain of MAIL_FROM',
    );
  }
  for (const bad of [pem(1_024), key.slice(0, 300), 'hush']) {
    const fault = configFault({ ...all, ...dkim, DKIM_KEY: bad });
    expect(fault).toMatch(/DKIM_KEY: must be a private RSA key of 2048 bits/);
    expect(fault).not.toContain(bad.slice(40, 60) || bad);
  }
});
