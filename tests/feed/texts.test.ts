import { bodyText, tableOf, type Body, type Cell } from '../../src/feed/body.ts';
import { isListed, isSlug, isUnlisted, needsToken } from '../../src/feed/feed-info.ts';
import { newestFirst } from '../../src/feed/item.ts';
import { isMediaId, isMediaPath, mediaIdsIn, mediaPath } from '../../src/feed/media-address.ts';
import { samePosition } from '../../src/feed/position.ts';
import { Refusal, tooManyRequests } from '../../src/feed/refusal.ts';
import { readOptions, optionsQuery } from '../../src/feed/embed/embed-options.ts';
import { paragraph } from '../contract/commands.ts';

const cell = (text: string): Cell => (text === '' ? [] : [{ kind: 'text', text }]);

describe('the words of a body', () => {
  test('are those of every block, a blank line between two, and nothing of one without words', () => {
    const body: Body = [
      ...paragraph('One'),
      { kind: 'rule' },
      { kind: 'heading', level: 1, children: [{ kind: 'text', text: 'Two' }] },
      { kind: 'list', ordered: true, items: [paragraph('a'), paragraph('b')] },
      { kind: 'quote', children: paragraph('Three') },
      { kind: 'code', text: 'x = 1' },
      { kind: 'image', url: '/p', alt: 'A boat' },
      { kind: 'image', url: '/p', alt: 'A boat', caption: 'The boat' },
      { kind: 'embed', provider: 'Films', url: 'https://films.example/1' },
      { kind: 'of a later version' } as unknown as Body[number],
    ];
    expect(bodyText(body).split('\n\n')).toEqual([
      'One',
      'Two',
      'a\nb',
      'Three',
      'x = 1',
      'A boat',
      'The boat',
      'https://films.example/1',
    ]);
  });

  test('of a line are one text, whatever part of it is marked', () => {
    const children = [
      { kind: 'strong', children: [{ kind: 'text', text: 'a' }] },
      { kind: 'break' },
      { kind: 'link', url: '/', children: [{ kind: 'code', text: 'b' }] },
    ] as const;
    expect(bodyText([{ kind: 'paragraph', children }])).toBe('a\nb');
  });

  test('of a table are its rows, an empty one left out, an empty cell not', () => {
    const table = tableOf(
      [cell('Town'), cell('')],
      [[cell('Brenje'), cell('7')], [], [cell(''), cell('9')]],
    );
    expect(bodyText([table])).toBe('Town | \nBrenje | 7\n | 9');
    expect(bodyText([tableOf([], [[cell('7')]])])).toBe('7');
  });

  test('of a table stand in rows of one width, at the start where nothing else is said', () => {
    const table = tableOf([cell('a')], [[cell('b'), cell('c')], []], ['end']);
    expect(table).toEqual({
      kind: 'table',
      align: ['end', 'start'],
      head: [cell('a'), []],
      rows: [
        [cell('b'), cell('c')],
        [[], []],
      ],
    });
  });
});

describe('the order of a list', () => {
  const entry = (postedAt: string, id: string, placedAt?: string) => ({
    id,
    postedAt,
    ...(placedAt !== undefined && { placedAt }),
  });

  test('is newest first, by where editors have put an item, and then by its id', () => {
    const sorted = [
      entry('2027-01-01T00:00:00.000Z', 'a', '2027-06-01T00:00:00.000Z'),
      entry('2027-03-01T00:00:00.000Z', 'c'),
      entry('2027-03-01T00:00:00.000Z', 'b'),
      entry('2027-05-01T00:00:00.000Z', 'd', '2027-02-01T00:00:00.000Z'),
    ];
    expect(sorted.toReversed().toSorted(newestFirst)).toEqual(sorted);
    expect(sorted.toSorted(newestFirst)).toEqual(sorted);
    const [first = entry('', '')] = sorted;
    expect(newestFirst(first, { ...first })).toBe(0);
  });
});

describe('who finds a feed', () => {
  test.each([
    [{}, { isUnlisted: false, needsToken: false, isListed: true }],
    [{ visibility: 'public' }, { isUnlisted: false, needsToken: false, isListed: true }],
    [{ origins: ['https://a.example'] }, { isUnlisted: false, needsToken: false, isListed: false }],
    [{ visibility: 'unlisted' }, { isUnlisted: true, needsToken: false, isListed: false }],
    [{ visibility: 'signed' }, { isUnlisted: true, needsToken: true, isListed: false }],
    [{ visibility: 'of a later release' }, { isUnlisted: true, needsToken: true, isListed: false }],
  ])('%j: %j', (given, expected) => {
    const info = given as Parameters<typeof isListed>[0];
    expect({
      isUnlisted: isUnlisted(info),
      needsToken: needsToken(info),
      isListed: isListed(info),
    }).toEqual(expected);
  });

  test('by an address of small letters, digits and hyphens, 64 at most', () => {
    expect(['a', 'storm-2027', 'x'.repeat(64)].every(isSlug)).toBe(true);
    const none = ['', 'Storm', 'a b', 'a/b', 'ä', 'x'.repeat(65), 'a\n', 7, undefined];
    expect(none.filter(isSlug)).toEqual([]);
  });
});

