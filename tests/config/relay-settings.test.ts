import { Config } from '../../src/config.ts';

const settings = (more: Record<string, string>) => Config.fromEnvironment(more);

test('a relay needs an address alone, and names all at once what is not for it', () => {
  const url = 'https://live.example.org/news/';
  expect(settings({ UPSTREAM_URL: url, UPSTREAM_TOKEN: ' secret ' }).upstream).toEqual({
    url: 'https://live.example.org/news',
    token: 'secret',
  });
  expect(settings({}).upstream).toBeUndefined();
  const wrong = {
    UPSTREAM_URL: url,
    PUBLIC_URL: url,
    UPSTREAM_TOKEN: 'a b',
    REDIS_URL: 'redis://localhost',
    ADMIN_TOKEN: 'a-token-of-the-tests',
  };
  expect(() => settings(wrong)).toThrow(
    /nothing to do with ADMIN_TOKEN, REDIS_URL; leave[^]*is PUBLIC_URL[^]*UPSTREAM_TOKEN: has characters/,
  );
  expect(() => settings({ UPSTREAM_TOKEN: 'x' })).toThrow('UPSTREAM_TOKEN: needs UPSTREAM_URL');
  expect(() => settings({ UPSTREAM_URL: 'live.example.org' })).toThrow(
    'UPSTREAM_URL: is no address',
  );
});
