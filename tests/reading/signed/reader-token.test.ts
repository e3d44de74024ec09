import { createHmac } from 'node:crypto';
import { checkToken } from '../../../src/reading/signed/reader-token.ts';

const key = 'a key of the feed, thirty-two bytes or more';
const nowMs = Date.parse('2026-11-30T12:00:00Z');
const exp = nowMs / 1_000 + 3_600;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (text: string, by = key) => createHmac('sha256', by).update(text).digest('base64url');
const signed = (claims: unknown, header: object = { alg: 'HS256', typ: 'JWT' }, by = key) => {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${sign(text, by)}`;
};
const check = (token: string, feed = 'members', keys = [key]) =>
  checkToken(token, feed, keys, nowMs);
const fault = (token: string, feed?: string, keys?: string[]) => {
  const checked = check(token, feed, keys);
  return checked.kind === 'bad' ? checked.fault : checked.kind;
};

describe('the token of a signed-in reader', () => {
  test('of RFC 7515, appendix A.1, is read as the RFC says', () => {
    const token =
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.' +
      'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.' +
      'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const jwk =
      'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow';
    // A key of ours is text: that of the RFC is bytes, which Latin 1 has and UTF-8 has not.
    expect(fault(token, 'members', [jwk])).toBe('wrong key');
    const [head, claims] = token.split('.');
    expect(fault(`${head}.${claims}.${sign(`${head}.${claims}`)}`)).toBe('other feed');
  });

  test('lets its reader in until it ends, to the feeds that it names, with either key', () => {
    const good = { kind: 'good', endsAtMs: exp * 1_000 };
    expect(check(signed({ feed: 'members', exp }))).toEqual(good);
    expect(check(signed({ feed: ['other', 'members'], exp, sub: 'r', iat: 1 }))).toEqual(good);
    expect(check(signed({ feed: 'members', exp }), 'members', ['new', key])).toEqual(good);
    expect(check(signed({ feed: 'members', exp, nbf: nowMs / 1_000 + 59 }))).toEqual(good);
    const justOver = nowMs / 1_000 - 59;
    expect(check(signed({ feed: 'members', exp: justOver }))).toMatchObject({ kind: 'good' });
  });

  test('is refused for another feed, time, key or algorithm, by name', () => {
    const of = (claims: object) => fault(signed({ feed: 'members', exp, ...claims }));
    for (const feed of ['other', '', 'member', 'members2', ['other'], [], { members: 1 }, null]) {
      expect([feed, of({ feed })]).toEqual([feed, 'other feed']);
    }
    expect(of({ exp: nowMs / 1_000 - 60 })).toBe('ended');
    expect(of({ exp: nowMs / 1_000 + 86_461 })).toBe('too long');
    expect(of({ nbf: nowMs / 1_000 + 61 })).toBe('not yet');
    for (const wrong of [undefined, null, '9999999999', true]) {
      expect([wrong, of({ exp: wrong })]).toEqual([wrong, 'malformed']);
    }
    expect(of({ nbf: 'now' })).toBe('malformed');
    expect(fault(signed({ feed: 'members', exp }, undefined, 'another key'))).toBe('wrong key');
    expect(fault(signed({ feed: 'members', exp }), 'members', [])).toBe('wrong key');
    for (const alg of [
      'none',
      'None',
      'hs256',
      'HS384',
      'HS512',
      'RS256',
      'ES256',
      '',
      undefined,
    ]) {
      expect([alg, fault(signed({ feed: 'members', exp }, { alg }))]).toEqual([
        alg,
        'wrong algorithm',
      ]);
    }
    expect(fault(signed({ feed: 'members', exp }, { alg: 'HS256', crit: ['exp'] }))).toBe(
      'wrong algorithm',
    );
  });

  test('is refused in every other spelling, and where anything of it was changed', () => {
    const token = signed({ feed: 'members', exp });
    const [head = '', claims = '', signature = ''] = token.split('.');
    const unsigned = `${part({ alg: 'none' })}.${claims}.`;
    const forged = `${head}.${part({ feed: 'members', exp: exp + 1 })}.${signature}`;
    for (const strange of [unsigned, forged, `${head}.${claims}.`, `${token}=`, `${token}A`]) {
      expect([strange, check(strange).kind]).toEqual([strange, 'bad']);
    }
    for (const not of ['', '.', '..', 'a.b', `${token}.x`, 'x'.repeat(100), `${token} `]) {
      expect([not, check(not).kind]).toEqual([not, 'bad']);
    }
    // The last letter of a signature of 32 bytes has two bits that mean nothing.
    const twin = String.fromCodePoint((signature.codePointAt(42) ?? 0) + 1);
    expect(check(`${head}.${claims}.${signature.slice(0, -1)}${twin}`).kind).toBe('bad');
    const text = `${part({ alg: 'HS256' })}.${Buffer.from('no JSON').toString('base64url')}`;
    expect(fault(`${text}.${sign(text)}`)).toBe('malformed');
    const long = signed({ feed: 'members', exp, more: 'x'.repeat(7_000) });
    expect(fault(long)).toBe('malformed');
  });
});
