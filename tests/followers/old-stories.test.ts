import type { Change } from '../../src/feed/change.ts';
import type { Item } from '../../src/feed/item.ts';
import { mailKind } from '../../src/followers/kinds/mail.ts';
import { kinds } from '../../src/followers/kinds/kinds.ts';
import { SafeClient } from '../../src/followers/send/safe-client.ts';
import { BlueskyServer } from './networks/bluesky-server.ts';
import { toolsOf } from './tools-of.ts';

const now = '2027-03-01T19:04:00.000Z';
const row = { feed: 'f', epoch: 'e', seq: 1, tag: 't', prev: 'p', at: now } as const;

function posted(at: string): { readonly item: Item; readonly change: Change } {
  const words = { body: [], bylines: [], breaking: true, key: false, tags: [] };
  const item = { id: '01890a5d-ac96-774b-bcce-b302099a8057', rev: 1, headline: 'Landed', ...words };
  const whole = { ...item, pinned: false, postedAt: at, updatedAt: at };
  return { item: whole, change: { ...row, kind: 'post', item: whole } };
}

test('a story that is imported is no news: it is neither mailed nor posted to networks', async () => {
  const handed: string[] = [];
  const outbox = { handOver: async (_feed: string, item: string) => void handed.push(item) };
  const mail = mailKind(outbox, { wordings: async () => [] });
  await using server = await new BlueskyServer().open();
  const to = { feed: 'f', createdAt: now, target: server.url, secrets: [server.secret] };
  for (const at of ['2021-02-19T18:00:00.000Z', now]) {
    const { item, change } = posted(at);
    const message = { id: `m-${at}`, type: 'change.post', timestamp: now, data: change };
    const tools = toolsOf(new SafeClient(true), item);
    const signal = AbortSignal.timeout(60_000);
    expect(await mail.send(message, to, tools, signal)).toEqual({ kind: 'done' });
    expect(await kinds['bluesky']?.send(message, to, tools, signal)).toEqual({ kind: 'done' });
    const isNews = at === now;
    expect([handed.length, server.shown.length]).toEqual(isNews ? [1, 1] : [0, 0]);
  }
});

test('breaking news of another newsroom is mailed when it comes, also after a short cut of the line, and not when it is old', async () => {
  const handed: string[] = [];
  const outbox = { handOver: async (_feed: string, item: string) => void handed.push(item) };
  const mail = mailKind(outbox, { wordings: async () => [] });
  const origin = { name: 'There', url: 'https://there.example/feeds/f/items/1', path: ['there'] };
  const times = [
    '2027-03-01T19:03:58.000Z',
    '2027-03-01T18:05:00.000Z',
    '2027-03-01T18:03:00.000Z',
  ];
  for (const at of times) {
    const { item, change } = posted(at);
    const data = { ...change, item: { ...item, origin } };
    const message = { id: `m-${at}`, type: 'change.post', timestamp: now, data };
    const to = { feed: 'f', createdAt: now, target: 'mailto:', secrets: [] };
    const tools = toolsOf(new SafeClient(true), item);
    expect(await mail.send(message, to, tools, AbortSignal.timeout(60_000))).toEqual({
      kind: 'done',
    });
  }
  expect(handed).toHaveLength(2);
});

test('what is posted in the millisecond before a network was added came after; what is mended then is from before', async () => {
  await using server = await new BlueskyServer().open();
  const createdAt = '2027-03-01T19:04:00.001Z';
  const to = { feed: 'f', createdAt, target: server.url, secrets: [server.secret] };
  const { item, change } = posted(now);
  const tools = toolsOf(new SafeClient(true), item);
  const tell = async (data: Change) => {
    const message = { id: `m-${data.kind}`, type: `change.${data.kind}`, timestamp: now, data };
    await kinds['bluesky']?.send(message, to, tools, AbortSignal.timeout(60_000));
    return server.shown.length;
  };
  expect(await tell({ ...row, kind: 'edit', item })).toBe(0);
  expect(await tell(change)).toBe(1);
});
