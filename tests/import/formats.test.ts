import { formats } from '../../src/import/formats/formats.ts';
import { retold } from './retold.ts';
import { stories } from './stories.ts';
import { nowMs, toldBy } from './told.ts';

test.each(Object.keys(formats))(
  'a story in the form %s is known by its beginning, and keeps what it tells',
  async (name) => {
    // RSS says that it is in Latin 1, and is.
    const content = Buffer.from(stories[name] ?? '', name === 'rss' ? 'latin1' : 'utf8');
    const { title, ...told } = await toldBy(content);
    expect(title).toBe(formats[name]?.title);
    expect(JSON.parse(JSON.stringify(told))).toEqual(retold[name]);
  },
);

const rss = (inside: string, before = '') =>
  `<?xml version="1.0"?>${before}<rss><channel>${inside}</channel></rss>`;
const item = (more = '') =>
  `<item><guid>g</guid><title>T</title><pubDate>Fri, 19 Feb 2021 18:05:00 GMT</pubDate>${more}</item>`;

test.each([
  [
    'entities',
    rss(item(), '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
    /declares entities.*DOCTYPE/,
  ],
  ['an entity of a file', rss(item('<description>&xxe;</description>')), /no well-formed XML/],
  ['XML that ends early', '<rss><channel><item>', /no well-formed XML/],
  ['nested elements', rss('<a>'.repeat(70)), /nested more than 64 times/],
  [
    'an entry without end',
    rss(`<item><title>${'x'.repeat(2_100_000)}`),
    /more than 2 million characters/,
  ],
  [
    'another encoding than it says',
    Buffer.from('<?xml version="1.0" encoding="UTF-8"?><rss>Br\u00fccke</rss>', 'latin1'),
    /written in UTF-8, and is not/,
  ],
  [
    'an encoding that nobody knows',
    '<?xml version="1.0" encoding="klingon"?><rss></rss>',
    /Nobody knows the encoding "klingon"/,
  ],
  ['JSON that is none', '{"version": "https://jsonfeed.org/version/1.1", ', /no JSON/],
  ['a page without a story', '<!doctype html><p>Hello</p>', /no LiveBlogPosting/],
  ['no known form', 'hello', /Nobody knows by its beginning/],
])('a source with %s is refused in words, with the cure', async (_what, content, words) => {
  await expect(toldBy(content)).rejects.toMatchObject({
    code: 'malformed',
    message: expect.stringMatching(words) as string,
  });
});

test('one document is not read when it is too large for one, and a line of NDJSON not when it has no end', async () => {
  const large = { bytes: 17 * 1024 * 1024 };
  await expect(toldBy('{"_items": [], "groups": 1}', large)).rejects.toThrow(
    /may have 16 MB, and this has 17/,
  );
});

test.each([
  ['2021-02-19T18:05:00', /with its zone/],
  ['19.02.2021 18:05', /with its zone/],
  [undefined, /with its zone/],
  ['1901-01-01T00:00:00Z', /before 1990/],
  [new Date(nowMs + 3_600_000).toISOString(), /in the future/],
])('a time that is wrong (%s) is named', async (time, words) => {
  const line = {
    externalId: 'a',
    postedAt: time,
    wordings: [{ kind: 'post', at: time, body: 'x' }],
  };
  const { entries } = await toldBy(`{"dateline":1}\n${JSON.stringify(line)}\n`);
  const faults = entries[0]?.['faults'] as readonly { pointer: string; detail: string }[];
  expect(faults.map(({ pointer }) => pointer)).toEqual(['/postedAt', '/at']);
  expect(faults[0]?.detail).toMatch(words);
});