test('the upload of an address is found in any text, each once', () => {
  const [one, two] = ['a'.repeat(26), `${'b'.repeat(24)}27`];
  const text = `${mediaPath(one, 'x.jpg')} https://n.example${mediaPath(two, 'y.png')} /media/${one}/z`;
  expect(mediaIdsIn(text)).toEqual([one, two]);
  expect(mediaIdsIn(`/media/${one}`)).toEqual([]);
  expect([isMediaId(one), isMediaId(two)]).toEqual([true, true]);
  const none = [`${one}a`, `a${one}`, one.slice(1), 'A'.repeat(26), `${'b'.repeat(24)}18`, 7];
  expect(none.filter(isMediaId)).toEqual([]);
  expect(['/media/x', '/mediax', 'x/media/'].map(isMediaPath)).toEqual([true, false, false]);
});

test('two positions are the same only in everything', () => {
  const here = { epoch: 'e', seq: 1, tag: 't' };
  expect(samePosition(here, { ...here })).toBe(true);
  for (const other of [{ epoch: 'x' }, { seq: 2 }, { tag: 'x' }]) {
    expect(samePosition(here, { ...here, ...other })).toBe(false);
  }
});

test('who asks too often is told when to come back, in whole seconds, one at least', () => {
  const waits = [0, 1, 1_000, 1_001, 59_999].map((ms) => tooManyRequests('Slowly.', ms));
  expect(waits.map(({ afterSeconds }) => afterSeconds)).toEqual([1, 1, 1, 2, 60]);
  const [first] = waits;
  expect(first).toMatchObject({ code: 'too_many_requests', status: 429, retry: true, faults: [] });
  expect(first?.message).toBe('Slowly. Try again in 1 s.');
  const refusal = new Refusal('taken_down', 'Gone.');
  expect(refusal).toMatchObject({ status: 410, retry: false, afterSeconds: 1, extra: {} });
});

describe('what a site chooses', () => {
  const read = (name: string, value: unknown) => Object.values(readOptions({ [name]: value }))[0];

  test.each([
    ['layout', ['feed', 'rail', 'bar'], ['x', '', 'toString']],
    ['theme', ['light', 'dark'], ['Light', 'x', '']],
    ['order', ['newest', 'oldest'], ['new', '']],
    ['clock', ['12', '24'], ['13', '', '1']],
    ['limit', ['1', '9', '10', '20'], ['0', '21', '01', '1.5', '-1', 'x1', '1x', '']],
    [
      'filter',
      [
        'key',
        'breaking',
        'tag:storm',
        'byline:A. Reporter',
        'tag:Überflutung',
        `tag:${'x'.repeat(64)}`,
      ],
      ['keys', 'xkey', 'tag:', 'tag:<b>', `tag:${'x'.repeat(65)}`, 'author:x', 'tag:a"b'],
    ],
    ['tz', ['Europe/Berlin', 'UTC', 'Etc/GMT+1'], ['Berlin', '', 'UTC<', 'x'.repeat(65)]],
    [
      'lang',
      ['en', 'pt-BR', `en-x-${'abcdefg-'.repeat(3)}abcdef`],
      ['', 'not a tag', '<b>', `en-x-${'a-'.repeat(20)}b`],
    ],
  ])('of %s is one of what can be used, and else nothing', (name, good, bad) => {
    expect(good.map((value) => read(name, value))).toEqual(good);
    expect(bad.map((value) => read(name, value))).toEqual(bad.map(() => undefined));
    for (const value of [7, null, undefined, ['x'], {}]) expect(read(name, value)).toBeUndefined();
  });

  test('is written as a query in one order, and without a choice as nothing', () => {
    const chosen = { clock: '24', lang: 'en', limit: '5', other: 'x' } as const;
    expect(optionsQuery(chosen)).toBe('?limit=5&lang=en&clock=24');
    expect(optionsQuery({})).toBe('');
    expect(readOptions(chosen)).toEqual({ clock: '24', lang: 'en', limit: '5' });
    expect(read('lang', 'EN-us')).toBe('en-US');
  });
});
