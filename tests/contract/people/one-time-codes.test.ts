import {
  base32,
  codeOf,
  stepAt,
  stepOf,
} from '../../../src/accounts/second-factor/one-time-codes.ts';

const secret = Buffer.from('12345678901234567890');

// RFC 6238, appendix B, the last six digits.
test.each([
  ['1970-01-01T00:00:59Z', '287082'],
  ['2005-03-18T01:58:29Z', '081804'],
  ['2005-03-18T01:58:31Z', '050471'],
  ['2009-02-13T23:31:30Z', '005924'],
  ['2033-05-18T03:33:20Z', '279037'],
  ['2603-10-11T11:33:20Z', '353130'],
])('an app that follows RFC 6238 shows the code that is taken: at %s, %s', (at, code) => {
  expect(codeOf(secret, stepAt(at))).toBe(code);
});

test('a clock may be half a minute off, and no code is taken a second time or after a later one', () => {
  const now = 1000;
  const taken = (step: number, after: number) => stepOf(codeOf(secret, step), secret, now, after);
  expect([998, 999, 1000, 1001, 1002].map((step) => taken(step, -1))).toEqual([
    undefined,
    999,
    1000,
    1001,
    undefined,
  ]);
  expect([999, 1000, 1001].map((step) => taken(step, 1000))).toEqual([undefined, undefined, 1001]);
  for (const code of ['', '12345', '1234567', 'abcdef', '１２３４５６']) {
    expect(stepOf(code, secret, now, -1)).toBeUndefined();
  }
});

test('a secret is written as apps take it (RFC 4648 §10)', () => {
  expect(
    ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(Buffer.from(text))),
  ).toEqual(['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI']);
});
