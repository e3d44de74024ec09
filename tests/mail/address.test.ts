import { mailboxOf, parseAddress } from '../../src/mail/store/address.ts';
import { isZone, nextHour } from '../../src/mail/store/next-hour.ts';
import { idIn, Seal } from '../../src/mail/store/seal.ts';

describe('an address', () => {
  test('is taken as it is written to', () => {
    expect(parseAddress('  Ana.Ruiz+news@Example.ORG ')).toBe('Ana.Ruiz+news@example.org');
    expect(parseAddress("o'neil@example.org")).toBe("o'neil@example.org");
    expect(parseAddress('ana@bücher.example')).toBe('ana@xn--bcher-kva.example');
    expect(mailboxOf('Ana+one@example.org')).toBe(mailboxOf('ana@example.org'));
  });

  test.each([
    '',
    'ana',
    'ana@',
    '@example.org',
    'ana@localhost',
    'ana@example..org',
    '.ana@example.org',
    'ana@example.org\r\nBcc: all@example.org',
    'ana\nBcc: all@example.org',
    'ana@example.org, bob@example.org',
    'Ana <ana@example.org>',
    '"a b"@example.org',
    'ana@[127.0.0.1]',
    `${'a'.repeat(65)}@example.org`,
    `ana@${'a.'.repeat(130)}org`,
  ])('%j is none: nothing in one can be another header, or a second one', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

describe('what guards addresses', () => {
  const seal = new Seal('a key of the tests, long enough');
  const id = '0195a1b2-0000-7000-8000-000000000001';

  test('keeps them unreadable without the key, each time otherwise', () => {
    const sealed = seal.seal('ana@example.org');
    expect(seal.open(sealed)).toBe('ana@example.org');
    expect(sealed).not.toBe(seal.seal('ana@example.org'));
    expect(new Seal('another key of the tests').open(sealed)).toBeUndefined();
    const changed = (sealed.startsWith('A') ? 'B' : 'A') + sealed.slice(1);
    expect([seal.open(changed), seal.open('')]).toEqual([undefined, undefined]);
    expect(seal.hash('ana@example.org')).toBe(seal.hash('ana@example.org'));
    expect(new Seal('another key of the tests').hash('x')).not.toBe(seal.hash('x'));
  });

  test('makes links that are good for one use, one subscription and one request', () => {
    const token = seal.token('confirm', id, 'then');
    expect(seal.isToken(token, 'confirm', id, 'then')).toBe(true);
    expect(idIn(token)).toBe(id);
    expect(seal.isToken(token, 'confirm', id, 'later')).toBe(false);
    expect(seal.isToken(token, 'unsubscribe', id, 'then')).toBe(false);
    expect(seal.isToken(token, 'confirm', id.replace('1', '2'), 'then')).toBe(false);
    expect(new Seal('another key of the tests').isToken(token, 'confirm', id, 'then')).toBe(false);
    expect([idIn(''), idIn('x.y'), idIn(`${id}.`)]).toEqual([undefined, undefined, undefined]);
  });
});

describe('the hour of a digest', () => {
  test.each([
    ['the same day', 7, 'Europe/Berlin', '2026-06-01T04:59:59.000Z', '2026-06-01T05:00:00.000Z'],
    ['the next day', 7, 'Europe/Berlin', '2026-06-01T05:00:00.000Z', '2026-06-02T05:00:00.000Z'],
    ['midnight', 0, 'Asia/Tokyo', '2026-06-01T14:59:00.000Z', '2026-06-01T15:00:00.000Z'],
    [
      'a zone of half hours',
      6,
      'Asia/Kolkata',
      '2026-06-01T00:00:00.000Z',
      '2026-06-01T00:30:00.000Z',
    ],
    [
      'far in the east',
      8,
      'Pacific/Kiritimati',
      '2026-06-01T10:00:00.000Z',
      '2026-06-01T18:00:00.000Z',
    ],
    [
      'far in the west',
      23,
      'Pacific/Pago_Pago',
      '2026-06-01T09:00:00.000Z',
      '2026-06-01T10:00:00.000Z',
    ],
    // Clocks go forward at 02:00 on 29 March 2026, and back at 03:00 on 25 October.
    [
      'the day before the leap',
      7,
      'Europe/Berlin',
      '2026-03-28T06:00:00.000Z',
      '2026-03-29T05:00:00.000Z',
    ],
    [
      'the hour that is leapt over',
      2,
      'Europe/Berlin',
      '2026-03-28T12:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
    ],
    ['after that', 2, 'Europe/Berlin', '2026-03-29T01:00:00.000Z', '2026-03-30T00:00:00.000Z'],
    [
      'the hour that comes twice',
      2,
      'Europe/Berlin',
      '2026-10-24T12:00:00.000Z',
      '2026-10-25T00:00:00.000Z',
    ],
    ['once of the two', 2, 'Europe/Berlin', '2026-10-25T00:00:00.000Z', '2026-10-26T01:00:00.000Z'],
  ])('%s', (_, hour, zone, after, next) => {
    expect(nextHour(hour, zone, after)).toBe(next);
  });

  test('comes once a day, each day of a year, in every kind of zone', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC']) {
      for (const hour of [2]) {
        let at = '2026-01-01T12:00:00.000Z';
        for (let day = 0; day < 365; day += 1) {
          const next = nextHour(hour, zone, at);
          const hours = (Date.parse(next) - Date.parse(at)) / 3_600_000;
          if (day > 0)
            expect([zone, hour, at, hours >= 22 && hours <= 26]).toEqual([zone, hour, at, true]);
          at = next;
        }
      }
    }
  });

  test('is in a zone that there is', () => {
    expect([isZone('Europe/Kyiv'), isZone('Mars/Olympus'), isZone('')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
