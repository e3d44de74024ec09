import { hasItemShape, isEntry, isFeedInfo } from '../../src/feed/shape.ts';
import { contentOf, paragraph } from '../contract/commands.ts';

const at = '2027-03-01T19:04:00.000Z';
const image = { url: '/a', alt: 'a' };
const least = {
  ...contentOf('Landed'),
  id: 'i',
  rev: 1,
  pinned: false,
  postedAt: at,
  updatedAt: at,
};
/** Every field that an item may have. */
const whole = {
  ...least,
  minutes: 2,
  people: [{ name: 'Ana', role: 'r', picture: '/p', url: '/u' }],
  link: '/l',
  related: [{ url: '/r', title: 'R' }],
  image: {
    ...image,
    caption: 'c',
    credit: 'c',
    width: 3,
    height: 2,
    focus: { x: 0.5, y: 0.5 },
    color: '#a1b2c3',
  },
  images: [image, image],
  audio: { url: '/s', title: 't', seconds: 1, type: 'audio/mpeg', bytes: 9 },
  lang: 'en',
  dir: 'ltr',
  placedAt: at,
  remarks: [{ kind: 'correct', at, note: 'n' }],
  corrected: { at, note: 'n' },
  struck: { at, note: 'n' },
};
const tombstone = { id: 'i', postedAt: at, removedAt: at };
const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' };
const wholeInfo = {
  ...info,
  description: 'd',
  summary: paragraph('s'),
  dir: 'rtl',
  origins: ['https://example.org'],
};

/** The value with one field, also of a part of it, that is wrong; as often as there are fields. */
function* spoiled(value: object): Generator<object> {
  for (const [name, field] of Object.entries(value) as [string, unknown][]) {
    const wrong = typeof field === 'string' || Array.isArray(field) ? 7 : 'x';
    yield { ...value, [name]: wrong };
    yield { ...value, [name]: null };
    if (Array.isArray(field)) {
      if (field.length > 0) yield { ...value, [name]: [...(field as unknown[]), 7] };
      for (const part of field as unknown[]) {
        if (name === 'body' || name === 'summary') yield { ...value, [name]: [{ kind: 1 }] };
        else if (typeof part === 'object' && part !== null) {
          for (const one of spoiled(part)) yield { ...value, [name]: [one] };
        }
      }
    } else if (typeof field === 'object' && field !== null) {
      for (const one of spoiled(field)) yield { ...value, [name]: one };
    }
  }
}

describe('what comes over the network', () => {
  test('is an item with the least and with all that an item may have, and with what a later version adds', () => {
    for (const value of [least, whole, { ...whole, later: { of: 'tomorrow' } }]) {
      expect([hasItemShape(value), isEntry(value)]).toEqual([true, true]);
    }
    const remarks = [{ kind: 'of a later version', at, note: '' }];
    expect(hasItemShape({ ...least, remarks })).toBe(true);
    expect(hasItemShape({ ...least, body: [{ kind: 'of a later version' }] })).toBe(true);
  });

  test('is none where any field, of any part of it, is of another form', () => {
    const wrong = [...spoiled(whole)];
    expect(wrong.length).toBeGreaterThan(100);
    expect(wrong.filter((value) => hasItemShape(value))).toEqual([]);
    for (const name of Object.keys(least).filter((key) => key !== 'headline')) {
      expect(hasItemShape({ ...least, [name]: undefined })).toBe(false);
    }
    for (const value of [null, undefined, 'x', 7, [], [least]]) {
      expect([hasItemShape(value), isEntry(value), isFeedInfo(value)]).toEqual([
        false,
        false,
        false,
      ]);
    }
  });

  test('is a tombstone with its id and times', () => {
    for (const value of [tombstone, { ...tombstone, placedAt: at }]) {
      expect(isEntry(value)).toBe(true);
      expect(hasItemShape(value)).toBe(false);
    }
    const wrong = [...spoiled({ ...tombstone, placedAt: at })];
    expect(wrong.filter((value) => isEntry(value))).toEqual([]);
    // With the words of an item it is still a tombstone.
    expect(isEntry({ ...least, ...tombstone, rev: 'x' })).toBe(true);
  });

  test('is the information of a feed', () => {
    for (const value of [info, wholeInfo, { ...info, coverage: 'ended', dir: 'ltr', later: 1 }]) {
      expect(isFeedInfo(value)).toBe(true);
    }
    expect([...spoiled(wholeInfo)].filter((value) => isFeedInfo(value))).toEqual([]);
    expect(isFeedInfo({ ...info, coverage: 'over' })).toBe(false);
    expect(isFeedInfo({ ...info, dir: 'up' })).toBe(false);
  });
});
