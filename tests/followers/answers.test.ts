import { failureOf, outcomeOf } from '../../src/followers/kinds/http-outcome.ts';
import { isUnposted, NetworkRefusal } from '../../src/followers/kinds/networks/network.ts';
import { afterSecondsOf } from '../../src/followers/send/after-seconds.ts';
import { faultsOfUrl } from '../../src/followers/send/faults-of-url.ts';
import { reasonOf, Unanswered } from '../../src/followers/send/unanswered.ts';

describe('an answer of a target', () => {
  test.each([
    [200, 'done'],
    [204, 'done'],
    [299, 'done'],
    [199, 'again'],
    [300, 'again'],
    [399, 'again'],
    [400, 'never'],
    [404, 'never'],
    [408, 'again'],
    [410, 'gone'],
    [425, 'again'],
    [429, 'again'],
    [499, 'never'],
    [500, 'again'],
    [503, 'again'],
  ])('%i: a message is %s', (status, kind) => {
    const outcome = outcomeOf({ status });
    expect(outcome).toMatchObject({ kind, status });
    if (kind !== 'done')
      expect(outcome).toHaveProperty('reason', expect.stringMatching(`answered ${status}`));
    // A document contains those before it: what refuses one may take the next.
    const failure = failureOf({ status });
    if (kind === 'done') expect(failure).toBeUndefined();
    else expect(failure?.kind).toBe(kind === 'gone' ? 'gone' : 'again');
  });

  test('says that it is a redirect, which is not followed, and when to come back', () => {
    for (const status of [300, 301, 399]) {
      expect(outcomeOf({ status })).toHaveProperty('reason', `answered ${status}, a redirect`);
    }
    expect(outcomeOf({ status: 199 })).toHaveProperty('reason', 'answered 199');
    expect(outcomeOf({ status: 500 })).toEqual({
      kind: 'again',
      status: 500,
      reason: 'answered 500',
    });
    expect(outcomeOf({ status: 503, afterSeconds: 0 })).toHaveProperty('afterSeconds', 0);
  });

  test('asks for a time in seconds or as a date; a date that is over is now, what cannot be read is none', () => {
    const now = Date.parse('2027-01-01T00:00:00.000Z');
    const read = (value?: string) => afterSecondsOf(value, now);
    expect(read('Fri, 01 Jan 2027 00:01:00 GMT')).toBe(60);
    expect(read('2027-01-01T00:00:00.200Z')).toBe(1);
    expect(read('Thu, 31 Dec 2026 23:00:00 GMT')).toBe(0);
    expect(['0', '120', '999999999'].map(read)).toEqual([0, 120, 999_999_999]);
    expect(['soon', '', 'x7', '7x'].map(read)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(read()).toBeUndefined();
  });
});

describe('why there was no answer', () => {
  test.each([
    [{ code: 'ENOTFOUND' }, 'unknown host'],
    [{ code: 'EAI_AGAIN' }, 'unknown host'],
    [{ code: 'ETIMEDOUT' }, 'timeout'],
    [{ code: 'HPE_INVALID_CONSTANT' }, 'no HTTP answer'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'certificate'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'certificate'],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'certificate'],
    [{ code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' }, 'certificate'],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'certificate'],
    [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'certificate'],
    [{ code: 'ECONNREFUSED' }, 'not reached'],
    [{ code: 'X_ERR_TLS' }, 'not reached'],
    [{ code: 'ABORT_ERR', name: 'AbortError' }, 'stopped'],
    [new Unanswered('private address'), 'private address'],
    [new Error('no code'), 'not reached'],
  ])('of %j it is "%s"', (error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });

  test('a post stands nowhere only where it was refused, or never sent', () => {
    const refused = (status?: number) =>
      new NetworkRefusal({ kind: 'never', reason: 'no', ...(status !== undefined && { status }) });
    expect([400, 404, 422, 429, 499].map((status) => isUnposted(refused(status)))).toEqual(
      Array.from({ length: 5 }, () => true),
    );
    expect([408, 500, 502, undefined].map((status) => isUnposted(refused(status)))).toEqual(
      Array.from({ length: 4 }, () => false),
    );
    expect(isUnposted(new Unanswered('not reached', false))).toBe(true);
    expect(isUnposted(new Unanswered('timeout'))).toBe(false);
    expect(isUnposted(new Error('anything else'))).toBe(false);
  });
});

describe('the address of a target', () => {
  const faults = (value: string, mayBePrivate = false) => faultsOfUrl(value, mayBePrivate);

  test.each(['https://example.org/', 'https://localhost.example.org/', 'https://8.8.8.8/x'])(
    '%s is fine',
    (value) => {
      expect(faults(value)).toEqual([]);
    },
  );

  test.each(['', 'x', 'ftp://example.org/', 'javascript:https://example.org/', 'xhttps://a.b/'])(
    '"%s" is none',
    (value) => {
      expect(faults(value, true)).toEqual(['must be a URL like https://example.org/dateline']);
    },
  );

  test.each([
    'https://localhost/',
    'https://localhost./',
    'https://a.localhost/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[fd00::1]/',
  ])('%s leads to a private address, which is fine only where that is meant', (value) => {
    expect(faults(value)).toEqual([expect.stringContaining('FOLLOWERS_ALLOW_PRIVATE')]);
    expect(faults(value, true)).toEqual([]);
  });

  test('each fault is said by itself', () => {
    expect(faults('http://example.org/')).toEqual(['must begin with https:']);
    expect(faults('http://example.org/', true)).toEqual([]);
    expect(faults('https://ana@example.org/')).toEqual([
      expect.stringContaining('name or password'),
    ]);
    expect(faults('https://:x@example.org/')).toEqual([
      expect.stringContaining('name or password'),
    ]);
    expect(faults('https://example.org/#x')).toEqual([expect.stringContaining('before its #')]);
    const longest = `https://example.org/${'x'.repeat(1_980)}`;
    expect(faults(longest)).toEqual([]);
    expect(faults(`${longest}x`)).toEqual(['must have at most 2,000 characters']);
  });
});
