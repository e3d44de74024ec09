import { kinds } from '../../../src/followers/kinds/kinds.ts';
import { networkText, lengthOf } from '../../../src/followers/kinds/networks/network-text.ts';
import { recordKey } from '../../../src/followers/kinds/networks/record-key.ts';
import { SafeClient } from '../../../src/followers/send/safe-client.ts';
import type { Item } from '../../../src/feed/item.ts';
import { wordsFor } from '../../../src/feed/words/languages.ts';
import { BlueskyServer } from '../../followers/networks/bluesky-server.ts';
import { MastodonServer } from '../../followers/networks/mastodon-server.ts';
import { TelegramServer } from '../../followers/networks/telegram-server.ts';
import { toolsOf } from '../../followers/tools-of.ts';
import { networkContract } from './network-contract.ts';

networkContract('mastodon', () => new MastodonServer().open(), { edits: true, knowsKeys: true });
networkContract('telegram', () => new TelegramServer().open(), { edits: true, knowsKeys: false });
networkContract('bluesky', () => new BlueskyServer().open(), { edits: false, knowsKeys: true });

const item: Item = {
  id: '01890000-0000-7000-8000-000000000000',
  rev: 1,
  pinned: false,
  postedAt: '2027-03-01T19:04:00.000Z',
  updatedAt: '2027-03-01T19:04:00.000Z',
  body: [],
  bylines: [],
  breaking: false,
  key: false,
  tags: [],
};
const paragraph = (text: string) =>
  ({ kind: 'paragraph', children: [{ kind: 'text', text }] }) as never;

test('a text is cut by characters as readers count them, between words, and what was said of it since has its place', () => {
  const words = wordsFor('en');
  const family = '👨‍👩‍👧‍👦';
  const long = { ...item, headline: family.repeat(80), body: [paragraph('word '.repeat(200))] };
  for (const room of [30, 80, 100, 300, 476]) {
    const text = networkText(long, words, room);
    expect(lengthOf(text)).toBeLessThanOrEqual(room);
    expect(text.replaceAll(family, '')).not.toMatch(/[👨👩👧👦\u200d]/u);
  }
  expect(networkText(long, words, 100)).toBe(family.repeat(80));
  const note = 'It was the other pier. '.repeat(40);
  const at = item.updatedAt;
  const struck = { ...long, breaking: true, remarks: [{ kind: 'strike' as const, at, note }] };
  const text = networkText(struck, words, 300);
  expect(text).toMatch(/^Withdrawn: It was the other pier\. .*…\n\nBreaking: /);
  expect(lengthOf(text)).toBeLessThanOrEqual(300);
  const german = {
    ...item,
    body: [paragraph('Das Tor ist zu.')],
    remarks: [{ kind: 'correct' as const, at, note: 'Zwei Tore.' }],
  };
  expect(networkText(german, wordsFor('de'), 300)).toMatch(
    /^Das Tor ist zu\.\n\n\S+: Zwei Tore\.$/,
  );
});

test('a record’s key is the same for the same, and in the order of time', () => {
  const keys = [0, 1, 2].map((ms) =>
    recordKey(new Date(1_800_000_000_000 + ms).toISOString(), 'k'),
  );
  expect(keys).toEqual(keys.toSorted());
  expect(new Set(keys).size).toBe(3);
  expect(recordKey('2027-03-01T19:04:00.000Z', 'a')).not.toBe(
    recordKey('2027-03-01T19:04:00.000Z', 'b'),
  );
  for (const key of keys) expect(key).toMatch(/^[2-7a-j][2-7a-z]{12}$/);
});

test('a session of Bluesky is kept, and opened anew when the server has ended it', async () => {
  await using server = await new BlueskyServer().open();
  const to = { feed: 'f', createdAt: item.postedAt, target: server.url, secrets: [server.secret] };
  const send = (n: number) => {
    const posted = { ...item, headline: `${n}` };
    const data = { feed: 'f', kind: 'post', item: posted };
    const message = { id: `m${n}`, type: 'change.post', timestamp: item.postedAt, data };
    const tools = toolsOf(new SafeClient(true), posted);
    return kinds['bluesky']?.send(message, to, tools, AbortSignal.timeout(60_000));
  };
  for (const n of [1, 2]) expect(await send(n)).toEqual({ kind: 'done' });
  expect(server.sessions).toBe(1);
  server.endSession();
  expect(await send(3)).toEqual({ kind: 'done' });
  expect(server.sessions).toBe(2);
  expect(server.shown.map(({ text }) => text)).toEqual(['1', '2', '3']);
});
