import { describe, expect, it } from '@jest/globals';
import { publicOrigin } from '../../src/site/public-origin.ts';

describe('the public origin', () => {
  it('is the configured one, whatever the request says', () => {
    const asked = { protocol: 'http', host: 'evil.example' };
    expect(publicOrigin('https://live.example', asked)).toBe('https://live.example');
  });

  it.each([
    ['localhost:3000', 'http://localhost:3000'],
    ['Live.Example', 'http://live.example'],
    ['[::1]:3000', 'http://[::1]:3000'],
    ['a"><script>', 'http://localhost'],
    ['a; script-src *', 'http://localhost'],
    [undefined, 'http://localhost'],
  ])('of a request to %s is %s', (host, origin) => {
    expect(publicOrigin(undefined, { protocol: 'http', host })).toBe(origin);
  });
});
