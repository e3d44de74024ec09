import { Config } from '../../src/config.ts';
import { hostUrls } from '../../src/database/postgres-hosts.ts';

const read = (value: string) => Config.fromEnvironment({ DATABASE_URL: value }).databaseUrl;

test('DATABASE_URL may name several hosts, as libpq takes them', () => {
  const several = 'postgres://user:p%40ss@a,[::1]:5433/news?sslmode=verify-full';
  expect(hostUrls(read(several) ?? '')).toEqual([
    'postgres://user:p%40ss@a/news?sslmode=verify-full',
    'postgres://user:p%40ss@[::1]:5433/news?sslmode=verify-full',
  ]);
  expect(hostUrls(read('postgresql://db/news') ?? '')).toEqual(['postgresql://db/news']);
  expect(read('postgres://a,b/news?target_session_attrs=read-write')).toBeDefined();
});

test.each([
  ['mysql://secret@db/news', 'is no such URL'],
  ['postgres://a,,b/secret', 'is no such URL'],
  ['postgres:///secret', 'is no such URL'],
  ['postgres://a:port/secret', 'is no such URL'],
  ['postgres://a,b/secret?target_session_attrs=standby', 'asks by target_session_attrs'],
])('%s is refused with the cure, and without the value', (value, cure) => {
  expect(() => read(value)).toThrow(`DATABASE_URL: ${cure}`);
  expect(() => read(value)).not.toThrow('secret');
});
