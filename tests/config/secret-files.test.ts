import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '../../src/config.ts';
import { secretVariables, withSecretFiles } from '../../src/secret-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'dateline-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (text: string): string => {
  const path = join(folder, `${Math.random()}`);
  writeFileSync(path, text);
  return path;
};

test('each secret may stand in a file, with a line’s end after it', () => {
  const secret = 'a-long-secret-of-the-tests';
  for (const name of secretVariables) {
    const faults: string[] = [];
    expect(withSecretFiles({ [`${name}_FILE`]: fileOf(`${secret}\n`) }, faults)[name]).toBe(secret);
    expect(faults).toEqual([]);
  }
  const read = Config.fromEnvironment({ ADMIN_TOKEN_FILE: fileOf(secret), DATABASE_URL_FILE: '' });
  expect(read).toMatchObject({ adminToken: secret, databaseUrl: undefined });
});

test('what cannot be read, is empty, or stands twice is named with its cure, all at once, and without its words', () => {
  const secret = 'a-long-secret-of-the-tests';
  const [empty, away] = [fileOf(' \n'), join(folder, 'away')];
  const read = () =>
    Config.fromEnvironment({
      ADMIN_TOKEN: secret,
      ADMIN_TOKEN_FILE: fileOf(secret),
      DATABASE_URL_FILE: fileOf(secret),
      REDIS_URL_FILE: away,
      OIDC_CLIENT_SECRET_FILE: empty,
      S3_URL_FILE: fileOf('x'.repeat(10_001)),
    });
  let message = '';
  try {
    read();
  } catch (error) {
    message = String(error);
  }
  for (const cure of [
    'ADMIN_TOKEN and ADMIN_TOKEN_FILE: both are set; leave one of them out',
    'DATABASE_URL: is no such URL; give one like postgres://',
    `REDIS_URL_FILE: ${away} cannot be read (ENOENT); give a file that this account may read`,
    `OIDC_CLIENT_SECRET_FILE: ${empty} is empty; write the secret into it`,
    'has more than 10000 characters; it is no secret',
  ]) {
    expect(message).toContain(cure);
  }
  expect(message).not.toContain(secret);
});
