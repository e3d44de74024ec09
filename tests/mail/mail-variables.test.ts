import { Config } from '../../src/config.ts';

const read = (environment: Record<string, string>) => Config.fromEnvironment(environment).mail;
const faultOf = (environment: Record<string, string>): string => {
  try {
    read(environment);
    return '';
  } catch (error) {
    return String(error);
  }
};

test('mail needs a server, an address, a key and the public address; what is wrong is named with its cure, and no secret', () => {
  const all = {
    SMTP_URL: 'smtps://ana:hush@mail.example.org',
    MAIL_FROM: 'news@Example.org',
    MAIL_KEY: 'a key of the tests'.replaceAll(' ', '-'),
    PUBLIC_URL: 'https://live.example.org',
  };
  expect(read({})).toBeUndefined();
  expect(read(all)).toEqual({ url: all.SMTP_URL, from: 'news@example.org', key: all.MAIL_KEY });
  const bare = faultOf({ SMTP_URL: 'mail.example.org' });
  for (const name of ['SMTP_URL', 'MAIL_FROM', 'MAIL_KEY', 'PUBLIC_URL']) {
    expect(bare).toContain(`  ${name}: `);
  }
  expect(faultOf({ MAIL_FROM: 'news@example.org' })).toContain('SMTP_URL: is missing');
  const weak = faultOf({ ...all, MAIL_KEY: 'hush', MAIL_FROM: 'News <n@example.org>' });
  expect(weak).toMatch(/MAIL_FROM: must be[^]*MAIL_KEY: can be guessed/);
  expect(weak + faultOf({ ...all, SMTP_URL: 'http://ana:hush@x' })).not.toContain('hush');
});
