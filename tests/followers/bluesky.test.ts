import { kinds } from '../../src/followers/kinds/kinds.ts';
import { SafeClient } from '../../src/followers/send/safe-client.ts';
import { itemOf } from '../client/feed-of.ts';
import { BlueskyServer } from './networks/bluesky-server.ts';
import { toolsOf } from './tools-of.ts';

const at = '2027-03-01T19:04:00.000Z';

test('an account on Bluesky keeps its session, opens another when that has ended, and is tried with a new one', async () => {
  await using server = await new BlueskyServer().open();
  const to = { feed: 'f', createdAt: at, target: server.url, secrets: [server.secret] };
  const tell = (type: string, n: number, secrets: readonly string[] = to.secrets) => {
    const item = itemOf(n, { headline: 'Landed', postedAt: at, updatedAt: at });
    const row = { feed: 'f', epoch: 'e', seq: n, tag: 't', prev: 'p', at } as const;
    const data = { ...row, kind: 'post', item };
    const message = { id: `m${n}`, type, timestamp: at, data };
    const tools = toolsOf(new SafeClient(true), item);
    return kinds['bluesky']?.send(message, { ...to, secrets }, tools, AbortSignal.timeout(60_000));
  };
  for (const n of [1, 2]) expect(await tell('change.post', n)).toEqual({ kind: 'done' });
  expect([server.sessions, server.shown.length]).toEqual([1, 2]);
  server.endSession();
  expect(await tell('change.post', 3)).toEqual({ kind: 'done' });
  expect([server.sessions, server.shown.length]).toEqual([2, 3]);
  expect(await tell('test', 4)).toEqual({ kind: 'done' });
  expect([server.sessions, server.shown.length]).toEqual([3, 3]);
  const wrong = await tell('test', 5, ['wxyz-wxyz-wxyz-wxyz']);
  expect(wrong).toEqual({ kind: 'gone', status: 401, reason: 'answered 401' });
});
