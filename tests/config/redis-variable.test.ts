import { Config } from '../../src/config.ts';
import { redisAddress } from '../../src/redis/redis-address.ts';

const read = (value: string) => Config.fromEnvironment({ REDIS_URL: value }).redisUrl;

test('REDIS_URL names one Redis, a master by its sentinels, or a cluster', () => {
  const one = 'rediss://user:pass@redis.example.org:6380/2';
  expect(redisAddress(read(one) ?? '')).toEqual({ kind: 'one', url: one });
  const sentinels =
    'redis+sentinel://user:p%40ss@a:26380,b,[::1]:26379/news/3?sentinel_password=secret';
  expect(redisAddress(read(sentinels) ?? '')).toEqual({
    kind: 'sentinel',
    sentinels: [
      { host: 'a', port: 26_380 },
      { host: 'b', port: 26_379 },
      { host: '::1', port: 26_379 },
    ],
    name: 'news',
    database: 3,
    isTls: false,
    login: { username: 'user', password: 'p@ss' },
    sentinelLogin: { password: 'secret' },
  });
  expect(redisAddress(read('rediss+cluster://:secret@a,b:6380') ?? '')).toEqual({
    kind: 'cluster',
    nodes: [
      { host: 'a', port: 6_379 },
      { host: 'b', port: 6_380 },
    ],
    isTls: true,
    login: { password: 'secret' },
  });
});

test.each([
  ['localhost:6379', 'is no such URL'],
  ['http://localhost', 'is no such URL'],
  ['redis://a,b/secret', 'has several hosts; say what they are'],
  ['redis://a:1,b:2', 'has several hosts; say what they are'],
  ['redis+sentinel://a,b', 'needs the name of the master'],
  ['redis+sentinel://a,,b/news', 'has a host that is none'],
  ['redis+sentinel://a:99999/news', 'has a host that is none'],
  ['redis+sentinel:///news', 'has a host that is none'],
  ['redis+sentinel://a/news?secret=1', 'has a setting that is unknown'],
  ['redis+cluster://user:%zzsecret@a', 'has a user or password that is not percent-encoded'],
  ['redis+cluster://a/secret', 'has more than hosts'],
])('%s is refused with the cure, and without the value', (value, cure) => {
  expect(() => read(value)).toThrow(`REDIS_URL: ${cure}`);
  expect(() => read(value)).not.toThrow(/secret\b(?!\w)/);
});
